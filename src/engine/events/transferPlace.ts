/** What is sent to Stripe of a payout is sealed as this: it names the account that is paid. */
export function transferPlace(tenantId: string, payoutId: string): string {
  return `${tenantId}/${payoutId}/transfer`;
}
