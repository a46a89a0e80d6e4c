import type { DueReview } from "../db/queries/advocateReviews.ts";
import { readDueReviews, readDueReviewsOf } from "../db/queries/advocateReviews.ts";
import { staysIn } from "../domain/eligibility.ts";
import type { Attempt, Decision, Request, WriteDeps, WriteOutcome } from "./commitOnce.ts";
import { commitOnce } from "./commitOnce.ts";
import type { JobRefusal, JobReport } from "./releaseRewards.ts";
import { refuseAsOf, runForTenant } from "./releaseRewards.ts";

/** The most advocates that one commit reviews. */
export const MAX_REVIEWED = 500;

const JOB = "review-advocates";
/** It is the program's rules that decide, whoever starts the job. */
const REVIEWER = { type: "job", id: JOB };

/**
 * Reviews the advocates of the caller's tenant whose approval has run out in a program with a minimum of sales: one
 * batch. Whoever brought enough is approved anew, for as long again; the others are refused, as by a person.
 *
 * @param asOf another time than now, for rehearsals: refused to keys of production
 */
export async function reviewAdvocates(
  deps: WriteDeps,
  request: Request,
  asOf: string | null,
): Promise<WriteOutcome<JobRefusal>> {
  const due = asOf ?? deps.clock.now().toISOString();
  const idempotencyKey = request.idempotency?.key ?? null;
  const load = () => readDueReviews(deps.database, request.asker, idempotencyKey, due, MAX_REVIEWED + 1);
  return await commitOnce(deps, request, load, (found, attempt) => {
    return attempt.isLive && asOf !== null ? refuseAsOf() : decide(deps, found, attempt, due);
  });
}

/** The same for a tenant whom the schedule names. */
export async function reviewAdvocatesOf(deps: WriteDeps, tenantId: string): Promise<JobReport> {
  const due = deps.clock.now().toISOString();
  const load = () => readDueReviewsOf(deps.database, tenantId, due, MAX_REVIEWED + 1);
  return await runForTenant(deps, load, (found, attempt) => decide(deps, found, attempt, due));
}

function decide({ ids }: WriteDeps, found: readonly DueReview[], { at }: Attempt, asOf: string): Decision<never> {
  const batch = found.slice(0, MAX_REVIEWED);
  const body: JobReport = { job: JOB, asOf, count: batch.length, more: found.length > batch.length };
  if (batch.length === 0) return { done: { status: 200, body }, effects: null };
  const reviews = batch.map((due) => {
    const sales = { conversions: BigInt(due.conversions), revenue: BigInt(due.revenue) };
    const stays = staysIn(due.minimum, sales);
    const verdict = stays
      ? ({ status: "approved", reason: "minimum_met" } as const)
      : ({ status: "refused", reason: "minimum_not_met" } as const);
    return { due, sales, verdict };
  });
  // The same row that a person's verdict is guarded by; one who is reviewed in two programs has one.
  const untouched = { version: null, touched: false, referred: 0, firstSignupAt: null, firstPurchaseAt: null };
  const versions = new Map(batch.map(({ participantId, referredVersion }) => [participantId, referredVersion]));
  return {
    done: { status: 200, body },
    effects: {
      participants: [...versions].map(([id, referredVersion]) => ({ id, referredVersion, ...untouched })),
      applications: reviews.map(({ due: { programId, participantId }, verdict }) => {
        return { programId, participantId, ...verdict, decidedBy: REVIEWER };
      }),
      audit: reviews.map(({ due: { programId, participantId, minimum }, sales, verdict: { status, reason } }) => {
        const brought = { conversions: Number(sales.conversions), revenueMinor: Number(sales.revenue) };
        const detail = { program: programId, reason, was: "approved", minimum, ...brought };
        return {
          id: ids.id("aud", at),
          actor: REVIEWER,
          action: `application.${status}`,
          subject: participantId,
          detail,
        };
      }),
    },
  };
}
