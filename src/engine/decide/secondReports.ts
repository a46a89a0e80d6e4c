import type { Addition } from "../../domain/orderAdditions.ts";
import { secondReport } from "../../domain/orderAdditions.ts";
import type { OrderAdditionEvent, PurchaseEvent } from "../events/events.ts";
import { additionKey } from "../events/events.ts";
import { orderNow, reportedOf } from "./purchaseFacts.ts";
import type { PurchaseState, State } from "./state.ts";
import type { Told } from "./told.ts";

/**
 * What a purchase is whose order was reported before: by the same participant and of the same amount it is a repeat, or
 * it adds what no report has brought. It says nothing of when the order was bought: what its first report said stays.
 */
export function purchaseTold(state: State, event: PurchaseEvent): Told {
  const { orderId, contentHash } = event;
  const first = state.known.get(event.naturalKey);
  if (first === undefined) return { kind: "new", naturalKey: event.naturalKey };
  if (first.contentHash === contentHash) return { kind: "repeat", known: first };
  const naturalKey = additionKey(orderId, contentHash);
  const before = state.known.get(naturalKey);
  if (before !== undefined) return { kind: "repeat", known: before };
  const purchase = state.purchases.get(orderId);
  if (purchase === undefined || !isOfSameOrder(state, purchase, event)) return { kind: "conflict" };
  const { code, clicks, channel } = event;
  const report = secondReport(toldOf(purchase), { facts: event.order, source: { code, clicks, channel } });
  switch (report.kind) {
    case "contradicts":
      return { kind: "conflict" };
    case "repeats":
      return { kind: "repeat", known: first };
    case "adds":
      return { kind: "addition", event: additionOf(event, naturalKey, report.addition) };
    default:
      return report satisfies never;
  }
}

function isOfSameOrder(state: State, purchase: PurchaseState, event: PurchaseEvent): boolean {
  const { participantId, firstMinor, order } = reportedOf(purchase);
  const buyer = state.participantsByExternalId.get(event.participant.externalId);
  return (
    buyer?.now.id === participantId &&
    firstMinor === event.amountMinor &&
    purchase.now.currency === event.currency &&
    order !== null
  );
}

/** All that reports of an order have said; what changes of it said is no report. */
function toldOf(purchase: PurchaseState): Addition & { readonly facts: PurchaseEvent["order"] } {
  const sources = purchase.now.history.flatMap(({ entry }) => (entry.kind === "addition" ? [entry.source] : []));
  const brought = [reportedOf(purchase).source, ...sources];
  const said = <T>(values: readonly (T | null)[]) => values.find((value) => value !== null) ?? null;
  return {
    facts: orderNow(purchase).first.facts,
    source: {
      code: said(brought.map(({ code }) => code)),
      clicks: brought.flatMap(({ clicks }) => clicks),
      channel: said(brought.map(({ channel }) => channel)),
    },
  };
}

function additionOf(event: PurchaseEvent, naturalKey: string, { facts, source }: Addition): OrderAdditionEvent {
  const { id, contentHash, occurredAt, occurredAtGiven, orderId, codeEntered } = event;
  const reported = { id, naturalKey, contentHash, occurredAt, occurredAtGiven };
  return { ...reported, ...source, codeEntered, type: "order_addition", orderId, added: facts };
}
