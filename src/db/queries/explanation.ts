import { PERIODS } from "../../domain/periods.ts";
import type { Database } from "../../ports.ts";
import type { ExplanationRows } from "../rows/explanation.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { sqlList } from "./sqlList.ts";

/** At most this many events, orders and rewards of one referral are told at once: the latest. */
export const MAX_EXPLAINED = 500;
/** Among at most so many purchases of a friend, and as many other events. */
const MAX_LOOKED_AT = 10 * MAX_EXPLAINED;

/**
 * Everything of one referral as `ExplanationRows`: SQL of one JSON value where `k.tenant_id` is the tenant. The arguments
 * are SQL: the referral's id, how many events of it are read and how many of its friend looked at, at most, and the event
 * before which they are read (`events.seq`).
 */
export function explanationOf(referral: string, events: string, lookedAt: string, before = "NULL::bigint"): string {
  return `explanation_rows(k.tenant_id, ${referral}, ${events}, ${lookedAt}, ${before}, ARRAY[${sqlList(PERIODS)}])`;
}

const READ = `SELECT ${explanationOf("$2", "$3::integer", "$4::integer", "$5::bigint")}`;

/**
 * Reads what an explanation is made of; the body is null where there is no such referral.
 *
 * @param page of its events: the latest `limit`, before the one with the seq `before` where it is not null
 */
export function readExplanation(
  database: Database,
  asker: TenantAsker,
  id: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Authorized<ExplanationRows | null> | null> {
  return readAsTenant(database, asker, READ, [id, page.limit, MAX_LOOKED_AT, page.before]);
}
