import type { TenantAsker } from "../db/queries/asker.ts";
import type {
  BalanceDifference,
  CheckedBalances,
  ExpiryDifference,
  LotDifference,
  PayoutDifference,
} from "../db/queries/balanceChecks.ts";
import { readCheckedBalances, tenantsWithDueChecks } from "../db/queries/balanceChecks.ts";
import { logError } from "../log.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../usecases/commitOnce.ts";
import { commitOnce } from "../usecases/commitOnce.ts";
import type { Job, JobRefusal, JobReport } from "./batchJob.ts";
import { refuseAsOf } from "./batchJob.ts";

const NAME = "check-balances";
/** The most participants whose postings one statement sums. */
export const MAX_CHECKED = 500;
/** An error names so many differences; the rest would fill the log. */
const MAX_TOLD = 10;

type Difference = BalanceDifference | LotDifference | PayoutDifference | ExpiryDifference;

/** Balances are not what was posted, not what is left of lots, payouts not what is set aside, or what expired not what was posted: a defect, which a person has to look at. Nothing was changed. */
export class BalancesDifferError extends Error {
  readonly differences: readonly Difference[];

  constructor(tenantId: string, differences: readonly Difference[]) {
    const told = differences.slice(0, MAX_TOLD).map((difference) => JSON.stringify(difference));
    super(
      `${differences.length} balances of ${tenantId} are not what was posted, is left, is set aside or has expired: ${told.join(", ")}`,
    );
    this.name = "BalancesDifferError";
    this.differences = differences;
  }
}

/**
 * Holds the balances that are kept against the postings that they are the sums of, and against what is left of lots,
 * payouts against what is set aside for them, and what has expired against its postings, participant by participant, in a round a day. It repairs nothing: whatever made them differ would go on.
 */
export const checkBalances: Job = {
  name: NAME,
  tenantsDue: tenantsWithDueChecks,
  async run(deps, { asker, ...request }, asOf) {
    const checked = await check(deps, { asker, ...request }, asOf);
    // The caller is the tenant; the operator of the service has to hear of it too.
    if (checked.error !== null) logError("check-balances found a difference", checked.error);
    return checked.outcome;
  },
  async runFor(deps, tenantId) {
    const asker = { kind: "job", tenantId, job: NAME } as const;
    const { outcome, error } = await check(deps, { asker, idempotency: null }, null);
    if (error !== null) throw error;
    if (outcome.kind !== "done") throw new Error(`a scheduled job ended as ${outcome.kind}`);
    return outcome.body as JobReport;
  },
};

interface Checked {
  readonly outcome: WriteOutcome<JobRefusal>;
  readonly error: BalancesDifferError | null;
}

async function check(deps: WriteDeps, request: Request<TenantAsker>, asOf: string | null): Promise<Checked> {
  const due = { asOf: asOf ?? deps.clock.now().toISOString(), limit: MAX_CHECKED };
  const load = () => readCheckedBalances(deps.database, request.asker, request.idempotency?.key ?? null, due);
  let error: BalancesDifferError | null = null;
  const outcome = await commitOnce(deps, request, load, (found, attempt) => {
    if (attempt.isLive && asOf !== null) return refuseAsOf();
    const differences = differencesOf(found);
    error = differences.length === 0 ? null : new BalancesDifferError(attempt.tenantId, differences);
    return decide(found, attempt, due.asOf);
  });
  return { outcome, error };
}

function differencesOf(found: CheckedBalances): readonly Difference[] {
  const { differences, lotDifferences, payoutDifferences, expiryDifferences } = found;
  return [...differences, ...lotDifferences, ...payoutDifferences, ...expiryDifferences];
}

/** Goes on with the round; the participants after the last one are the next batch's. */
function decide(found: CheckedBalances, { at }: Attempt, asOf: string): WriteDecision<never> {
  const { due, last, checked } = found;
  const more = checked === MAX_CHECKED;
  const body: JobReport = { job: NAME, asOf, count: differencesOf(found).length, more };
  const check = more ? { checkedTo: last, completedAt: null } : { checkedTo: null, completedAt: at.toISOString() };
  return { done: { status: 200, body }, effects: due ? { balanceChecks: [check] } : null };
}
