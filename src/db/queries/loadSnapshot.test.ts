import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../engine/events/sha256.ts";
import { versionName } from "../../engine/loop/rulesCache.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { parseParticipant } from "../rows/participant.ts";
import type { SnapshotInput, SnapshotRequest } from "./loadSnapshot.ts";
import { loadRawSnapshot } from "./loadSnapshot.ts";

const NOTHING: Omit<SnapshotInput, "at"> = {
  ...{ key: null, prefix: null, externalId: null, orderId: null, program: null },
  ...{ isRefund: false, isClick: false, codes: [], coupons: [], contacts: [] },
};
const MONTH = "2026-01";

let app: TestApp;
let code: string;
beforeAll(async () => {
  app = await createTestApp();
  const ada = { program: "friends", participant: { externalId: "ada", locale: "he" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", ada)).body.code;
  await app.api.post("/v1/events", { type: "signup", participant: { externalId: "bob" }, program: "friends", code });
  await app.api.send("PUT", "/v1/participants/bob/aliases/bobby");
  const order = { orderId: "o-2", amountMinor: 5000, currency: "GBP" };
  const purchase = { type: "purchase", participant: { externalId: "bob" }, ...order };
  await app.api.post("/v1/events", purchase, { "idempotency-key": "a-key" });
});
afterAll(() => app.close());

const requestOf = (...events: Partial<SnapshotInput>[]): SnapshotRequest => ({
  asker: { kind: "secretKey", hash: sha256(app.tenant.secretKey) },
  events: events.map((event) => ({ ...NOTHING, at: app.clock.now().toISOString(), ...event })),
  cachedVersions: [],
  periodKeys: { lifetime: ["lifetime"], month: [MONTH] },
  idempotencyKeys: ["a-key"],
  maxBacklog: 2,
  backlogRoom: 100,
  reach: { rollingDays: 30, ancestors: 3 },
});

/** A signup that was there before, a refund, a click, a purchase of a new person with a code, and an event by an alias. */
const everything = () =>
  requestOf(
    { prefix: "signup", externalId: "bob", program: "friends", codes: [code] },
    { key: "refund:o-2:r", orderId: "o-2", isRefund: true },
    { key: "click:x", isClick: true, codes: [code] },
    { key: "purchase:o-9", externalId: "cyd", orderId: "o-9", codes: [code], coupons: [code] },
    { key: "event:1", externalId: "bobby" },
  );

const load = async (request: SnapshotRequest) => {
  const loaded = await loadRawSnapshot(app.database, request);
  if (loaded === null) throw new Error("the asker was not proved");
  return loaded;
};

describe("read_snapshot", () => {
  it("reads every list that a batch can ask for", async () => {
    const { memberships, customEvents, coupons, couponUses, undoneUses, spends, moments, unread, ...filled } =
      await load(everything());
    for (const [name, list] of Object.entries(filled)) expect([name, list]).not.toEqual([name, null]);
    expect([memberships, customEvents, coupons, couponUses, undoneUses, spends, unread]).toEqual(Array(7).fill(null));
    expect(moments).toMatchObject([{ by: "signups" }, { by: "conversions" }, { by: "revenue", value: "5000" }]);
  });

  it("leaves out what the batch does not ask for", async () => {
    const { tenantId, participants, programs, versions, ...rest } = await load({
      ...requestOf({ key: "purchase:o-9", externalId: "ada", orderId: "o-9" }),
      ...{ idempotencyKeys: [], reach: { rollingDays: 0, ancestors: 1 } },
    });
    expect(tenantId).toBe(app.tenant.tenantId);
    expect(participants?.map(parseParticipant)).toMatchObject([{ externalId: "ada" }]);
    expect([programs, versions]).toEqual([null, null]);
    for (const [name, list] of Object.entries(rest)) expect([name, list]).toEqual([name, null]);
  });

  it("sends the rules of those versions alone that the caller does not have", async () => {
    const { versions } = await load(everything());
    expect(versions).toMatchObject([{ version: 1 }]);
    const cachedVersions = versions?.map(versionName) ?? [];
    expect((await load({ ...everything(), cachedVersions })).versions).toBeNull();
  });
});

describe("what was stored of the friends of a batch", () => {
  const friends = ["eve", "flo", "gus"];
  const since = "2026-01-01T00:00:00.000Z";
  beforeAll(async () => {
    for (const externalId of friends) {
      const participant = { externalId };
      const order = { orderId: `${externalId}-1`, amountMinor: 5000, currency: "GBP" };
      await app.api.post("/v1/events", { type: "purchase", participant, ...order });
      await app.api.post("/v1/events", { type: "lead", eventId: `${externalId}-2`, participant });
    }
  });

  const read = async (backlogRoom: number, order = friends) => {
    const signups = order.map((externalId) => ({ prefix: "signup", externalId, at: since, codes: [code] }));
    const { purchases, customEvents, unread, participants } = await load({ ...requestOf(...signups), backlogRoom });
    const people = new Map(participants?.map(parseParticipant).map(({ id, externalId }) => [id, externalId]));
    return {
      orders: (purchases ?? []).map(({ orderId }) => orderId).toSorted(),
      customs: customEvents?.length ?? 0,
      unread: (unread ?? []).map((id) => people.get(id)).toSorted(),
    };
  };

  it("is read as long as there is room, in the order of their events, and whose was not is said", async () => {
    expect(await read(6)).toEqual({ orders: ["eve-1", "flo-1", "gus-1"], customs: 3, unread: [] });
    expect(await read(5)).toEqual({ orders: ["eve-1", "flo-1"], customs: 2, unread: ["gus"] });
    expect(await read(2, ["gus", "flo", "eve"])).toEqual({ orders: ["gus-1"], customs: 1, unread: ["eve", "flo"] });
    expect(await read(1)).toEqual({ orders: [], customs: 0, unread: friends });
  });
});
