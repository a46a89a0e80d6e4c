import { ORDER_EVENT_TEXTS } from "../i18n/dashboard/orderEvents.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { maskedText } from "./persons.ts";
import type { Viewer } from "./viewer.ts";

type Facts = Readonly<Record<string, unknown>>;
type Key = keyof typeof ORDER_EVENT_TEXTS;

interface Said {
  readonly key: Key;
  readonly minor?: unknown;
  readonly currency?: unknown;
}

/**
 * What was reported of an order beside its purchase, in one sentence; null where the event is none of that, though a
 * shop's own event may have such a name.
 *
 * @param facts the event's, as they are kept
 */
export function orderSentence(viewer: Viewer, type: string, facts: Facts): string | null {
  const { orderId } = facts;
  const said = typeof orderId === "string" ? saidOf(type, facts) : null;
  if (said === null) return null;
  const formats = formatsOf(viewer.language);
  const { key, minor, currency } = said;
  const order = formats.code(maskedText(viewer, String(orderId)));
  const amount = typeof currency === "string" ? formats.money(BigInt(Number(minor ?? 0)), currency) : "";
  return fillText(formats, ORDER_EVENT_TEXTS[key][viewer.language], { order, amount });
}

function saidOf(type: string, facts: Facts): Said | null {
  switch (type) {
    case "refund":
      return refundOf(facts);
    case "order_change":
      return facts.amountMinor === undefined
        ? { key: "edit" }
        : { key: "change", minor: facts.amountMinor, currency: facts.currency };
    case "order_addition":
      return { key: "addition" };
    case "refund_reversal":
      return { key: "reversal" };
    case "dispute":
      return { key: facts.status === "closed" ? "disputeClosed" : "disputeOpened" };
    default:
      return null;
  }
}

function refundOf({ amountMinor, totalPaidMinor, currency, paid, rest }: Facts): Said {
  if (rest === true) return { key: "refundRest" };
  if (typeof paid === "object" && paid !== null && "amountMinor" in paid && "currency" in paid) {
    return { key: "refund", minor: paid.amountMinor, currency: paid.currency };
  }
  if (amountMinor !== undefined) return { key: "refund", minor: amountMinor, currency };
  // Without a currency it is in that of the payment, which the event does not say.
  return currency === undefined ? { key: "refundPart" } : { key: "refundTotal", minor: totalPaidMinor, currency };
}
