import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitEffects } from "../../db/queries/commitEffects.ts";
import { loadRawSnapshot } from "../../db/queries/loadSnapshot.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { KEY_SEPARATOR } from "../events/events.ts";
import { sha256 } from "../events/sha256.ts";
import { requestFor } from "./load.ts";
import { cacheOfRules } from "./rulesCache.ts";

let app: TestApp;
let code: string;
beforeAll(async () => {
  app = await createTestApp();
  const asked = { program: "friends", participant: { externalId: "adv" } };
  ({ code } = (await app.api.post<{ code: string }>("/v1/codes", asked)).body);
});
afterAll(() => app.close());

const signup = (externalId: string, more: object = {}) => {
  return { type: "signup", participant: { externalId }, program: "friends", ...more };
};
const purchase = (externalId: string, orderId: string) => {
  return { type: "purchase", participant: { externalId }, orderId, amountMinor: 4200, currency: "GBP" };
};
const lead = (externalId: string, eventId: string) => {
  return { type: "lead", eventId, participant: { externalId } };
};
const report = async (event: object) => (await app.api.post("/v1/events", event)).status;

async function idOf(externalId: string): Promise<string> {
  const sql = "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = $2";
  return String((await app.database.query(sql, [app.tenant.tenantId, externalId]))[0]?.[0]);
}

/** How the keys of a participant's signups begin. */
async function keysOf(externalId: string): Promise<(string | undefined)[]> {
  const sql = "SELECT natural_key FROM events WHERE participant_id = $1 AND type = 'signup' ORDER BY seq";
  const keys = await app.database.query(sql, [await idOf(externalId)]);
  return keys.map(([key]) => String(key).split(KEY_SEPARATOR)[1]);
}

/** The release before named signups by the externalId. */
async function namedAsBefore(externalId: string): Promise<void> {
  await app.database.query(
    `UPDATE events SET natural_key = replace(natural_key, participant_id, $2) WHERE participant_id = $1 AND type = 'signup'`,
    [await idOf(externalId), externalId],
  );
  expect(await keysOf(externalId)).toContain(externalId);
}

describe("a signup is known by the id of its participant", () => {
  it("its key holds no name, whether they are new or not", async () => {
    expect(await report(signup("new"))).toBe(201);
    expect(await report(signup("new", { code }))).toBe(201);
    const id = await idOf("new");
    expect(await keysOf("new")).toEqual([id, id]);
    expect(await report(signup("new"))).toBe(200);
  });

  it("one of before is a repeat after the upgrade, by an alias too, and its key holds no name then", async () => {
    await report(signup("old"));
    await app.api.send("PUT", "/v1/participants/old/aliases/elder");
    await namedAsBefore("old");
    await app.database.query(await readFile("drizzle/0046_signup-keys.sql", "utf8"), []);
    expect(await keysOf("old")).toEqual([await idOf("old")]);
    expect(await report(signup("old"))).toBe(200);
    expect(await report(signup("elder"))).toBe(200);
    expect(await report(signup("elder", { channel: "mail" }))).toBe(409);
  });

  it("one that a server of the release before writes after the upgrade is a repeat too", async () => {
    await report(signup("late"));
    await app.api.send("PUT", "/v1/participants/late/aliases/later");
    await namedAsBefore("late");
    expect(await report(signup("late"))).toBe(200);
    expect(await report(signup("later"))).toBe(200);
  });

  it("the release before finds what this one has written, and what it writes itself holds no name", async () => {
    await report(signup("both"));
    const id = await idOf("both");
    const nothing = { key: null, orderId: null, isRefund: false, isClick: false, codes: [], coupons: [], contacts: [] };
    const prefix = ["signup", "both", "", ""].join(KEY_SEPARATOR);
    const at = app.clock.now().toISOString();
    const asker = { kind: "secretKey", hash: sha256(app.tenant.secretKey) } as const;
    const asked = { ...nothing, prefix, externalId: "both", program: "friends", at };
    const request = requestFor({ asker, events: [asked], idempotencyKeys: [] }, cacheOfRules());
    const loaded = await loadRawSnapshot(app.database, request);
    const programId = loaded?.programs?.[0]?.id;
    expect(loaded?.known?.map(({ naturalKey }) => naturalKey)).toEqual([prefix + programId]);
    const event = { position: 1, id: "evt_former", type: "signup", contentHash: "h", participantId: id };
    const rest = { occurredAt: at, occurredAtGiven: true, facts: {}, flags: [], decisions: [] };
    await commitEffects(app.database, {
      ...{ tenantId: app.tenant.tenantId, attemptId: "former", at },
      events: [{ ...event, ...rest, naturalKey: ["signup", "both", "CODE", programId].join(KEY_SEPARATOR) }],
    });
    expect(await keysOf("both")).toEqual([id, id]);
  });
});

describe("what was reported by a name that has become another participant's since", () => {
  beforeAll(async () => {
    await app.api.put("/v1/participants/kept", {});
    for (const event of [signup("was", { code }), lead("was", "l-1"), signup("bare")]) {
      expect(await report(event)).toBe(201);
    }
    expect(await report(purchase("was", "o-1"))).toBe(201);
    const moved = "UPDATE %t SET %c = $2 WHERE %c = $1";
    for (const name of ["was", "bare"]) {
      const ids = [await idOf(name), await idOf("kept")];
      await app.database.query("UPDATE participants SET merged_into = $2 WHERE id = $1", ids);
      for (const [table, column] of [
        ["referrals", "friend_id"],
        ["purchases", "participant_id"],
        ["rewards", "participant_id"],
      ]) {
        await app.database.query(moved.replace("%t", table ?? "").replaceAll("%c", column ?? ""), ids);
      }
    }
  });

  it.each([
    ["a signup with a code", (name: string) => signup(name, { code }), "was"],
    ["a signup without one", (name: string) => signup(name), "bare"],
    ["a purchase", (name: string) => purchase(name, "o-1"), "was"],
    ["an event of the shop's own", (name: string) => lead(name, "l-1"), "was"],
  ])("%s is a repeat by either name", async (_, event, name) => {
    expect(await report(event(name))).toBe(200);
    expect(await report(event("kept"))).toBe(200);
  });

  it("an event of another content is none, nor one of another participant", async () => {
    expect(await report({ ...lead("was", "l-1"), metadata: { plan: "gold" } })).toBe(409);
    expect(await report({ ...lead("kept", "l-1"), metadata: { plan: "gold" } })).toBe(409);
    expect(await report(lead("someone", "l-1"))).toBe(409);
    expect(await report(signup("kept", { channel: "mail" }))).toBe(409);
  });
});
