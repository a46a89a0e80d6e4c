import type { DueReview } from "../db/queries/advocateReviews.ts";
import { readDueReviews, tenantsWithDueReviews } from "../db/queries/advocateReviews.ts";
import { LAPSED, staysIn } from "../domain/eligibility.ts";
import { auditRow } from "../usecases/auditRow.ts";
import { batchJob } from "./batchJob.ts";

/** The most advocates that one commit reviews. */
export const MAX_REVIEWED = 500;

const JOB = "review-advocates";
/** It is the program's rules that decide, not the one who starts the job. */
const REVIEWER = { type: "job", id: JOB } as const;

/**
 * Reviews advocates whose approval has run out in a program with a minimum of sales. Those who brought enough are
 * approved anew, for as long again; the others are refused, as by a person.
 */
export const reviewAdvocates = batchJob({
  name: JOB,
  most: MAX_REVIEWED,
  tenantsDue: tenantsWithDueReviews,
  read: readDueReviews,
  rowsOf: (due: readonly DueReview[]) => due,
  effects(deps, batch, { at }) {
    const reviews = batch.map((due) => {
      const { conversions = "0", revenue = "0" } = due.brought;
      const sales = { conversions: BigInt(conversions), revenue: BigInt(revenue) };
      const stays = staysIn(due.minimum, sales);
      const verdict = stays
        ? ({ status: "approved", reason: "minimum_met" } as const)
        : ({ status: "refused", reason: LAPSED } as const);
      return { due, sales, verdict };
    });
    // The same row that a person's verdict is guarded by; one who is reviewed in two programs has one.
    const untouched = { version: null, touched: false, referred: 0, firstSignupAt: null, firstPurchaseAt: null };
    const versions = new Map(batch.map(({ participantId, referredVersion }) => [participantId, referredVersion]));
    return {
      participants: [...versions].map(([id, referredVersion]) => ({ id, referredVersion, ...untouched })),
      applications: reviews.map(({ due: { programId, participantId }, verdict }) => {
        return { programId, participantId, ...verdict, decidedBy: REVIEWER };
      }),
      audit: reviews.map(
        ({ due: { programId, participantId, minimum, buyers }, sales, verdict: { status, reason } }) => {
          const { conversions, revenue } = sales;
          const brought = { conversions: Number(conversions), revenueMinor: Number(revenue), buyers };
          const detail = { program: programId, reason, was: "approved" as const, minimum, ...brought };
          return auditRow(deps, { at, actor: REVIEWER }, `application.${status}`, participantId, detail);
        },
      ),
    };
  },
});
