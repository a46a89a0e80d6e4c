import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { MovedLot, MovedThings } from "../src/db/rows/merged.ts";
import { isLive, type RewardStatus } from "../src/domain/rewardState.ts";
import { arbitraryMergingHistory } from "../src/engine/testing/arbitraryHistory.ts";
import { holdsForAllStored } from "../src/engine/testing/checking.ts";
import type { HistoryEvent, HistoryMerge } from "../src/engine/testing/historyTypes.ts";
import type { Database } from "../src/ports.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, stateOf } from "./support/engineTenant.ts";
import { mergeStored, tellEach } from "./support/storedHistory.ts";

/** What a merge answers, and what it refuses, against the rows of a real PostgreSQL after any history. */

const RUNS = 60;
/** So many times as many at most, where the first have not come upon all that a merge can move. */
const MAX_ROUNDS = 8;
/** What a merge can move. Histories in which it is never moved would prove nothing of it. */
const MOVED = ["codes", "referrals", "orders", "rewards", "granted", "balances"] as const;
/** Of the columns that a profile has. */
const FIELDS = ["email", "phone", "name", "locale", "country", "segments", "customerSince"] as const;

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "mergedThings", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

interface Rows {
  readonly people: readonly ({
    readonly id: string;
    readonly externalId: string;
    readonly mergedInto: string | null;
  } & {
    readonly [Field in (typeof FIELDS)[number]]: unknown;
  })[];
  readonly codes: readonly { readonly code: string; readonly owner: string }[];
  readonly referrals: readonly {
    readonly id: string;
    readonly friend: string;
    readonly advocate: string | null;
    readonly status: string;
  }[];
  readonly orders: readonly { readonly id: string; readonly buyer: string | null }[];
  readonly rewards: readonly {
    readonly id: string;
    readonly owner: string;
    readonly status: RewardStatus;
    readonly unit: string | null;
    readonly amountMinor: number;
  }[];
  readonly wallets: readonly {
    readonly owner: string;
    readonly unit: string;
    readonly pendingMinor: number;
    readonly availableMinor: number;
  }[];
  readonly lots: readonly (MovedLot & { readonly owner: string })[];
}

const ROWS = {
  people: `SELECT id, external_id AS "externalId", merged_into AS "mergedInto", email, phone, name, locale, country,
    segments, customer_since AS "customerSince" FROM participants WHERE tenant_id = $1 ORDER BY external_id`,
  codes: "SELECT display AS code, participant_id AS owner FROM codes WHERE tenant_id = $1",
  referrals: "SELECT id, friend_id AS friend, advocate_id AS advocate, status FROM referrals WHERE tenant_id = $1",
  orders: "SELECT order_id AS id, participant_id AS buyer FROM purchases WHERE tenant_id = $1",
  rewards: `SELECT id, participant_id AS owner, status, unit, amount_minor AS "amountMinor" FROM rewards WHERE tenant_id = $1`,
  wallets: `SELECT participant_id AS owner, unit, pending_minor AS "pendingMinor", available_minor AS "availableMinor"
    FROM wallets WHERE tenant_id = $1 AND (pending_minor <> 0 OR available_minor <> 0)`,
  lots: `SELECT id, unit, participant_id AS owner, left_minor AS "leftMinor", expires_at AS "expiresAt"
    FROM lots WHERE tenant_id = $1 AND left_minor > 0`,
};

async function rowsOf({ tenantId }: EngineTenant): Promise<Rows> {
  const parts = Object.entries(ROWS).map(
    ([name, sql]) => `'${name}', (SELECT coalesce(jsonb_agg(to_jsonb(q)), '[]') FROM (${sql}) q)`,
  );
  const [[rows] = []] = await database.query(`SELECT jsonb_build_object(${parts.join(", ")})`, [tenantId]);
  return rows as Rows;
}

/** What the rows say that went from the one to the other, without a look at what was decided. */
function movedBetween(before: Rows, after: Rows, keptId: string, mergedId: string): MovedThings {
  const people = [keptId, mergedId];
  const program = "p";
  const [was, now] = [before, after].map(({ people: all }) => all.find(({ id }) => id === keptId));
  const referralsNow = new Map(after.referrals.map((row) => [row.id, row]));
  const rewardsNow = new Map(after.rewards.map((row) => [row.id, row]));
  const known = new Set(before.rewards.map(({ id }) => id));
  const shown = ({ id, status, unit, amountMinor }: Rows["rewards"][number]) => {
    return { id, program, status, unit, amountMinor };
  };
  return {
    profile: FIELDS.filter((field) => JSON.stringify(was?.[field]) !== JSON.stringify(now?.[field])),
    codes: before.codes.filter(({ owner }) => owner === mergedId).map(({ code }) => ({ code, program })),
    referrals: before.referrals.flatMap(({ id, friend, advocate, status }) => {
      const later = referralsNow.get(id);
      const ended = status !== "rejected" && later?.status === "rejected";
      const went = friend !== later?.friend || advocate !== later.advocate;
      if (status === "rejected" || !(went || ended)) return [];
      const isFriend = friend === mergedId || (ended && people.includes(friend));
      return [{ id, program, as: isFriend ? ("friend" as const) : ("advocate" as const), ended }];
    }),
    orders: before.orders.filter(({ buyer }) => buyer === mergedId).map(({ id }) => id),
    rewards: before.rewards.flatMap(({ id, owner, status }) => {
      const later = rewardsNow.get(id);
      const changed = owner !== later?.owner || status !== later.status;
      return later !== undefined && isLive(status) && changed ? [shown(later)] : [];
    }),
    granted: after.rewards.filter(({ id }) => !known.has(id)).map(shown),
    balances: before.wallets
      .filter(({ owner }) => owner === mergedId)
      .map(({ unit, pendingMinor, availableMinor }) => ({ unit, pendingMinor, availableMinor })),
    applications: [],
    lots: before.lots
      .filter(({ owner }) =>
        before.people.some(({ id, mergedInto }) => id === owner && (mergedInto ?? id) === mergedId),
      )
      .map(({ id, unit, leftMinor, expiresAt }) => ({ id, unit, leftMinor, expiresAt })),
    ...{ spends: [], payouts: [], payoutDetails: null },
  };
}

