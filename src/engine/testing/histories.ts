import { NO_CONTACTS } from "../../db/rows/contacts.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { EngineEvent, NamedParticipant } from "../events/events.ts";
import { KEY_SEPARATOR } from "../events/events.ts";
import { broughtBy, broughtTo, orderFrom, refundFrom } from "./historyFacts.ts";
import type { History, HistoryEvent, HistoryPurchase, HistorySignup } from "./historyTypes.ts";
import { ADDRESSES } from "./historyTypes.ts";
import {
  byHand,
  change,
  click,
  codeOf,
  custom,
  customerSince,
  dispute,
  merged,
  named,
  purchase,
  reassigned,
  refundBy,
  reversal,
  signup,
} from "./reported.ts";
import type { ProgramSpec } from "./snapshots.ts";
import { snapshotOf } from "./snapshots.ts";

/** The tenant before anything happens. */
export function beginningOf({ programs, people }: History): Snapshot {
  const hashes = new Map(ADDRESSES.map((address) => [address, `hash of ${address}`]));
  return { ...snapshotOf(programs satisfies readonly ProgramSpec[], people), contacts: { ...NO_CONTACTS, hashes } };
}

/** The events, as the shell would hand them to `decide`: who was merged comes under the name of the one who was kept. */
export function eventsOf(history: History): EngineEvent[] {
  // A signup that was refused and is sent again is another event, under an id of its own. What is told by no event of
  // the shop's has no other name than that.
  return underOwnNames(history).told.map(({ event: told, place }) => {
    const event = eventFrom(told);
    const id = `${event.id}:${place}`;
    if (event.type === "referral_by_hand") return { ...event, id, naturalKey: `${id}${KEY_SEPARATOR}` };
    if (event.type === "referral_reassigned") {
      return { ...event, id, naturalKey: [id, `prog_${event.program}`].join(KEY_SEPARATOR) };
    }
    return event.type === "customer_since" ? { ...event, id, naturalKey: id } : { ...event, id };
  });
}

/** Whose name it is when all has happened. */
export function ownNameIn(history: History, name: string): string {
  return underOwnNames(history).own(name);
}

/** Each event with its place, and with the names that people have by then; and whose a name is at the end. */
function underOwnNames({ people, events }: History) {
  const kept = new Map<string, string>();
  const own = (name: string): string => {
    const next = kept.get(name);
    return next === undefined ? name : own(next);
  };
  const told = events.flatMap((event, place): { event: HistoryEvent; place: number }[] => {
    if (event.type === "participant_merged") {
      const [who, merged] = [own(event.who), own(event.merged)];
      if (who === merged || !people.includes(who) || !people.includes(merged)) return [];
      kept.set(merged, who);
      return [{ event: { ...event, who, merged }, place }];
    }
    const named = "who" in event ? { ...event, who: own(event.who) } : event;
    return [
      { event: named.type === "referral_reassigned" ? { ...named, advocate: own(named.advocate) } : named, place },
    ];
  });
  return { told, own };
}

/** Who did it, with the address that is said. */
function personOf({ who, email = null }: HistorySignup | HistoryPurchase): NamedParticipant {
  return email === null
    ? named(who)
    : named(who, { email, emailFolded: email, contacts: [{ kind: "email", mac: email }] });
}

function eventFrom(event: HistoryEvent): EngineEvent {
  switch (event.type) {
    case "signup": {
      const { at, program } = event;
      const { clicked, ...brought } = broughtTo(event, codeOf);
      const clicks = clicked === null ? [] : [{ code: clicked.code, at: Date.parse(clicked.at), channel: null }];
      return signup(personOf(event), null, at, { program, ...brought, clicks });
    }
    case "purchase": {
      const { orderId, amountMinor, at, currency, code } = event;
      const brought = code === null ? null : codeOf(...code);
      return purchase(personOf(event), orderId, amountMinor, at, { currency, code: brought, order: orderFrom(event) });
    }
    case "refund":
      return refundBy(refundFrom(event), event.at);
    case "order_change":
      return change(event.orderId, event.changeId, { ...broughtBy(event), currency: event.currency }, event.at);
    case "refund_reversal":
      return reversal(event.orderId, event.refundId, event.at);
    case "dispute":
      return dispute(event.orderId, event.disputeId, event.status, event.at);
    case "custom":
      return custom(event.name, event.who, event.eventId, event.at);
    case "referral_by_hand": {
      const { who, advocate, program, at, force } = event;
      return byHand(who, advocate, at, { program, force });
    }
    case "referral_reassigned":
      return reassigned(event.who, event.advocate, event.at, { program: event.program });
    case "participant_merged":
      return merged(event.who, event.merged, event.at);
    case "customer_since":
      return customerSince(event.who, event.since, event.at);
    case "click": {
      const { clickId, at, code, channel } = event;
      return click("", clickId, at, { code: codeOf(...code), channel });
    }
    default:
      return event satisfies never;
  }
}
