import type { Authorized, TenantAsker } from "../../db/queries/asker.ts";
import type { SnapshotInput } from "../../db/queries/loadSnapshot.ts";
import type { BeforeMerge, MergedThings } from "../../db/queries/merge.ts";
import { readBeforeMerge } from "../../db/queries/merge.ts";
import type { Whom } from "../../db/queries/participantWrites.ts";
import type { BeforeWrite } from "../../db/queries/readForWrite.ts";
import type { SnapshotJson } from "../../db/rows/snapshot.ts";
import { MAX_MERGED } from "../../domain/aliases.ts";
import type { Database } from "../../ports.ts";
import type { Loaded } from "./load.ts";
import { NAMES_NOTHING, parseSnapshot, requestFor } from "./load.ts";
import { cacheOfRules } from "./rulesCache.ts";

/** What making one participant another name of another is decided on. */
export interface LoadedMerge extends Pick<BeforeMerge, "kept" | "named" | "moved" | "programs"> {
  readonly theirs:
    | (Pick<MergedThings, "orders" | "codes" | "applications" | "wallets" | "money"> & {
        readonly loaded: Loaded;
        /** Whether there is more of one kind than may go over. */
        readonly isTooMuch: boolean;
      })
    | null;
}

/**
 * Reads it in one statement; the data is null where there is no such participant.
 *
 * @returns null when the asker is not proved
 * @throws {DatabaseError} for which `isTooMuch` holds, where one load may not bring so much
 */
export async function loadMerge(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  input: { readonly whom: Whom; readonly alias: string },
  at: Date,
): Promise<Authorized<BeforeWrite<LoadedMerge | null>> | null> {
  const cached = cacheOfRules();
  const event: SnapshotInput = { ...NAMES_NOTHING, program: null, at: at.toISOString() };
  const request = requestFor({ asker, events: [event], idempotencyKeys: [] }, cached);
  const read = await readBeforeMerge(database, asker, idempotencyKey, input, request);
  if (read === null) return null;
  const { data } = read.body;
  if (data === null) return { ...read, body: { ...read.body, data: null } };
  const { theirs, ...them } = data;
  if (theirs === null) return { ...read, body: { ...read.body, data: { ...them, theirs } } };
  const { orders, codes, applications, wallets, money } = theirs;
  const found = {
    ...{ orders, codes, applications, wallets, money },
    loaded: parseSnapshot(wholeOf(theirs), cached),
    isTooMuch: hasTooMuch(theirs, them.named?.id ?? ""),
  };
  return { ...read, body: { ...read.body, data: { ...them, theirs: found } } };
}

function wholeOf({ snapshot, participants, referrals, rewards, counters, customEvents }: MergedThings): SnapshotJson {
  return {
    ...snapshot,
    participants: joined(participants, snapshot.participants, ([id]) => id),
    referrals: joined(referrals, snapshot.referrals, ([id]) => id),
    rewards: joined(rewards, snapshot.rewards, ({ id }) => id),
    counters: joined(counters, snapshot.counters, (counter) => counter.slice(0, 4).join(" ")),
    customEvents,
  };
}

/** What was read of both, once. */
function joined<T>(a: readonly T[] | null, b: readonly T[] | null, keyOf: (row: T) => string): T[] {
  return [...new Map([...(a ?? []), ...(b ?? [])].map((row) => [keyOf(row), row])).values()];
}

function hasTooMuch({ referrals, rewards, orders, codes, counters, customEvents, snapshot }: MergedThings, id: string) {
  const asFriend = referrals?.filter(([, , , , , friendId]) => friendId === id);
  const asAdvocate = referrals?.filter(([, , , , advocateId]) => advocateId === id);
  const own = rewards?.filter(({ participantId }) => participantId === id);
  const others = rewards?.filter(({ participantId }) => participantId !== id);
  const theirs = new Set(orders);
  const ofKept = snapshot.purchases?.filter(({ orderId }) => !theirs.has(orderId));
  const kinds = [asFriend, asAdvocate, own, others, orders, ofKept, codes, counters, customEvents];
  return kinds.some((rows) => (rows?.length ?? 0) > MAX_MERGED);
}
