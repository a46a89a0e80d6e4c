import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { systemClock } from "../src/adapters/systemClock.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import type { ProcessEvents } from "../src/engine/loop/engine.ts";
import { createEngine } from "../src/engine/loop/engine.ts";
import { LaneTimeoutError } from "../src/engine/loop/lanes.ts";
import type { Database } from "../src/ports.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, purchase, refund, signup, stateOf } from "./support/engineTenant.ts";
import { isCommit } from "./support/pausing.ts";

/** What a locked row does to the requests of its tenant: it holds up those that need it and no others. */

const rules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: null,
    lateEntryDays: 14,
    newCustomersOnly: false,
  },
  qualifies: [],
  rewards: [
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "cash", amountMinor: 500, currency: "GBP" },
      limits: [{ per: "recipient", period: "lifetime", count: 1000 }],
    },
  ],
};

const DAY = "2026-01-02T10:00:00Z";
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

let database: Database;
let other: pg.Client;
let tenant: EngineTenant;
let processEvents: ProcessEvents;
/** Commits that were sent, those that met a locked row included. */
let commits = 0;

beforeAll(async () => {
  const connectionString = await createDatabase(inject("postgresUrl"), "lanes", MIGRATED_TEMPLATE);
  database = openPg(connectionString);
  other = new pg.Client({ connectionString });
  await other.connect();
  tenant = await createEngineTenant(database, rules, ["ada", "bea"]);
  const counting: Database = {
    query(sql, ...statement) {
      if (isCommit(sql)) commits += 1;
      return database.query(sql, ...statement);
    },
    close: () => database.close(),
  };
  processEvents = createEngine({ ...depsOn(counting), clock: systemClock }, 2);
  await Promise.all(["held", "free"].map((friend) => report(signup(friend, "ada", DAY))));
});
afterAll(async () => {
  await other.end();
  await database.close();
});

const report = (...events: ReportedEvent[]) => processEvents({ asker: tenant.asker, events, idempotency: null });
const bought = (order: string, who: string, advocate: string | null = null) =>
  report(purchase(who, order, 1000, DAY, advocate));

/** Does something while another has locked these participants, who are given back when it is done. */
async function whileLocked<T>(externalIds: readonly string[], work: () => Promise<T>): Promise<T> {
  await other.query("BEGIN");
  try {
    const locking = "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = ANY ($2) FOR UPDATE";
    const { rowCount } = await other.query(locking, [tenant.tenantId, externalIds]);
    expect(rowCount).toBe(externalIds.length);
    return await work();
  } finally {
    await other.query("ROLLBACK");
  }
}

/** Notes the order in which requests are answered. */
function answers() {
  const order: string[] = [];
  const note = async (name: string, request: Promise<unknown>) => {
    const reply = await request;
    order.push(name);
    return reply;
  };
  return { order, note };
}

const done = { kind: "done", replies: [{ status: 201 }] };

