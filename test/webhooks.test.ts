import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { nodeSender } from "../src/adapters/webhooks/nodeSender.ts";
import { claimDeliveries, settleDelivery } from "../src/db/queries/deliveries.ts";
import { MAX_UNDER_WAY, MAX_WEBHOOKS } from "../src/domain/webhooks.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { createDeliverer } from "../src/jobs/deliveries/deliverer.ts";
import { fanOutNotices } from "../src/jobs/deliveries/fanOutNotices.ts";
import type { Database } from "../src/ports.ts";
import { fixedClock } from "../src/testing/fixedClock.ts";
import type { WebhookReceiver } from "../src/testing/webhookReceiver.ts";
import { webhookReceiver } from "../src/testing/webhookReceiver.ts";
import { changeWebhook, rotateWebhook } from "../src/usecases/webhooks/changeWebhook.ts";
import { makeWebhook } from "../src/usecases/webhooks/makeWebhook.ts";
import { createEngineTenant, depsOn } from "./support/engineTenant.ts";
import {
  deliverDeps,
  deliverThroughKills,
  endpoints,
  LEASE_ENDS_AFTER_MS,
  livesFor,
  tellOf,
} from "./support/killing.ts";

const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } }],
};

let url: string;
let database: Database;
const receivers: WebhookReceiver[] = [];

beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "webhooks", MIGRATED_TEMPLATE);
  database = openPg(url);
});
afterAll(() => database.close());
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
  // What another test has left is no one's any more.
  for (const table of ["deliveries", "notices", "outbox", "webhooks"]) await database.query(`DELETE FROM ${table}`);
});

async function receiver(answer?: WebhookReceiver["answer"]): Promise<WebhookReceiver> {
  const made = await webhookReceiver();
  if (answer !== undefined) made.answer = answer;
  receivers.push(made);
  return made;
}

const clockOfNow = () => fixedClock(new Date().toISOString());

