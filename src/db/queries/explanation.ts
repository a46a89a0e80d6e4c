import { PERIODS } from "../../domain/periods.ts";
import type { Database } from "../../ports.ts";
import type { ExplanationRows } from "../rows/explanation.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { sqlList } from "./sqlList.ts";

/** At most this many events, orders and rewards of one referral are told: the latest. */
export const MAX_EXPLAINED = 500;
/** Among at most so many purchases of a friend. */
const MAX_PURCHASES = 10 * MAX_EXPLAINED;

/**
 * Everything of one referral as `ExplanationRows`: SQL of one JSON value where `k.tenant_id` is the tenant. The arguments
 * are SQL: the referral's id, and how many events of it are read and how many of its friend looked at, at most.
 */
export function explanationOf(referral: string, events: string, purchases: string): string {
  return `explanation_rows(k.tenant_id, ${referral}, ${events}, ${purchases}, ARRAY[${sqlList(PERIODS)}])`;
}

const READ = `SELECT ${explanationOf("$2", "$3::integer", "$4::integer")}`;

/** Reads what an explanation is made of; the body is null where there is no such referral. */
export function readExplanation(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<ExplanationRows | null> | null> {
  return readAsTenant(database, asker, READ, [id, MAX_EXPLAINED, MAX_PURCHASES]);
}
