import type { ApiClient } from "./apiClient.ts";
import type { Sample } from "./sample.ts";

const IBAN = { kind: "iban", iban: "DE89 3704 0044 0532 0130 00", holder: "Ann Lee" };
const OTHERS = [
  { kind: "paypal", email: "ann@example.com" },
  { kind: "stripe", accountId: "acct_1032D82eZvKYlo2C" },
  { kind: "bank_account", country: "GB", bankCode: "40-12-76", accountNumber: "31926819", holder: "Ann Lee" },
];

/** How it is said, read and looked at where a participant is paid. */
export async function payeeSamples(api: ApiClient): Promise<Readonly<Record<string, Sample>>> {
  for (const whom of ["a-1", "f-1"]) await api.put(`/v1/participants/${whom}/payout-details`, OTHERS[0]);
  const path = "/v1/participants/a-1/payout-details";
  const absent = "/v1/participants/unknown/payout-details";
  const own = { path: "/v1/client/payout-details", absent: null, as: "a-1" };
  return {
    "put /v1/participants/{externalId}/payout-details": { path, absent, body: IBAN, others: OTHERS },
    "get /v1/participants/{externalId}/payout-details": { path, absent, body: null },
    "delete /v1/participants/{externalId}/payout-details": { path, absent, body: null },
    "post /v1/participants/{externalId}/payout-details/clear": {
      ...{ path: "/v1/participants/f-1/payout-details/clear", absent: `${absent}/clear` },
      body: { reason: "a married couple" },
    },
    "get /v1/client/payout-details": { ...own, body: null },
    "post /v1/client/payout-details": { ...own, body: IBAN, others: OTHERS },
    "delete /v1/client/payout-details": { ...own, body: null },
  };
}
