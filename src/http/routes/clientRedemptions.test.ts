import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

interface Redeemed {
  readonly status: string;
  readonly reason: string | null;
  readonly coupons: readonly { readonly code: string; readonly message: string }[];
}

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const as = async (externalId: string): Promise<ApiClient> =>
  apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now()));
const panelOf = async (externalId: string, program: string) => {
  const panel = { advocate: { code: "" }, coupons: [] as Redeemed["coupons"] };
  return (await (await as(externalId)).get<typeof panel>(`/v1/client/panel?program=${program}`)).body;
};
const redeem = async (externalId: string, code: string) =>
  (await (await as(externalId)).post<Redeemed>("/v1/client/redemptions", { code })).body;

describe("a redemption", () => {
  const discount = { kind: "discount", percentBps: 1_000 };
  const on = { event: "signup" };
  const rewards = [
    { id: "friend", recipient: "friend", on, grant: discount },
    { id: "friend-later", recipient: "friend", on, grant: { ...discount, percentBps: 1_500 }, holdDays: 5 },
    { id: "advocate", recipient: "advocate", on, grant: { ...discount, percentBps: 2_000 } },
    { id: "above", recipient: { ancestor: 2 }, on, grant: { ...discount, percentBps: 3_000 } },
  ];

  it("tells a friend the coupons that are theirs and can be used, and no others", async () => {
    const rules = { ...(demoProgram.rules as object), rewards };
    await app.api.post("/v1/programs", { ...demoProgram, key: "coupons", rules });
    await app.api.post("/v1/programs/coupons/publish", {});
    await redeem("middle", (await panelOf("top", "coupons")).advocate.code);
    const { code } = (await panelOf("middle", "coupons")).advocate;
    for (const _ of ["once", "again"]) {
      const { status, coupons } = await redeem("bottom", code);
      expect([status, coupons.map(({ message }) => message)]).toEqual(["attributed", ["10% off"]]);
      expect(coupons).toEqual((await panelOf("bottom", "coupons")).coupons);
    }
  });

  it("writes the least order of a percentage in the program's currency, as the panel does", async () => {
    const rewards = [{ id: "least", recipient: "friend", on, grant: { ...discount, minOrderMinor: 2_500 } }];
    const rules = { ...(demoProgram.rules as object), rewards };
    await app.api.post("/v1/programs", { ...demoProgram, key: "least", rules });
    await app.api.post("/v1/programs/least/publish", {});
    const { coupons } = await redeem("lea", (await panelOf("leo", "least")).advocate.code);
    expect(coupons.map(({ message }) => message)).toEqual(["10% off orders of £25.00 or more"]);
    expect(coupons).toEqual((await panelOf("lea", "least")).coupons);
  });
});
