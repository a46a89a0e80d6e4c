import type { Recorder } from "./recorder.ts";

/** The part of the golden story in which cash is paid out. */
export async function payoutsPart(recorder: Recorder): Promise<void> {
  const { app, call, get, post } = recorder;
  const unit = "cash:EUR";
  const keyed = (path: string, key: string, body: object) =>
    call<{ id: string }>("POST", path, { body, headers: { "idempotency-key": key } });
  const given = async (who: string, amountMinor: number) => {
    await call("PUT", `/v1/participants/${who}`, { body: {} });
    const bonus = { unit, amountMinor, reason: "thank you" };
    await keyed(`/v1/participants/${who}/adjustments`, `payouts-${who}-${amountMinor}`, bonus);
  };
  await given("pia", 2_500);
  await given("pim", 400);
  await given("pat", -300);
  const cutoff = app.clock.now().toISOString();
  const terms = { unit, cutoff, method: "external", minimumMinor: 500 };
  await keyed("/v1/payout-batches", "payouts-0", { ...terms, dryRun: true });
  const made = await keyed("/v1/payout-batches", "payouts-1", terms);
  await keyed("/v1/payout-batches", "payouts-1", terms);
  await keyed("/v1/payout-batches", "payouts-2", terms);
  await keyed("/v1/payout-batches", "payouts-3", { ...terms, participant: "nobody" });
  await keyed("/v1/payout-batches", "payouts-4", { ...terms, cutoff: "2199-01-01T00:00:00Z" });
  const path = `/v1/payout-batches/${made.id}`;
  const page = await get<{ leftOutPeople: { nextCursor: string } }>(`${path}?limit=1`);
  await get(`${path}?limit=1&cursor=${page.leftOutPeople.nextCursor}`);
  await post(`${path}/confirm`, {});
  await post(`${path}/confirm`, {});
  await post(`${path}/cancel`, {});
  const { data } = await get<{ data: { id: string }[] }>(`/v1/payouts?batch=${made.id}`);
  const payout = `/v1/payouts/${data[0]?.id}`;
  await post(`${payout}/failed`, { reason: "no such account" });
  await post(`${payout}/failed`, {});
  await post(`${payout}/returned`, {});
  await post(`${payout}/paid`, { reference: "transfer 7" });
  await post(`${payout}/returned`, { reason: "account closed" });
  await post("/v1/payouts/po_0/paid", {});
  const second = await keyed("/v1/payout-batches", "payouts-5", terms);
  const ready = await get<{ data: { id: string }[] }>(`/v1/payouts?batch=${second.id}`);
  await post(`/v1/payouts/${ready.data[0]?.id}/cancel`, { reason: "asked for it" });
  await post(`/v1/payout-batches/${second.id}/cancel`, {});
  const third = await keyed("/v1/payout-batches", "payouts-6", terms);
  await post(`/v1/payout-batches/${third.id}/cancel`, {});
  const iban = { kind: "iban", iban: "DE89370400440532013000", holder: "Pia Müller" };
  await call("PUT", "/v1/participants/pia/payout-details", { body: iban });
  const filed = await keyed("/v1/payout-batches", "payouts-7", { ...terms, method: "sepa_xml" });
  await post(`/v1/payout-batches/${filed.id}/file`, {});
  await post(`/v1/payout-batches/${filed.id}/confirm`, {});
  await post(`/v1/payout-batches/${filed.id}/file`, {});
  const debtor = { name: "The Shop", iban: "FR1420041010050500013M02606", bic: "BNPAFRPPXXX" };
  await post(`/v1/payout-batches/${filed.id}/file`, { debtor });
  await get("/v1/payouts?participant=pia&status=returned");
  await get("/v1/payout-batches?limit=1");
  await get("/v1/payout-batches/bat_0");
  const settings = `/v1/payout-settings/${unit}`;
  const set = (body: object) => call("PUT", settings, { body });
  await set({ minimumMinor: 500, method: "external" });
  await set({ minimumMinor: 100, method: "external" });
  const schedule = { every: "month", day: 31, lockDays: 7 };
  await set({ minimumMinor: 100, method: "external", schedule, autoConfirm: true });
  await set({ minimumMinor: -1, method: "pigeon" });
  await get("/v1/payout-settings");
  await keyed("/v1/payout-batches", "payouts-7", { unit, cutoff, dryRun: true });
  await call("DELETE", settings);
  await call("DELETE", settings);
  await keyed("/v1/payout-batches", "payouts-8", { unit, cutoff });
  await byStripe(recorder, keyed);
}

/** What Stripe is asked with, and what is refused about it. */
async function byStripe(
  { call, get }: Recorder,
  keyed: (path: string, key: string, body: object) => Promise<unknown>,
): Promise<void> {
  const path = "/v1/tenant/stripe-key";
  const terms = { unit: "cash:EUR", cutoff: "2026-01-01T00:00:00Z", method: "stripe_connect", dryRun: true };
  await get(path);
  await keyed("/v1/payout-batches", "payouts-9", terms);
  await call("PUT", path, { body: { key: "pk_test_golden_00000001" } });
  await call("PUT", path, { body: { key: "sk_test_revoked_00000001" } });
  await call("PUT", path, { body: { key: "rk_live_golden_00000001" } });
  await call("PUT", path, { body: { key: "rk_live_golden_00000001" } });
  await get(path);
  await call("PUT", "/v1/participants/pim/payout-details", { body: { kind: "stripe", accountId: "acct_pim0" } });
  await keyed("/v1/payout-batches", "payouts-10", terms);
  await call("DELETE", path, {});
}
