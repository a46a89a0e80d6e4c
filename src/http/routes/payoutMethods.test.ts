import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

interface LeftOut {
  readonly participant: string;
  readonly reason: string;
}

it("a batch for a file leaves out who has no details of the kind that it pays to, and cancels those who lost them since", async () => {
  const { api } = await app.newTenant("Files");
  const unit = "cash:EUR";
  const details = {
    iban: { kind: "iban", iban: "DE89370400440532013000", holder: "Ida Bank" },
    paypal: { kind: "paypal", email: "pal@shop.example" },
  };
  for (const who of ["iban", "paypal", "none"] as const) {
    await api.put(`/v1/participants/${who}`, {});
    if (who !== "none") await api.put(`/v1/participants/${who}/payout-details`, details[who]);
    const bonus = { unit, amountMinor: 500, reason: "thank you" };
    await api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": who });
  }
  const make = async (method: string, more: object = {}) => {
    const asked = { unit, cutoff: app.clock.now().toISOString(), method, ...more };
    const { body } = await api.post<{ id: string; payouts: { participant: string }[]; leftOut: LeftOut[] }>(
      "/v1/payout-batches",
      asked,
      { "idempotency-key": method },
    );
    return body;
  };
  for (const [method, kind] of [
    ["sepa_xml", "iban"],
    ["paypal_csv", "paypal"],
  ] as const) {
    const { payouts, leftOut } = await make(method, { dryRun: true });
    expect(payouts.map(({ participant }) => participant)).toEqual([kind]);
    expect(leftOut.map(({ reason }) => reason)).toEqual(["no_details", "no_details"]);
  }
  expect((await make("csv", { dryRun: true })).payouts).toHaveLength(3);
  expect(await make("sepa_xml", { unit: "cash:GBP" })).toMatchObject({ errors: [{ path: "method" }] });
  expect(await make("paypal_csv", { unit: "cash:UZS" })).toMatchObject({ errors: [{ path: "method" }] });
  const { id } = await make("sepa_xml");
  await api.send("DELETE", "/v1/participants/iban/payout-details");
  await api.post(`/v1/payout-batches/${id}/confirm`, {});
  const { data } = (await api.get<{ data: object[] }>(`/v1/payouts?batch=${id}`)).body;
  expect(data).toEqual([expect.objectContaining({ status: "cancelled", reason: "no_details" })]);
});
