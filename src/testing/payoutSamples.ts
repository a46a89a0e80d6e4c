import type { ApiClient } from "./apiClient.ts";
import type { Json, Sample } from "./sample.ts";

const IBAN = "DE89370400440532013000";

/** How payouts are made and what becomes of them is reported: of bonuses that two were given. */
export async function payoutSamples(api: ApiClient): Promise<Readonly<Record<string, Sample>>> {
  let made = 0;
  /** What a batch of one payout of one participant is asked for. */
  const askedFor = async (unit = "cash:GBP", method = "csv") => {
    const key = { "idempotency-key": `sample-bonus-${++made}` };
    const participant = `paid-${made}`;
    await api.put(`/v1/participants/${participant}`, {});
    if (method === "sepa_xml")
      await api.put(`/v1/participants/${participant}/payout-details`, { kind: "iban", iban: IBAN, holder: "Ann Lee" });
    const bonus = { unit, amountMinor: 600, reason: "thank you" };
    const given = await api.post<{ createdAt: string }>(`/v1/participants/${participant}/adjustments`, bonus, key);
    return { unit, cutoff: given.body.createdAt, method, participant };
  };
  const batchOf = async (confirmed: boolean, ...of: readonly string[]) => {
    const { body } = await api.post<{ id: string }>("/v1/payout-batches", await askedFor(...of), {
      "idempotency-key": `sample-payout-${made}`,
    });
    if (confirmed) await api.post(`/v1/payout-batches/${body.id}/confirm`, {});
    const { data } = (await api.get<{ data: { id: string }[] }>(`/v1/payouts?batch=${body.id}`)).body;
    return { batch: body.id, payout: data[0]?.id ?? "" };
  };
  return { ...(await samplesOf(api, batchOf)), ...sampleOfMaking(await askedFor()) };
}

const sampleOfMaking = (body: Json): Readonly<Record<string, Sample>> => ({
  "post /v1/payout-batches": { path: "/v1/payout-batches", absent: null, needsKey: true, body },
});

const stripeKey = { path: "/v1/tenant/stripe-key", absent: null, body: null };

/** Of what plays Stripe in the tests. */
export const STRIPE_KEY_SAMPLES: Readonly<Record<string, Sample>> = {
  "put /v1/tenant/stripe-key": { ...stripeKey, body: { key: "sk_test_sample_00000001" } },
  "get /v1/tenant/stripe-key": stripeKey,
  "delete /v1/tenant/stripe-key": stripeKey,
};

async function samplesOf(
  api: ApiClient,
  batchOf: (confirmed: boolean, ...of: readonly string[]) => Promise<{ batch: string; payout: string }>,
): Promise<Readonly<Record<string, Sample>>> {
  const [ready, dropped, created] = [await batchOf(false), await batchOf(false), await batchOf(false)];
  const [sent, failing, back] = [await batchOf(true), await batchOf(true), await batchOf(true)];
  await api.post(`/v1/payouts/${back.payout}/paid`, {});
  await api.put("/v1/payout-settings/cash:USD", { minimumMinor: 500, method: "csv" });
  const filed = await batchOf(true, "cash:EUR", "sepa_xml");
  const batch = (id: string, step = "") => {
    return { path: `/v1/payout-batches/${id}${step}`, absent: `/v1/payout-batches/bat_0${step}` };
  };
  const payout = (id: string, step: string) => {
    return { path: `/v1/payouts/${id}/${step}`, absent: `/v1/payouts/po_0/${step}` };
  };
  return {
    "get /v1/payout-settings": { path: "/v1/payout-settings", absent: null, body: null },
    "put /v1/payout-settings/{unit}": {
      ...{ path: "/v1/payout-settings/cash:EUR", absent: null },
      body: { minimumMinor: 500, method: "external" },
    },
    "delete /v1/payout-settings/{unit}": {
      ...{ path: "/v1/payout-settings/cash:USD", absent: "/v1/payout-settings/cash:CHF", body: null },
    },
    "get /v1/payout-batches": { path: "/v1/payout-batches", absent: null, body: null },
    "get /v1/payout-batches/{id}": { ...batch(ready.batch), body: null },
    "post /v1/payout-batches/{id}/confirm": { ...batch(ready.batch, "/confirm"), body: {} },
    "post /v1/payout-batches/{id}/cancel": { ...batch(dropped.batch, "/cancel"), body: {} },
    "post /v1/payout-batches/{id}/file": {
      ...batch(filed.batch, "/file"),
      body: { after: "po_0", debtor: { name: "Shop", iban: IBAN, bic: "COBADEFFXXX" }, day: "2199-01-01" },
    },
    "get /v1/payouts": { path: "/v1/payouts", absent: null, body: null },
    "post /v1/payouts/{id}/paid": { ...payout(sent.payout, "paid"), body: { reference: "transfer 1" } },
    "post /v1/payouts/{id}/failed": { ...payout(failing.payout, "failed"), body: { reason: "no such account" } },
    "post /v1/payouts/{id}/returned": { ...payout(back.payout, "returned"), body: { reason: "account closed" } },
    "post /v1/payouts/{id}/cancel": { ...payout(created.payout, "cancel"), body: { reason: "asked for it" } },
  };
}