/** Lists without their orders. */
function sorted(moved: MovedThings): unknown {
  const byText = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each, keysOf(each))).toSorted();
  return Object.fromEntries(Object.entries(moved).map(([name, list]) => [name, byText([list].flat())]));
}

function keysOf(value: unknown): string[] | null {
  return typeof value === "object" && value !== null ? Object.keys(value).toSorted() : null;
}

/** Tells a history up to each merge, and gives the merge to be made. */
async function atEachMerge(
  events: readonly HistoryEvent[],
  tenant: EngineTenant,
  make: (event: HistoryMerge) => Promise<void>,
): Promise<void> {
  let told: HistoryEvent[] = [];
  for (const event of events) {
    if (event.type !== "participant_merged") {
      told.push(event);
      continue;
    }
    await tellEach(database, tenant, told, true);
    told = [];
    await make(event);
  }
  await tellEach(database, tenant, told, true);
}

/** Whose a name is by now. */
function ownerOf({ people }: Rows, name: string) {
  const row = people.find(({ externalId }) => externalId === name);
  return people.find(({ id }) => id === (row?.mergedInto ?? row?.id));
}

describe("a merge after any history", () => {
  it("answers all that went over, ended or was earned, and nothing else", async () => {
    const seen = new Set<string>();
    const lacking = () => MOVED.filter((name) => !seen.has(name));
    for (let round = 0; round < MAX_ROUNDS && lacking().length > 0; round++) {
      await holdsForAllStored(arbitraryMergingHistory, RUNS, async ({ programs, people, events }) => {
        const tenant = await createEngineTenant(database, programs[0]?.document, people);
        await atEachMerge(events, tenant, async (event) => {
          const before = await rowsOf(tenant);
          const outcome = await mergeStored(database, tenant, event);
          if (outcome.kind !== "done" || outcome.status !== 201) return;
          const { merged } = outcome.body as { readonly merged?: MovedThings };
          if (merged === undefined) return;
          const [kept, gone] = [ownerOf(before, event.who), ownerOf(before, event.merged)];
          const rows = movedBetween(before, await rowsOf(tenant), kept?.id ?? "", gone?.id ?? "");
          expect(sorted(merged)).toEqual(sorted(rows));
          for (const [name, moved] of Object.entries(merged)) if ([moved].flat().length > 0) seen.add(name);
        });
      });
    }
    expect(lacking()).toEqual([]);
  });

  it("makes no one another name of their own, nor a name one that has names, and writes nothing then", async () => {
    let refused = 0;
    await holdsForAllStored(arbitraryMergingHistory, RUNS / 4, async ({ programs, people, events }) => {
      const tenant = await createEngineTenant(database, programs[0]?.document, people);
      await tellEach(database, tenant, events, true);
      const before = await rowsOf(tenant);
      const names = before.people.map(({ externalId }) => externalId);
      const state = await stateOf(database, tenant);
      for (const who of names) {
        for (const merged of names) {
          const [owner, alias] = [ownerOf(before, who), before.people.find(({ externalId }) => externalId === merged)];
          // What may be merged is the other test's.
          if (alias?.mergedInto === null && alias.id !== owner?.id) continue;
          const at = "2027-01-01T00:00:00Z";
          const outcome = await mergeStored(database, tenant, { type: "participant_merged", who, merged, at });
          if (alias?.mergedInto === owner?.id) {
            expect(outcome, `${merged}, which ${who} is already`).toMatchObject({ kind: "done", status: 200 });
          } else {
            const reason = alias?.id === owner?.id ? "itself" : "alias";
            expect(outcome, `${merged} into ${who}`).toMatchObject({ refusal: { code: "alias_taken", reason } });
            refused++;
          }
        }
      }
      expect([await rowsOf(tenant), await stateOf(database, tenant)]).toEqual([before, state]);
      const ids = new Set(before.people.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id));
      expect(before.people.filter(({ mergedInto }) => ids.has(mergedInto ?? ""))).toEqual([]);
    });
    expect(refused).toBeGreaterThan(0);
  });
});
