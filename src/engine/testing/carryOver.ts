import type { StoredMoment } from "../../db/rows/counter.ts";
import type { KnownEvent } from "../../db/rows/event.ts";
import type { StoredPurchase } from "../../db/rows/purchase.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { State } from "../decide/state.ts";
import { KEY_SEPARATOR, MERGED } from "../events/events.ts";

/**
 * What `load` would read after the commit of a decided batch: the snapshot in which the next one is decided. It
 * holds everything, where `load` picks what the batch can need.
 */
export function snapshotAfter(state: State): Snapshot {
  const arrivals = arrivalsOf(state);
  const rewards = [...state.rewards.byId.values()].map(({ now }) => now);
  return {
    tenantId: state.tenantId,
    known: withFormer(state),
    participants: [...state.participants.values()].map(({ was, now, touched }) => {
      return was !== null && touched ? { ...now, version: now.version + 1 } : now;
    }),
    programs: [...state.programs.values()].map(({ now }) => now),
    codes: [...state.codes.values()].map((code) => {
      return { ...code, uses: code.uses + (state.codeUses.get(code.primary)?.added ?? 0) };
    }),
    namedCodes: state.namedCodes,
    referrals: [...state.referrals.values()].map(({ now }) => now),
    memberships: [...state.memberships.values()].map(({ id, referral: { now }, signedUp }) => {
      const { programId, friendId: participantId, qualifyingCount } = now;
      return { id, programId, participantId, qualifyingCount, signedUp };
    }),
    purchases: [...state.purchases.values()].map(({ now }) => stored(now, arrivals)),
    // All of them are among the purchases.
    ordersLeft: [],
    customEvents: [...state.customByParticipant.values()]
      .flat()
      .map((custom) => ({ ...custom, arrival: arrivals.get(custom.arrival) ?? 0 })),
    unread: [...state.unread],
    contacts: {
      hashes: state.contacts.hashes,
      attributions: state.contacts.attributions,
      heads: [...state.contacts.heads].map(([hash, { version, added }]) => [hash, version + added] as const),
      held: [...state.contacts.held].flatMap(([id, own]) => [...own].map(([hash, kind]) => [id, hash, kind] as const)),
    },
    rewards,
    moments: momentsOf(state),
    coupons: [...state.coupons.byCode.values()],
    couponUses: [...state.coupons.usesByOrder.values()].flat(),
    undoneUses: [...state.coupons.undoneByOrder.values()].flat(),
    spends: [...state.spends.values()].flat().map(({ now }) => now),
    counters: [...state.counters.values()].map(({ name, loaded, delta }) => ({ ...name, value: loaded + delta })),
  };
}

/** With who told it, where that one was merged since. */
function withFormer({ known, events }: State): KnownEvent[] {
  const kept = new Map(
    events.flatMap(({ event, participantId }) =>
      event.type === MERGED ? [[event.mergedId, participantId ?? ""]] : [],
    ),
  );
  return [...known.values()].map((event) => {
    const id = event.former?.id ?? personInKey(event.naturalKey);
    let keptId = event.former?.keptId ?? id;
    for (let next = kept.get(keptId); next !== undefined; next = kept.get(keptId)) keptId = next;
    return keptId === id ? event : { ...event, former: { id, externalId: "", keptId } };
  });
}

/** Whose signup a natural key is of; of other events nothing is asked. */
function personInKey(naturalKey: string): string {
  const [kind, id = ""] = naturalKey.split(KEY_SEPARATOR);
  return kind === "signup" ? id : "";
}

/** Ordered, since the order in which a batch met them means nothing. */
function momentsOf({ moments }: State): StoredMoment[] {
  const all = [...moments].flatMap(([owner, sums]) => {
    const [programId = "", advocateId = ""] = owner.split(" ");
    return [...sums.byKey.values()].map(({ by, key, at, value }) => ({ programId, advocateId, by, key, at, value }));
  });
  const nameOf = ({ programId, advocateId, by, key }: StoredMoment) => `${programId} ${advocateId} ${by} ${key}`;
  return all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Arrivals of one batch are above every stored one; committed, they are small again and in the same order. */
function arrivalsOf(state: State): ReadonlyMap<number, number> {
  const purchases = [...state.purchases.values()].flatMap(({ now }) => now.reported?.arrival ?? []);
  const customs = [...state.customByParticipant.values()].flat().map(({ arrival }) => arrival);
  const inOrder = [...purchases, ...customs].toSorted((a, b) => a - b);
  return new Map(inOrder.map((arrival, index) => [arrival, index + 1]));
}

function stored(purchase: StoredPurchase, arrivals: ReadonlyMap<number, number>): StoredPurchase {
  const { reported } = purchase;
  if (reported === null) return purchase;
  return { ...purchase, reported: { ...reported, arrival: arrivals.get(reported.arrival) ?? 0 } };
}
