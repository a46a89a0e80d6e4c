import type { Authorized, TenantAsker } from "../db/queries/asker.ts";
import type { Effects } from "../db/queries/commitEffects.ts";
import type { BeforeWrite, Due } from "../db/queries/readForWrite.ts";
import type { Database } from "../ports.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../usecases/commitOnce.ts";
import { commitOnce } from "../usecases/commitOnce.ts";

/** Something that falls due by itself, done a batch at a time; other processes may do it at the same time. */
export interface Job {
  readonly name: string;
  /** Tenants with something due, by id: those after the one named, as many as asked for at most. */
  tenantsDue(
    database: Database,
    asOf: string,
    after: string,
    limit: number,
    deps: WriteDeps,
  ): Promise<readonly string[]>;
  /**
   * One batch for the tenant of the asker.
   *
   * @param asOf another time than now, for rehearsals: only for secret keys that are there for trying things out
   */
  run(deps: WriteDeps, request: Request, asOf: string | null): Promise<WriteOutcome<JobRefusal>>;
  /** One batch for a tenant whom the schedule names. */
  runFor(deps: WriteDeps, tenantId: string): Promise<JobReport>;
}

/** What a job says of one batch. */
export interface JobReport {
  readonly job: string;
  readonly asOf: string;
  /** How many things this run changed; of `check-balances` how many balances are wrong. */
  readonly count: number;
  /** Whether more was due than one batch holds: run it again. */
  readonly more: boolean;
}

export type JobRefusal = "test_mode_only";

/** What jobs differ in. */
interface Definition<Row, Found> extends Pick<Job, "name" | "tenantsDue"> {
  /** The most things that one commit changes. */
  readonly most: number;
  /** Reads what is due. */
  read(
    database: Database,
    asker: TenantAsker,
    idempotencyKey: string | null,
    due: Due,
  ): Promise<Authorized<BeforeWrite<Found>> | null>;
  rowsOf(found: Found): readonly Row[];
  /** What a batch that is not empty changes. */
  effects(deps: WriteDeps, batch: readonly Row[], attempt: Attempt, found: Found): Partial<Effects>;
}

/** Makes a job of what it reads and what it does of that. */
export function batchJob<Row, Found>(definition: Definition<Row, Found>): Job {
  const { name, tenantsDue, most, read, rowsOf, effects } = definition;
  const decide = (deps: WriteDeps, found: Found, attempt: Attempt, asOf: string): WriteDecision<never> => {
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
      const due = { asOf: asOf ?? deps.clock.now().toISOString(), limit: most + 1 };
      const load = () => read(deps.database, request.asker, request.idempotency?.key ?? null, due);
      return await commitOnce(deps, request, load, (found, attempt) => {
        return attempt.isLive && asOf !== null ? refuseAsOf() : decide(deps, found, attempt, due.asOf);
      });
    },
    async runFor(deps, tenantId) {
      const due = { asOf: deps.clock.now().toISOString(), limit: most + 1 };
      const asker = { kind: "job", tenantId, job: name } as const;
      const load = () => read(deps.database, asker, null, due);
      const request = { asker, idempotency: null };
      const outcome = await commitOnce(deps, request, load, (found, attempt) => decide(deps, found, attempt, due.asOf));
      if (outcome.kind !== "done") throw new Error(`a scheduled job ended as ${outcome.kind}`);
      return outcome.body as JobReport;
    },
  };
}

/** A caller who could move the clock of real rewards could pay them before their return window is over. */
export function refuseAsOf(): WriteDecision<JobRefusal> {
  const detail = "asOf is for keys of test mode (sk_test_...).";
  return { refusal: { code: "test_mode_only", detail, errors: [{ path: "asOf", message: detail }] } };
}
