/** What is told of a dispute of an order's payment. */
export const DISPUTE_STATUSES = ["opened", "closed"] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** The most disputes of one order. */
export const MAX_DISPUTES = 100;

interface Dispute {
  readonly disputeId: string;
  readonly status: DisputeStatus;
}

/** Whether one of the disputes of an order is not settled. */
export function isDisputed(disputes: readonly Dispute[]): boolean {
  return disputes.some(({ status }) => status === "opened");
}

/** The disputes of an order after one was told of. What was closed stays closed, also where it opened afterwards. */
export function withDispute<Told extends Dispute>(disputes: readonly Told[], told: Told): readonly Told[] {
  const known = disputes.find(({ disputeId }) => disputeId === told.disputeId);
  if (known === undefined) return [...disputes, told];
  if (known.status === told.status || known.status === "closed") return disputes;
  return disputes.map((each) => (each === known ? told : each));
}