describe("a locked participant", () => {
  it("holds up no request of the tenant but its own, which come after it in their order", async () => {
    const { order, note } = answers();
    let own: Promise<unknown>[] = [];
    await whileLocked(["held"], async () => {
      const before = commits;
      // A share each, during which all others arrive: they are the next two, the first that is held up among them.
      const first = names("first", 2).map((name) => bought(name, `buyer-${name}`));
      own = names("held", 3).map((name) => note(name, bought(name, "held")));
      const others = await Promise.all(names("free", 60).map((name) => note(name, bought(name, `buyer-${name}`))));
      expect([...others, ...(await Promise.all(first))]).toMatchObject(names("", 62).map(() => done));
      // And those that come later, also in shares of their own.
      expect(await note("later", bought("later", "free"))).toMatchObject(done);
      expect(order.filter((name) => name.startsWith("held"))).toEqual([]);
      // The first two, the share that met the lock, the same without who is locked, the one beside it, the later one: it
      // is looked who is locked, instead of trying share after share, half by half.
      expect(commits - before).toBe(2 + 1 + 1 + 1 + 1);
    });
    expect(await Promise.all(own)).toMatchObject([done, done, done]);
    expect(order.slice(-3)).toEqual(names("held", 3));
  });

  it("holds up none of those who use another's code, where an advocate is locked", async () => {
    const { order, note } = answers();
    let own: Promise<unknown>[] = [];
    await whileLocked(["bea"], async () => {
      const mixed = names("mixed", 40).map((name, index) => {
        return note(name, bought(name, `friend-${name}`, index % 2 === 0 ? "ada" : "bea"));
      });
      own = mixed.filter((_, index) => index % 2 === 1);
      expect(await Promise.all(mixed.filter((_, index) => index % 2 === 0))).toMatchObject(
        names("", 20).map(() => done),
      );
      expect(order).toHaveLength(20);
    });
    expect(await Promise.all(own)).toMatchObject(own.map(() => done));
  });

  it("holds up a refund of its order, and no other refund", async () => {
    await Promise.all([bought("back-held", "held"), bought("back-free", "free")]);
    const back = (order: string) => report(refund(order, `of-${order}`, 1000, DAY));
    let own: Promise<unknown> = Promise.resolve();
    const { order, note } = answers();
    await whileLocked(["held"], async () => {
      own = note("held", back("back-held"));
      expect(await note("free", back("back-free"))).toMatchObject(done);
      expect(order).toEqual(["free"]);
    });
    expect(await own).toMatchObject(done);
  });

  it("holds up a batch that it is in, and not the others of that batch", async () => {
    let batch: Promise<unknown> = Promise.resolve();
    await whileLocked(["held"], async () => {
      batch = report(...["held", "free", "x"].map((who) => purchase(who, `batch-${who}`, 1000, DAY)));
      expect(await Promise.all(["free", "x"].map((who) => bought(`beside-${who}`, who)))).toMatchObject([done, done]);
    });
    expect(await batch).toMatchObject({ kind: "done", replies: [{ status: 201 }, { status: 201 }, { status: 201 }] });
  });

  it("ends its requests in time, and nothing of them is written", async () => {
    const before = await stateOf(database, tenant);
    await whileLocked(["held"], async () => {
      const ends = await Promise.allSettled(names("never", 3).map((name) => bought(name, "held")));
      expect(ends.map((end) => end.status === "rejected" && end.reason)).toEqual(
        ends.map(() => expect.any(LaneTimeoutError)),
      );
    });
    expect(await stateOf(database, tenant)).toEqual(before);
    expect(await bought("never-0", "held")).toMatchObject(done);
  });

  it("is paid for each event once, however often it was tried", async () => {
    const { rewards } = await stateOf(database, tenant);
    // Of the orders above: 3 + 1 + 1 + 1 of "held", 1 + 1 + 1 + 1 of "free", 20 with the code of "ada".
    expect(rewards.filter((line) => line.includes("ada"))).toHaveLength(30);
    expect(rewards.filter((line) => line.includes("bea"))).toHaveLength(20);
  });
});

describe("a single event behind eight batches of 500", () => {
  it("is answered before any but the batches whose commits are under way", async () => {
    const { order, note } = answers();
    const batchOf = (name: string) => names(name, 500).map((one) => purchase(one, one, 1000, DAY));
    const batches = names("batch", 8).map((name) => note(name, report(...batchOf(name))));
    expect(await note("single", bought("single", "single"))).toMatchObject(done);
    // On a busy machine the last batches may come too late for their own time, which says nothing of whom they let pass.
    await Promise.allSettled(batches);
    // Two that are under way when it comes, and one that is begun beside it.
    expect(order.indexOf("single")).toBeLessThanOrEqual(3);
  });
});

it("hundreds of keyed purchases under one advocate share a few commits, and none of them is turned away", async () => {
  const before = commits;
  const replies = await Promise.all(
    names("keyed", 500).map((name) => {
      const render = () => ({ status: 201, body: { name } });
      const idempotency = { key: name, requestHash: name, form: { of: "event", requestId: name } as const, render };
      return processEvents({ asker: tenant.asker, events: [purchase(name, name, 1000, DAY, "ada")], idempotency });
    }),
  );
  expect(replies).toMatchObject(replies.map(() => done));
  expect(commits - before).toBeLessThan(50);
});