describe("a process that delivers", () => {
  it("may be killed at any moment: nothing is lost, and what comes twice has the same id and the same body", async () => {
    const tenant = await createEngineTenant(database, rules, []);
    const told = [await receiver(), await receiver()];
    const all = { tenant, database, clock: clockOfNow(), receivers: told, notices: 200, kills: 12 };
    const { killed, isIdle, got } = await deliverThroughKills(all);
    expect([killed, isIdle]).toEqual([12, true]);
    for (const messages of got) {
      expect(messages.size).toBe(200);
      for (const same of messages.values()) expect(new Set(same.map(({ body }) => body)).size).toBe(1);
    }
    const rows = await database.query("SELECT status, count(*)::integer FROM deliveries GROUP BY 1");
    expect(rows).toEqual([["delivered", 400]]);
  });

  it("shares the work with others: each message comes once, and at most four are under way to one endpoint", async () => {
    const tenant = await createEngineTenant(database, rules, []);
    const told = await receiver();
    const clock = clockOfNow();
    await endpoints(database, clock, tenant, [told]);
    clock.advance(1);
    await tellOf(database, tenant.tenantId, 100, clock.now());
    let [now, most] = [0, 0];
    const deps = deliverDeps(database, clock);
    const counted = {
      ...deps,
      webhooks: {
        ...deps.webhooks,
        async post(message: Parameters<typeof deps.webhooks.post>[0]) {
          now += 1;
          most = Math.max(most, now);
          return await deps.webhooks.post(message).finally(() => {
            now -= 1;
          });
        },
      },
    };
    await Promise.all(Array.from({ length: 4 }, () => livesFor(counted, Number.POSITIVE_INFINITY)));
    await livesFor(counted, Number.POSITIVE_INFINITY);
    expect(told.received.map(({ headers }) => headers["webhook-id"]).toSorted()).toEqual(
      [...new Set(told.received.map(({ headers }) => headers["webhook-id"]))].toSorted(),
    );
    expect(told.received).toHaveLength(100);
    expect(most).toBeLessThanOrEqual(MAX_UNDER_WAY);
  });

  it("is held up by no endpoint that never answers, however many of them there are", async () => {
    const tenant = await createEngineTenant(database, rules, []);
    const dead = await Promise.all(Array.from({ length: 8 }, () => receiver(() => null)));
    const clock = clockOfNow();
    await endpoints(database, clock, tenant, dead);
    const fine = await receiver();
    await endpoints(database, clock, tenant, [fine]);
    clock.advance(1);
    await tellOf(database, tenant.tenantId, 50, clock.now());
    // They failed before, and more of each waits than there are places.
    await database.query("UPDATE webhooks SET failing_since = $1::timestamptz WHERE url <> $2", [
      ...[clock.now().toISOString(), fine.url],
    ]);
    const deliverer = createDeliverer(deliverDeps(database, clock), { most: 8, mostFailing: 4 });
    while (fine.received.length < 50) {
      await deliverer.pass();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // None of those deliveries has ended meanwhile.
    expect(deliverer.underWay()).toBeGreaterThanOrEqual(4);
    expect(dead.reduce((sum, { received }) => sum + received.length, 0)).toBeLessThanOrEqual(4);
    for (const one of dead) one.answer = () => ({ status: 200 });
    for (const one of dead) await one.close();
    while (deliverer.underWay() > 0) await deliverer.oneEnded();
  });
});

describe("a process that has fallen behind", () => {
  it("settles nothing that another has claimed since its lease ended", async () => {
    const tenant = await createEngineTenant(database, rules, []);
    const clock = clockOfNow();
    await endpoints(database, clock, tenant, [await receiver()]);
    clock.advance(1);
    await tellOf(database, tenant.tenantId, 10, clock.now());
    await fanOutNotices({ database, clock });
    const claim = async (token: string) => {
      const now = clock.now().toISOString();
      const asked = { now, token, after: ["", ""] as const, most: 1, mostFailing: 1 };
      return (await claimDeliveries(database, asked)).deliveries.map(({ id }) => id);
    };
    const settle = async (id: string, token: string, status: "delivered" | "failed") => {
      const now = clock.now();
      const { tenantId } = tenant;
      return await settleDelivery(database, {
        ...{ tenantId, id, token, status, now: now.toISOString(), dueAt: now.toISOString() },
        ...{ answerStatus: null, answer: token, isGone: status === "failed" },
        ...{ auditId: nanoIds.id("aud", now), outboxId: nanoIds.id("obx", now) },
      });
    };
    const [id = ""] = await claim("slow");
    clock.advance(LEASE_ENDS_AFTER_MS);
    // Those that were never claimed are due before it.
    await database.query("DELETE FROM deliveries WHERE id <> $1", [id]);
    expect(await claim("next")).toEqual([id]);
    const kept = async () =>
      (
        await database.query(
          "SELECT d.status, d.answer, d.attempts, w.disabled_reason FROM deliveries d JOIN webhooks w ON w.id = d.consumer_id",
        )
      )[0];
    expect([await settle(id, "slow", "failed"), await kept()]).toEqual([false, ["waiting", null, 2, null]]);
    expect([await settle(id, "next", "delivered"), await kept()]).toEqual([true, ["delivered", "next", 2, null]]);
    expect([await settle(id, "slow", "failed"), await kept()]).toEqual([false, ["delivered", "next", 2, null]]);
  });

  it("holds up no other that takes rows out of the outbox, and what it has not taken after all is taken then", async () => {
    const tenant = await createEngineTenant(database, rules, []);
    const clock = clockOfNow();
    await endpoints(database, clock, tenant, [await receiver()]);
    clock.advance(1);
    await tellOf(database, tenant.tenantId, 30, clock.now());
    const made = async () => (await database.query("SELECT count(*)::integer FROM deliveries"))[0]?.[0];
    const behind = new pg.Client({ connectionString: url });
    await behind.connect();
    try {
      await behind.query("BEGIN");
      await behind.query("DELETE FROM outbox WHERE id = 'obx_00000002'");
      await fanOutNotices({ database, clock });
      expect(await made()).toBe(20);
    } finally {
      await behind.end();
    }
    await fanOutNotices({ database, clock });
    expect(await made()).toBe(30);
  });
});

describe("people who change endpoints at once", () => {
  it("make no more than there may be", async () => {
    const { asker } = await createEngineTenant(database, rules, []);
    const deps = () => ({ ...depsOn(database), webhooks: nodeSender({ mayBeHere: true }) });
    const content = { url: "https://hooks.shop.example/", events: null, description: null };
    const make = () => makeWebhook(deps(), { asker, idempotency: null }, content);
    for (let n = 1; n < MAX_WEBHOOKS; n++) await make();
    const kinds = (await Promise.all([make(), make(), make()])).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["done", "refused", "refused"]);
  });

  it("lose nothing of each other", async () => {
    const tenant = await createEngineTenant(database, rules, []);
    const [id = ""] = await endpoints(database, clockOfNow(), tenant, [await receiver()]);
    const request = { asker: tenant.asker, idempotency: null };
    const deps = { ...depsOn(database), webhooks: nodeSender({ mayBeHere: true }) };
    await Promise.all([
      changeWebhook(deps, request, id, { description: "Ours" }),
      changeWebhook(deps, request, id, { events: ["reward.approved"] }),
      changeWebhook(deps, request, id, { enabled: false }),
      rotateWebhook(deps, request, id),
    ]);
    const [row] = await database.query(
      "SELECT description, events, disabled_reason, former_secret IS NOT NULL, version FROM webhooks WHERE id = $1",
      [id],
    );
    expect(row).toEqual(["Ours", ["reward.approved"], "person", true, 5]);
  });
});
