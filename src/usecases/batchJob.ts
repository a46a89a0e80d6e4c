import type { Authorized } from "../db/queries/authorized.ts";
import type { Effects } from "../db/queries/commitEffects.ts";
import type { BeforeWrite, JobAsker } from "../db/queries/readForWrite.ts";
import type { Database } from "../ports.ts";
import type { Attempt, Decision, Request, WriteDeps, WriteOutcome } from "./commitOnce.ts";
import { commitOnce } from "./commitOnce.ts";

/** Something that falls due by itself, done a batch at a time, whoever else does it at the same time. */
export interface Job {
  readonly name: string;
  /** Tenants with something due, by id: those after the one named, as many as asked for at most. */
  tenantsDue(database: Database, asOf: string, after: string, limit: number): Promise<readonly string[]>;
  /**
   * One batch for a key's tenant.
   *
   * @param asOf another time than now, for rehearsals: refused to keys of production
   */
  run(deps: WriteDeps, request: Request, asOf: string | null): Promise<WriteOutcome<JobRefusal>>;
  /** One batch for a tenant whom the schedule names. */
  runFor(deps: WriteDeps, tenantId: string): Promise<JobReport>;
}

/** What a job says of one batch. */
export interface JobReport {
  readonly job: string;
  readonly asOf: string;
  /** How many things this run changed. */
  readonly count: number;
  /** Whether more was due than one batch holds: run it again. */
  readonly more: boolean;
}

export type JobRefusal = "test_mode_only";

/** What jobs differ in. */
interface Definition<Row, Found> extends Pick<Job, "name" | "tenantsDue"> {
  /** The most things that one commit changes. */
  readonly most: number;
  /** Reads what is due, up to a limit. */
  read(
    database: Database,
    asker: JobAsker,
    asOf: string,
    limit: number,
  ): Promise<Authorized<BeforeWrite<Found>> | null>;
  rowsOf(found: Found): readonly Row[];
  /** What a batch that is not empty changes. */
  effects(deps: WriteDeps, batch: readonly Row[], attempt: Attempt, found: Found): Partial<Effects>;
}

/** Makes a job of what it reads and what it does of that. */
export function batchJob<Row, Found>(definition: Definition<Row, Found>): Job {
  const { name, tenantsDue, most, read, rowsOf, effects } = definition;
  const decide = (deps: WriteDeps, found: Found, attempt: Attempt, asOf: string): Decision<never> => {
    const rows = rowsOf(found);
    const batch = rows.slice(0, most);
    const body: JobReport = { job: name, asOf, count: batch.length, more: rows.length > batch.length };
    return {
      done: { status: 200, body },
      effects: batch.length === 0 ? null : effects(deps, batch, attempt, found),
    };
  };
  return {
    name,
    tenantsDue,
    async run(deps, request, asOf) {
      const due = asOf ?? deps.clock.now().toISOString();
      const asker = { keyHash: request.asker, idempotencyKey: request.idempotency?.key ?? null };
      const load = () => read(deps.database, asker, due, most + 1);
      return await commitOnce(deps, request, load, (found, attempt) => {
        return attempt.isLive && asOf !== null ? refuseAsOf() : decide(deps, found, attempt, due);
      });
    },
    async runFor(deps, tenantId) {
      const due = deps.clock.now().toISOString();
      const load = () => read(deps.database, { tenantId }, due, most + 1);
      const nobody = { asker: "", idempotency: null };
      const outcome = await commitOnce(deps, nobody, load, (found, attempt) => decide(deps, found, attempt, due));
      if (outcome.kind !== "done") throw new Error(`a scheduled job ended as ${outcome.kind}`);
      return outcome.body as JobReport;
    },
  };
}

/** Somebody who could move the clock of real rewards could pay them before their return window is over. */
function refuseAsOf(): Decision<JobRefusal> {
  const detail = "asOf is for keys of test mode (sk_test_...).";
  return { refusal: { code: "test_mode_only", detail, errors: [{ path: "asOf", message: detail }] } };
}
