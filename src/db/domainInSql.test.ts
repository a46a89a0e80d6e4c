import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PgliteDatabase } from "../adapters/database/pglite.ts";
import { openPglite } from "../adapters/database/pglite.ts";
import { isLiveReferral, REFERRAL_STATUSES } from "../domain/attribution.ts";
import { PERIODS, periodKey } from "../domain/periods.ts";
import { isLive, REWARD_STATUSES } from "../domain/rewardState.ts";
import { migratedDump } from "../testing/migratedDump.ts";

/** `drizzle/functions/domain.sql` says again what the domain says: here each word of it is held against the domain's. */

let database: PgliteDatabase;
beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
});
afterAll(() => database.close());

/** What SQL makes of each case; `$1` is the case as JSON. */
async function inSql<T>(expression: string, cases: readonly T[]): Promise<unknown[]> {
  const rows = await database.query(
    `SELECT ${expression} FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given(x, nth) ORDER BY nth`,
    [JSON.stringify(cases)],
  );
  return rows.map(([value]) => value);
}

describe("in SQL as in the domain", () => {
  it("every status of a reward is live or is not", async () => {
    expect(await inSql("is_live_reward(x #>> '{}')", REWARD_STATUSES)).toEqual(REWARD_STATUSES.map(isLive));
  });

  it("every status of a referral is live or is not", async () => {
    expect(await inSql("is_live_referral(x #>> '{}')", REFERRAL_STATUSES)).toEqual(
      REFERRAL_STATUSES.map(isLiveReferral),
    );
  });

  it("every period has the same name, around its ends and in any time zone", async () => {
    const instants = ["2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-03-29T01:30:00Z", "2026-09-30T20:00:00Z"];
    const zones = ["UTC", "Asia/Tashkent", "America/New_York", "Pacific/Kiritimati", "Europe/London"];
    const cases = instants.flatMap((at) => zones.flatMap((zone) => PERIODS.map((period) => ({ at, zone, period }))));
    expect(await inSql("period_key((x ->> 'at')::timestamptz, x ->> 'period', x ->> 'zone')", cases)).toEqual(
      cases.map(({ at, zone, period }) => periodKey(Date.parse(at), period, zone)),
    );
  });
});
