import { presentProgram } from "../../contract/program.ts";
import type { Effects, NewCounterRow } from "../../db/queries/commitEffects.ts";
import type { WantedNumber } from "../../db/queries/loadTrialSnapshot.ts";
import type { ProgramRow, WrittenJson } from "../../db/rows/program.ts";
import type { CounterNumbers } from "../../domain/counters.ts";
import { BUDGET, EMPTY_PLAN, joinPlans, limitMetric, missingFrom, planOf } from "../../domain/counters.ts";
import { noticeOf } from "../../domain/notices.ts";
import type { Rules } from "../../domain/rules.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, WriteDeps } from "../commitOnce.ts";

/** Whether referrals already attributed keep their version, or move to the new one. */
export type ApplyTo = "new" | "open";

/** What becomes the next version. */
export interface NextVersion {
  readonly id: string;
  /** As written. */
  readonly document: WrittenJson;
  readonly rules: Rules;
  readonly applyTo: ApplyTo;
  /** The version that it is again; the draft waits on then. */
  readonly again: number | null;
  /** The id under which it waited for its time. */
  readonly scheduled: string | null;
}

/** What a publish writes, and the JSON of the program after it. */
export interface Publishing {
  readonly body: ReturnType<typeof presentProgram>;
  readonly effects: Partial<Effects>;
}

/** Makes a document the next version of a program, by hand or when it is time. */
export function publishing(
  deps: Pick<WriteDeps, "ids">,
  program: ProgramRow,
  next: NextVersion,
  attempt: Pick<Attempt, "at" | "actor">,
): Publishing {
  const { at } = attempt;
  const programId = program.id;
  const version = program.version + 1;
  const needed = planOf(next.rules);
  // A draft that was changed while its former self waited for its time waits on.
  const takesDraft = next.again === null && isSameJson(program.draftRules, next.document);
  const changes = {
    status: program.status === "draft" ? ("active" as const) : program.status,
    version,
    ...(takesDraft ? { draftRules: null } : {}),
    // A plan that was stored before there was a part of it lacks that part.
    counterPlan: joinPlans({ ...EMPTY_PLAN, ...program.counterPlan }, needed),
  };
  const { again, scheduled, applyTo } = next;
  const detail = {
    version,
    applyTo,
    ...(again === null ? {} : { again }),
    ...(scheduled === null ? {} : { scheduled }),
  };
  const after = {
    draftVersion: program.draftVersion + (takesDraft ? 1 : 0),
    schedule: program.schedule.filter(({ id }) => id !== scheduled),
  };
  const now = { ...program, ...changes, ...after, rules: next.document, updatedAt: at.toISOString() };
  return {
    body: presentProgram(now),
    effects: {
      programs: [{ id: programId, epoch: program.epoch }],
      programChanges: [{ id: programId, changes }],
      versions: [{ programId, version, id: next.id, rules: next.document }],
      moveOpenReferrals: applyTo === "open" ? [{ programId, version }] : [],
      newCounters: countersOf(program, missingFrom(program.counterPlan, needed)),
      endedSchedules: scheduled === null ? [] : [{ programId, id: scheduled }],
      audit: [auditRow(deps, attempt, "program.published", programId, detail)],
      outbox: [{ id: deps.ids.id("obx", at), notices: [noticeOf("program.published", next.id, programId)] }],
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
