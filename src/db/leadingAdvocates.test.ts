import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PgliteDatabase } from "../adapters/database/pglite.ts";
import { openPglite } from "../adapters/database/pglite.ts";
import { migratedDump } from "../testing/migratedDump.ts";

/** Who brought the most friends of a period is found without a look at all referrals (`leading_advocates.sql`). */

const [SINCE, UNTIL] = ["2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z"];
const PROGRAMS = ["prog_a", "prog_b"];
/** Of so many advocates the function looks at, and of so many of their friends. */
const [MOST_ADVOCATES, MOST_FRIENDS] = [500, 20_000];

let database: PgliteDatabase;
beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
  // It numbers friends one by one; here they are counted at once.
  await database.query("ALTER TABLE referrals DISABLE TRIGGER referrals_number_friend");
});
afterAll(() => database.close());

/**
 * Fills a shop: of each advocate so many friends in the period and so many before it.
 *
 * @param counts of advocates, in the order of their ids
 */
async function shopOf(tenantId: string, counts: readonly (readonly [within: number, before: number])[]): Promise<void> {
  await database.query(
    `INSERT INTO referrals (tenant_id, id, program_id, version, status, advocate_id, friend_id, source, attributed_at,
       new_friend, qualifying_count, reversals, created_at)
     SELECT $1, 'ref_' || a.nth || '_' || f, $3::json ->> (f % 2)::integer, 1,
       CASE WHEN f % 7 = 6 THEN 'rejected' ELSE 'attributed' END, 'par_' || lpad(a.nth::text, 5, '0'),
       'par_f' || a.nth || '_' || f, 'code',
       CASE WHEN f <= (a.n ->> 0)::integer THEN $4::timestamptz ELSE $4::timestamptz - interval '1 microsecond' END,
       true, 0, 0, now()
     FROM json_array_elements($2::json) WITH ORDINALITY AS a(n, nth)
     CROSS JOIN LATERAL generate_series(1, (a.n ->> 0)::integer + (a.n ->> 1)::integer) AS f`,
    [tenantId, JSON.stringify(counts), JSON.stringify(PROGRAMS), SINCE],
  );
  await database.query(
    `INSERT INTO friend_counts (tenant_id, program_id, advocate_id, friends, referrals)
     SELECT tenant_id, program_id, advocate_id, count(*), count(*) FROM referrals WHERE tenant_id = $1 GROUP BY 1, 2, 3`,
    [tenantId],
  );
}

const asked = (tenantId: string, programs: readonly string[]) => [tenantId, `{${programs.join()}}`, SINCE, UNTIL];

async function foundFor(tenantId: string, programs: readonly string[]): Promise<readonly unknown[]> {
  const sql =
    "SELECT advocate_id, friends::integer FROM leading_advocates($1, $2::text[], $3::timestamptz, $4::timestamptz, 6)";
  return await database.query(sql, asked(tenantId, programs));
}

async function countedFor(tenantId: string, programs: readonly string[]): Promise<readonly unknown[]> {
  return await database.query(
    `SELECT advocate_id, count(*)::integer FROM referrals WHERE tenant_id = $1 AND program_id = ANY ($2::text[])
       AND status <> 'rejected' AND attributed_at >= $3::timestamptz AND attributed_at < $4::timestamptz
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 6`,
    asked(tenantId, programs),
  );
}

/** The same numbers each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

describe("the advocates with the most friends of a period", () => {
  it.each(["few", "alike", "steep"])("are those that a count of everything names, in a shop of %s", async (kind) => {
    for (let round = 0; round < 2; round++) {
      const roll = dice(1_000 + round);
      const size = kind === "few" ? roll(9) : MOST_ADVOCATES + 30;
      const counts = Array.from({ length: size }, (_, nth) => {
        const most = kind === "steep" && nth % 90 === 7 ? 40 : 3;
        return [roll(most), roll(3)] as const;
      });
      const tenantId = `ten_${kind}_${round}`;
      await shopOf(tenantId, counts);
      for (const programs of [PROGRAMS, PROGRAMS.slice(1)]) {
        const [found, counted] = [await foundFor(tenantId, programs), await countedFor(tenantId, programs)];
        if (found.length > 0 || kind !== "alike") expect(found).toEqual(counted);
      }
    }
  });

  it("are settled where all have as many, the first by their ids", async () => {
    await shopOf(
      "ten_same",
      Array.from({ length: MOST_ADVOCATES + 30 }, () => [5, 0] as const),
    );
    const found = await foundFor("ten_same", PROGRAMS);
    expect(found).toEqual(await countedFor("ten_same", PROGRAMS));
    expect(found).toHaveLength(6);
  });

  it("are left to the caller where one who was not looked at may be among them", async () => {
    // Those with the most of all time brought theirs before the period; the last ones brought theirs in it.
    const counts = Array.from({ length: MOST_ADVOCATES + 30 }, (_, nth) => {
      return nth < MOST_ADVOCATES ? ([1, 3] as const) : ([3, 0] as const);
    });
    await shopOf("ten_late", counts);
    expect(await foundFor("ten_late", PROGRAMS)).toEqual([]);
    await shopOf("ten_huge", [
      [5, 0],
      [4, 0],
    ]);
    expect(await foundFor("ten_huge", PROGRAMS)).toHaveLength(2);
    await database.query(
      "UPDATE friend_counts SET friends = $1 WHERE tenant_id = 'ten_huge' AND advocate_id = 'par_00001'",
      [MOST_FRIENDS],
    );
    expect(await foundFor("ten_huge", PROGRAMS)).toEqual([]);
  });
});
