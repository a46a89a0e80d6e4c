import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { signedIn, userAsker } from "../../testing/signIn.ts";
import type { StepsInput } from "./stepRewards.ts";
import { stepRewards } from "./stepRewards.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A friend's conversion, whose reward is held; an advocate has no more than a few of them a month. */
async function held(friend: string, advocate: string): Promise<string> {
  const asked = { program: "friends", participant: { externalId: advocate } };
  const { code } = (await app.api.post<{ code: string }>("/v1/codes", asked)).body;
  await app.api.post("/v1/events", { type: "signup", participant: { externalId: friend }, code });
  const order = { type: "purchase", orderId: `o-${friend}`, amountMinor: 4200, currency: "GBP" };
  const { body } = await app.api.post<{ results: { rewards: { id: string }[] }[] }>("/v1/events", {
    ...order,
    participant: { externalId: friend },
  });
  return body.results[0]?.rewards[0]?.id ?? "";
}

async function step(
  input: Omit<StepsInput, "reason">,
  idempotency: { key: string; requestHash: string } | null = null,
) {
  const member = await signedIn(app, "support", app.tenant);
  const asker = userAsker(member, app.tenant, app);
  return await stepRewards(app.deps, { asker, idempotency }, { ...input, reason: "checked by hand" });
}

const statusOf = async (id: string) => (await app.api.get<{ status: string }>(`/v1/rewards/${id}`)).body.status;

it("several move in one commit of two statements, each with its row in the audit, and the books stay balanced", async () => {
  const rewardIds = [await held("f-1", "ann"), await held("f-2", "ann"), await held("f-3", "ann")];
  const member = await signedIn(app, "support", app.tenant);
  const asker = userAsker(member, app.tenant, app);
  const input = { step: "approve", reason: "checked by hand" } as const;
  const statements = await app.database.during(async () => {
    const outcome = await stepRewards(app.deps, { asker, idempotency: null }, { ...input, rewardIds });
    expect(outcome).toMatchObject({ kind: "done", body: { moved: 3, left: 0 } });
  });
  expect(statements).toBe(2);
  for (const id of rewardIds) {
    expect(await statusOf(id)).toBe("approved");
    const { body } = await app.api.get<{ data: object[] }>(`/v1/audit?subject=${id}`);
    expect(body.data).toEqual([
      expect.objectContaining({ actor: { type: "user", id: member.userId }, action: "reward.approved" }),
    ]);
  }
  const { body } = await app.api.get<{ balances: object[] }>("/v1/participants/ann");
  expect(body.balances).toEqual([expect.objectContaining({ pendingMinor: 0, availableMinor: 3000 })]);
});

it("one that can't take the step, one that is there, one twice and one of no one don't stop the others", async () => {
  const [there, ended, moves] = [await held("f-4", "bea"), await held("f-5", "bea"), await held("f-6", "bea")];
  await app.api.post(`/v1/rewards/${there}/approve`, {});
  await app.api.post(`/v1/rewards/${ended}/void`, {});
  const other = await app.newTenant("Coffee shop");
  const rewardIds = [there, ended, moves, moves, "rwd_0"];
  expect(await step({ step: "approve", rewardIds })).toMatchObject({ body: { moved: 2, left: 2 } });
  expect([await statusOf(there), await statusOf(ended), await statusOf(moves)]).toEqual([
    "approved",
    "voided",
    "approved",
  ]);
  const asker = userAsker(await signedIn(app, "owner", other.tenant), other.tenant, app);
  const theirs = await stepRewards(app.deps, { asker, idempotency: null }, { step: "void", rewardIds, reason: null });
  expect(theirs).toMatchObject({ body: { moved: 0, left: 4 } });
  expect(await statusOf(moves)).toBe("approved");
});

it("several of one friend and one program end together, and what they took from limits and books is free again", async () => {
  const rewardIds = [await held("f-7", "cyd"), await held("f-8", "cyd")];
  expect(await step({ step: "void", rewardIds })).toMatchObject({ body: { moved: 2, left: 0 } });
  const { body } = await app.api.get<{ balances: object[] }>("/v1/participants/cyd");
  expect(body.balances).toEqual([expect.objectContaining({ pendingMinor: 0, availableMinor: 0 })]);
  expect((await app.api.get<{ voidReason: string }>(`/v1/rewards/${rewardIds[0]}`)).body.voidReason).toBe(
    "checked by hand",
  );
});

it("the same form sent twice is answered twice alike and writes once", async () => {
  const rewardIds = [await held("f-9", "cyd")];
  const idempotency = { key: "form:1", requestHash: "a" };
  const first = await step({ step: "approve", rewardIds }, idempotency);
  const again = await step({ step: "approve", rewardIds }, idempotency);
  expect(first).toMatchObject({ kind: "done", body: { moved: 1 } });
  expect(again).toMatchObject({ kind: "replayed", body: { moved: 1 } });
});

it("two hundred move in one commit, and more are refused", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 200; n++) ids.push(await held(`many-${n}`, `advocate-${n % 40}`));
  expect(await step({ step: "approve", rewardIds: ids })).toMatchObject({ body: { moved: 200, left: 0 } });
  expect(await step({ step: "fulfill", rewardIds: ids })).toMatchObject({ body: { moved: 200, left: 0 } });
  await expect(step({ step: "void", rewardIds: [...ids, "rwd_0"] })).rejects.toThrow("more rewards");
});
