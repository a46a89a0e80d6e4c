import type { PayoutDetails } from "../../domain/payoutDetails.ts";
import { accountOf } from "../../domain/payoutDetails.ts";
import { hmacSha256 } from "./hmac.ts";

/** What a participant's payout details are sealed as: as whose they are sealed, which a merge leaves as it is. */
export function payoutDetailsPlace(tenantId: string, sealedAs: string): string {
  return `${tenantId}/${sealedAs}/payoutDetails`;
}

/** What the account, and all of the details, are known by without being told; the tenant is hashed in where it is stored. */
export function payoutMacs(
  key: string,
  details: PayoutDetails,
): { readonly account: string; readonly content: string } {
  return {
    account: hmacSha256(key, `account ${accountOf(details)}`),
    content: hmacSha256(key, `payout details ${JSON.stringify(details)}`),
  };
}
