import type { Recorder } from "./recorder.ts";

/** The part of the golden story in which people say where they are paid. */
export async function payeesPart({ call, get, post }: Recorder): Promise<void> {
  const path = (whom: string) => `/v1/participants/${whom}/payout-details`;
  const set = (whom: string, body: object) => call("PUT", path(whom), { body });
  const iban = { kind: "iban", iban: "DE89 3704 0044 0532 0130 00", holder: "Ina Berg" };
  const bank = {
    kind: "bank_account",
    country: "GB",
    bankCode: "40-12-76",
    accountNumber: "3192 6819",
    holder: "Jo Kay",
  };
  for (const whom of ["ina", "jo"]) await call("PUT", `/v1/participants/${whom}`, { body: {} });
  await get(path("ina"));
  await set("ina", iban);
  await set("ina", { ...iban, iban: "de89370400440532013000" });
  await set("ina", { ...iban, iban: "DE88370400440532013000" });
  await set("jo", bank);
  await set("jo", { ...iban, holder: "Jo Kay" });
  await get(path("ina"));
  await get(path("jo"));
  await post(`${path("jo")}/clear`, { reason: "a married couple" });
  await post(`${path("jo")}/clear`, { reason: "a married couple" });
  await set("jo", { kind: "paypal", email: "jo.kay@example.com" });
  await call("DELETE", path("jo"), {});
  await set("jo", { kind: "stripe", accountId: "acct_1032D82eZvKYlo2C" });
  await set("nobody", bank);
  await get(path("nobody"));
  const own = "/v1/client/payout-details";
  await get(own, "ina");
  await get(own, "stranger");
  await post(own, bank, "ina");
  await call("DELETE", own, { as: "ina" });
}
