import { presentProgram } from "../../contract/program.ts";
import type { NewCounterRow } from "../../db/queries/commitEffects.ts";
import type { WantedNumber } from "../../db/queries/loadTrialSnapshot.ts";
import { readBeforePublish } from "../../db/queries/programs.ts";
import type { ProgramRow, WrittenJson } from "../../db/rows/program.ts";
import type { CounterNumbers } from "../../domain/counters.ts";
import { BUDGET, EMPTY_PLAN, joinPlans, limitMetric, missingFrom, planOf } from "../../domain/counters.ts";
import { noticeOf } from "../../domain/notices.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { Rules } from "../../domain/rules.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** Whether referrals already attributed keep their version, or move to the new one. */
export type ApplyTo = "new" | "open";

export interface PublishInput {
  readonly applyTo: ApplyTo;
  /** The version whose rules are published again; null publishes the draft. */
  readonly version: number | null;
}

export type PublishRefusal =
  | "invalid_request"
  | "program_not_found"
  | "program_ended"
  | "nothing_to_publish"
  | "version_not_found";

/** Makes the draft, or an earlier version again, the next version of the program. It never changes afterwards. */
export async function publishProgram(
  deps: WriteDeps,
  request: Request,
  key: string,
  { applyTo, version }: PublishInput,
): Promise<WriteOutcome<PublishRefusal>> {
  // Drawn once: a version of this id was published by an attempt whose reply was lost.
  const versionId = deps.ids.id("ver", deps.clock.now());
  const idempotencyKey = request.idempotency?.key ?? null;
  return await commitOnce(
    deps,
    request,
    () => readBeforePublish(deps.database, request.asker, idempotencyKey, key, version),
    ({ program, again }, attempt) => {
      if (program === null) return { refusal: { code: "program_not_found", detail: `There is no program "${key}".` } };
      if (program.versionId === versionId)
        return { done: { status: 200, body: presentProgram(program) }, effects: null };
      if (program.status === "ended")
        return { refusal: { code: "program_ended", detail: "An ended program stays ended." } };
      const document = version === null ? program.draftRules : again;
      if (document === null) return { refusal: nothingThere(version) };
      const parsed = parseRules(document, program.currency);
      if (!parsed.ok) return rulesRefusal(parsed.problems);
      return publish(deps, program, { id: versionId, document, rules: parsed.rules, applyTo, again: version }, attempt);
    },
  );
}

function nothingThere(version: number | null): WriteRefusal<PublishRefusal> {
  if (version === null) return { code: "nothing_to_publish", detail: "Change the rules first; they go to a draft." };
  return { code: "version_not_found", detail: `There is no version ${version}.` };
}

interface NextVersion {
  readonly id: string;
  /** As written. */
  readonly document: WrittenJson;
  readonly rules: Rules;
  readonly applyTo: ApplyTo;
  /** The version that it is again; the draft waits on then. */
  readonly again: number | null;
}

function publish(
  deps: WriteDeps,
  program: ProgramRow,
  next: NextVersion,
  attempt: Attempt,
): WriteDecision<PublishRefusal> {
  const { at } = attempt;
  const programId = program.id;
  const version = program.version + 1;
  const needed = planOf(next.rules);
  const changes = {
    status: program.status === "draft" ? ("active" as const) : program.status,
    version,
    ...(next.again === null ? { draftRules: null } : {}),
    // A plan that was stored before there was a part of it lacks that part.
    counterPlan: joinPlans({ ...EMPTY_PLAN, ...program.counterPlan }, needed),
  };
  const detail = { version, applyTo: next.applyTo, ...(next.again === null ? {} : { again: next.again }) };
  const notices = [noticeOf("program.published", next.id, programId)];
  const body = presentProgram({ ...program, ...changes, rules: next.document, updatedAt: at.toISOString() });
  return {
    done: { status: 200, body },
    effects: {
      programs: [{ id: programId, epoch: program.epoch }],
      programChanges: [{ id: programId, changes }],
      versions: [{ programId, version, id: next.id, rules: next.document }],
      moveOpenReferrals: next.applyTo === "open" ? [{ programId, version }] : [],
      newCounters: countersOf(program, missingFrom(program.counterPlan, needed)),
      audit: [auditRow(deps, attempt, "program.published", programId, detail)],
      outbox: [{ id: deps.ids.id("obx", at), notices }],
    },
  };
}

/** Numbers that no version needed before: they are counted from what happened so far. */
function countersOf({ id: programId, timezone }: ProgramRow, missing: CounterNumbers): NewCounterRow[] {
  return numbersOf(missing).map(({ inPlan: _, ...number }) => ({ ...number, programId, timezone }));
}

/** What a plan's numbers are called where they are counted anew. */
export function numbersOf({ tiers, budget, limits }: CounterNumbers): WantedNumber[] {
  return [
    ...tiers.map((tier) => ({ metric: tier.by, period: tier.window, inPlan: { tiers: [tier] } })),
    ...budget.map((period) => ({ metric: BUDGET, period, inPlan: { budget: [period] } })),
    ...limits.map((limit) => {
      const { ruleId, per, period } = limit;
      return { metric: limitMetric(limit), period, per, ruleId, inPlan: { limits: [limit] } };
    }),
  ];
}
