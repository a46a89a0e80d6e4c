import type { SpendStatus } from "../../domain/spends.ts";

/** A spend as it is answered. */
export interface ShownSpend {
  readonly orderId: string;
  readonly unit: string;
  /** The tenant's own id of the participant. */
  readonly participant: string;
  readonly amountMinor: bigint;
  readonly status: SpendStatus;
  /** In milliseconds; null where it waits for no report. */
  readonly reportBy: number | null;
}

/**
 * The JSON of a spend.
 *
 * @param duplicate whether it was so before
 * @param spendable what the participant can spend of the unit now
 */
export function presentSpend(spend: ShownSpend, duplicate: boolean, spendable: bigint) {
  const { orderId, unit, participant, amountMinor, status, reportBy } = spend;
  return {
    ...{ orderId, unit, participant, amountMinor: Number(amountMinor), status, duplicate },
    reportBy: reportBy === null ? null : new Date(reportBy).toISOString(),
    spendableMinor: Number(spendable),
  };
}
