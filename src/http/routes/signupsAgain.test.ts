import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** What a signup is told that a shop tells twice, or once more after it was refused. */

interface Reply {
  readonly event: { readonly id: string; readonly duplicate: boolean };
  readonly results: readonly {
    readonly referral: { readonly status: string; readonly rejectedReason: string | null };
    readonly rewards: readonly { readonly id: string }[];
  }[];
}

let app: TestApp;
let code = "";
beforeAll(async () => {
  app = await createTestApp();
  const issued = { program: "friends", participant: { externalId: "ann" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", issued)).body.code;
});
afterAll(() => app.close());

const report = (event: object) => app.api.post<Reply>("/v1/events", event);
const signup = (externalId: string, more: object = {}) => {
  return report({ type: "signup", program: "friends", participant: { externalId }, code, ...more });
};

it("a signup that was refused is taken once the reason is gone, and until then is a repeat", async () => {
  await app.api.patch(`/v1/codes/${code}`, { disabled: true });
  const refused = await signup("f-1");
  const same = await signup("f-1", { channel: "mail" });
  expect([refused.status, same.status, same.body.event.id]).toEqual([201, 200, refused.body.event.id]);
  await app.api.patch(`/v1/codes/${code}`, { disabled: false });
  const taken = await signup("f-1");
  expect([taken.status, taken.body.results[0]?.referral.status]).toEqual([201, "attributed"]);
  const repeat = await signup("f-1");
  expect([repeat.status, repeat.body.event.id]).toEqual([200, taken.body.event.id]);
  expect(repeat.body.results).toEqual(taken.body.results);
});

it("a signup is decided anew each time that the reason is another one", async () => {
  const order = { type: "purchase", participant: { externalId: "f-5" }, orderId: "o-5", currency: "GBP" };
  await report({ ...order, amountMinor: 4200, occurredAt: "2025-11-01T00:00:00Z" });
  const reasonOf = ({ body }: Awaited<ReturnType<typeof signup>>) => body.results[0]?.referral.rejectedReason;
  const old = await signup("f-5");
  await app.api.post("/v1/participants/f-5/block", { reason: "many accounts" });
  const blocked = await signup("f-5");
  const still = await signup("f-5");
  expect([old, blocked].map(reasonOf)).toEqual(["existing_customer", "blocked"]);
  expect([still.status, still.body.event.id]).toEqual([200, blocked.body.event.id]);
  await app.api.post("/v1/participants/f-5/unblock", {});
  await report({ type: "refund", orderId: "o-5", refundId: "r-5", rest: true });
  const taken = await signup("f-5");
  expect([taken.status, taken.body.results[0]?.referral.status]).toEqual([201, "attributed"]);
});

it("a signup that the widget told is a repeat when the server tells it, with the first rewards", async () => {
  const first = await signup("f-2");
  const second = await signup("f-2", { channel: "mail", occurredAt: "2026-01-05T09:59:00Z" });
  const spelt = await signup("f-2", { code: `${code.slice(0, 4)}-${code.slice(4)}`, channel: "sms" });
  expect([second.status, second.body.event]).toEqual([200, { ...first.body.event, duplicate: true }]);
  expect(second.body.results).toEqual(first.body.results);
  expect(spelt.body).toEqual(second.body);
});

it("a signup by the other of an advocate's two codes is a repeat of the first", async () => {
  const vanity = { program: "friends", participant: { externalId: "ann" }, vanity: "ANNIE" };
  await app.api.post("/v1/codes", vanity);
  const first = await signup("f-4");
  const other = await signup("f-4", { code: "ANNIE" });
  expect([other.status, other.body.event.id]).toEqual([200, first.body.event.id]);
  expect(other.body.results).toEqual(first.body.results);
});

it("a signup is a repeat of the purchase that made the friend", async () => {
  const order = { orderId: "o-1", amountMinor: 4200, currency: "GBP" };
  const bought = await report({ type: "purchase", participant: { externalId: "f-3" }, code, ...order });
  const told = await signup("f-3");
  expect([told.status, told.body.event.id]).toEqual([200, bought.body.event.id]);
  expect(told.body.results).toEqual(bought.body.results);
  expect(told.body.results[0]?.rewards.length).toBeGreaterThan(0);
});
