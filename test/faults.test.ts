import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { NeonEndpoint } from "../dev/neonEndpoint.ts";
import { startNeonEndpoint } from "../dev/neonEndpoint.ts";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { rawPg } from "../dev/rawDatabase.ts";
import { openNeon } from "../src/adapters/database/neon.ts";
import { OutcomeUnknownError } from "../src/engine/loop/attempts.ts";
import { createEngine } from "../src/engine/loop/engine.ts";
import type { Click, Database } from "../src/ports.ts";
import { takeClicks } from "../src/usecases/codes/takeClicks.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { codeOf, createEngineTenant, depsOn, purchase, signup, stateOf } from "./support/engineTenant.ts";

/** Replies that are lost on the way: what was committed is found again, what was not is done again. */

const rules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: null,
    lateEntryDays: 14,
    newCustomersOnly: true,
  },
  qualifies: [],
  rewards: [
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "cash", amountMinor: 500, currency: "GBP" },
    },
    {
      id: "visit",
      recipient: "advocate",
      on: { event: "click" },
      grant: { kind: "cash", amountMinor: 5, currency: "GBP" },
    },
  ],
};

let pool: pg.Pool;
let endpoint: NeonEndpoint;
let database: Database;
let tenant: EngineTenant;

beforeAll(async () => {
  const connectionString = await createDatabase(inject("postgresUrl"), "faults", MIGRATED_TEMPLATE);
  pool = new pg.Pool({ connectionString });
  endpoint = await startNeonEndpoint({ database: rawPg(pool) });
  database = openNeon("postgres://user:secret@db.localtest/neon", { endpoint: endpoint.url });
  tenant = await createEngineTenant(database, rules, ["a"]);
  await tenant.report(database, [signup("f", "a", "2026-01-01T10:00:00Z")]);
});
afterAll(async () => {
  await endpoint.close();
  await pool.end();
});

const rewardsOf = async () => (await stateOf(database, tenant)).rewards;

/** Lets the load pass and spoils the commit. */
function failCommit(kind: string): Database {
  return {
    query: async (sql, params) => {
      if (sql.includes("commit_effects")) endpoint.faults.order({ kind, count: 1 });
      return database.query(sql, params);
    },
    close: () => database.close(),
  };
}

/** The fault is ordered once; the attempts after it go through. */
function once(spoiled: Database): Database {
  let isSpoiled = false;
  return {
    query: (sql, params) => {
      if (isSpoiled || !sql.includes("commit_effects")) return database.query(sql, params);
      isSpoiled = true;
      return spoiled.query(sql, params);
    },
    close: () => database.close(),
  };
}

describe("a commit whose reply is lost", () => {
  it.each(["lostAfterCommit", "lostBefore", "truncated"])(
    "is answered as the first, and paid once: %s",
    async (kind) => {
      const event = purchase("f", `order-${kind}`, 1000, "2026-01-02T10:00:00Z");
      const before = await rewardsOf();
      const [reply] = await tenant.report(once(failCommit(kind)), [event]);
      expect(reply).toMatchObject({ status: 201, event: { duplicate: false } });
      expect(await rewardsOf()).toHaveLength(before.length + 1);
      const [repeat] = await tenant.report(database, [event]);
      expect(repeat).toMatchObject({ status: 200, event: { duplicate: true } });
    },
  );

  it("is not known to be written after five seconds of pauses in which every commit is", async () => {
    const before = await rewardsOf();
    const lost = tenant.report(failCommit("lostBefore"), [purchase("f", "order-never", 1000, "2026-01-02T10:00:00Z")]);
    await expect(lost).rejects.toBeInstanceOf(OutcomeUnknownError);
    expect(await rewardsOf()).toEqual(before);
  });
});

describe("a click whose decision is lost", () => {
  const clickOf = async (id: string): Promise<Click> => {
    const { tenantId } = tenant;
    const owned = "SELECT participant_id, program_id FROM codes WHERE tenant_id = $1 AND code = $2";
    const [row] = await database.query(owned, [tenantId, codeOf("a")]);
    const [participantId, programId] = [String(row?.[0]), String(row?.[1])];
    const occurredAt = "2026-01-02T10:00:00Z";
    return { tenantId, id, code: codeOf("a"), programId, participantId, channel: null, occurredAt };
  };
  /** As the queue's consumer does it; storing goes through, committing the decision is spoiled. */
  const deliver = (on: Database, click: Click) => {
    const processEvents = createEngine(depsOn(on), 0);
    return takeClicks({ database, processEvents }, [click]);
  };
  const paid = async (id: string) => (await rewardsOf()).filter((reward) => reward.includes(`click:${id},`)).length;

  it.each(["lostAfterCommit", "lostBefore", "truncated"])("once is decided again, and paid once: %s", async (kind) => {
    const click = await clickOf(`clk_${kind.toLowerCase()}`);
    expect(await deliver(once(failCommit(kind)), click)).toBe(0);
    expect(await deliver(database, click)).toBe(0);
    expect(await paid(click.id)).toBe(1);
  });

  it("until the delivery is given up is stored, and paid once when it is delivered again", async () => {
    const click = await clickOf("clk_never");
    await expect(deliver(failCommit("lostBefore"), click)).rejects.toBeInstanceOf(OutcomeUnknownError);
    const stored = "SELECT count(*)::integer FROM clicks WHERE tenant_id = $1 AND id = $2";
    expect(await database.query(stored, [click.tenantId, click.id])).toEqual([[1]]);
    expect(await paid(click.id)).toBe(0);
    expect([await deliver(database, click), await deliver(database, click)]).toEqual([0, 0]);
    expect(await paid(click.id)).toBe(1);
  });
});
