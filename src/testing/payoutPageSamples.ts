import type { TestApp } from "./createTestApp.ts";

/** As `PageSample`. */
interface Asked {
  readonly path: string;
  readonly absent: string | null;
  readonly form: Readonly<Record<string, string>>;
}

const PATH = "/dashboard/t/{tenant}/payouts";
const SETUP = "/dashboard/t/{tenant}/setup/payouts";
const unit = "cash:GBP";

/** Batches in several states, and how to ask for their pages. */
export async function payoutPageSamples({
  api,
  clock,
}: Pick<TestApp, "api" | "clock">): Promise<Readonly<Record<string, Asked>>> {
  const cutoff = clock.now().toISOString();
  const owing = async (who: string, amountMinor: number) => {
    await api.put(`/v1/participants/${who}`, { name: `Payee ${who}` });
    const bonus = { unit, amountMinor, reason: "a good year" };
    await api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `due-${who}` });
  };
  const made = async (who: string) => {
    await owing(who, 1250);
    const asked = { unit, cutoff, method: "csv", participant: who };
    return (await api.post<{ id: string }>("/v1/payout-batches", asked, { "idempotency-key": `batch-${who}` })).body.id;
  };
  const [shown, confirmed, cancelled] = [await made("paid-1"), await made("paid-2"), await made("paid-3")];
  await api.post(`/v1/payout-batches/${shown}/confirm`, {});
  await owing("due-1", 900);
  const { body: payouts } = await api.get<{ data: { id: string }[] }>(`/v1/payouts?batch=${shown}`);
  const one = (step: string, id: string): Asked => ({
    ...{ path: `${PATH}/batches/${id}${step}`, absent: `${PATH}/batches/bat_0${step}`, form: {} },
  });
  const at = (path: string, form: Asked["form"]): Asked => ({ path, absent: null, form });
  const schedule = { every: "month", day: 1, lockDays: 14 };
  await api.put(`/v1/payout-settings/${unit}`, { minimumMinor: 0, method: "csv", schedule });
  const settings = { minimum: "10.00", method: "external", day: "31", lockDays: "7", autoConfirm: "on" };
  return {
    [`post ${PATH}`]: at(PATH, {
      unit,
      cutoff,
      minimum: "0",
      method: "csv",
      participant: "due-1",
      key: "sample-batch",
    }),
    [`post ${PATH}/steps`]: at(`${PATH}/steps`, { ids: payouts.data[0]?.id ?? "", step: "paid", batch: shown }),
    [`post ${SETUP}/{unit}`]: at(`${SETUP}/${unit}`, settings),
    [`post ${SETUP}/{unit}/remove`]: at(`${SETUP}/${unit}/remove`, {}),
    [`get ${PATH}/batches/{id}`]: one("", shown),
    [`post ${PATH}/batches/{id}/confirm`]: one("/confirm", confirmed),
    [`post ${PATH}/batches/{id}/cancel`]: one("/cancel", cancelled),
  };
}
