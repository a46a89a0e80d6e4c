import type { SumDifference } from "../db/queries/accountSums.ts";
import { checkSums, sumPostings, tenantsWithDueSums, tenantsWithUnsummed } from "../db/queries/accountSums.ts";
import type { Job } from "./batchJob.ts";

/** A job of the service itself: no tenant asks for it. */
export type OwnJob = Pick<Job, "name" | "tenantsDue" | "runFor">;

/** The most postings that one statement sums: some 20 ms of the embedded database, which answers others between two. */
export const MAX_SUMMED = 5_000;
/** An error names so many differences; the rest would fill the log. */
const MAX_TOLD = 10;

/** What is kept of accounts is not what was posted: a defect, which a person has to look at. Nothing was changed. */
export class SumsDifferError extends Error {
  readonly differences: readonly SumDifference[];

  constructor(tenantId: string, differences: readonly SumDifference[]) {
    const told = differences.slice(0, MAX_TOLD).map((difference) => JSON.stringify(difference));
    super(`${differences.length} sums of accounts of ${tenantId} are not what was posted: ${told.join(", ")}`);
    this.name = "SumsDifferError";
    this.differences = differences;
  }
}

/** Adds what was posted to the sums of accounts, so that reading them costs the same however long the books are. */
export const sumAccounts: OwnJob = {
  name: "sum-accounts",
  tenantsDue: tenantsWithUnsummed,
  async runFor({ database, clock }, tenantId) {
    const count = await sumPostings(database, tenantId, MAX_SUMMED);
    return { job: this.name, asOf: clock.now().toISOString(), count, more: count === MAX_SUMMED };
  },
};

/** Holds those sums against all postings, in a round a day. It repairs nothing: whatever made them differ would go on. */
export const checkAccounts: OwnJob = {
  name: "check-accounts",
  tenantsDue: tenantsWithDueSums,
  async runFor({ database, clock }, tenantId) {
    const asOf = clock.now().toISOString();
    const { more, differences } = await checkSums(database, tenantId, MAX_SUMMED, asOf);
    if (differences.length > 0) throw new SumsDifferError(tenantId, differences);
    return { job: this.name, asOf, count: 0, more };
  },
};
