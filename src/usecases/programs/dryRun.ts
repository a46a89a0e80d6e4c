import { isTooMuch } from "../../db/pgErrors.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { Deps } from "../../deps.ts";
import { EMPTY_PLAN, planOf } from "../../domain/counters.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { Rules } from "../../domain/rules.ts";
import { decide, noRoom } from "../../engine/decide/decide.ts";
import { underRules } from "../../engine/decide/underRules.ts";
import type { ReportedEvent } from "../../engine/events/report.ts";
import { inOwnName, prepareEvent } from "../../engine/events/report.ts";
import type { Loaded, WantedNumbers } from "../../engine/loop/load.ts";
import { loadTrial } from "../../engine/loop/load.ts";
import type { EventReply } from "../../engine/loop/presentOutcome.ts";
import { presentOutcome } from "../../engine/loop/presentOutcome.ts";
import { snapshotInput } from "../../engine/loop/process.ts";
import { openedClicks, withClicks } from "../../engine/loop/withClicks.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import { numbersOf } from "./publishing.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

export interface DryRunInput {
  /** The key of the program. */
  readonly program: string;
  /** As sent, in place of the latest version and of those of the referrals concerned; absent, nothing is replaced. */
  readonly rules?: unknown;
  readonly event: ReportedEvent;
}

export type TrialRefusal = "invalid_request" | "program_not_found";

export type DryRunOutcome =
  | { readonly kind: "unauthorized" }
  | { readonly kind: "refused"; readonly refusal: WriteRefusal<TrialRefusal> }
  | { readonly kind: "done"; readonly reply: EventReply };

/**
 * Decides one event and stores nothing: one read, and what `POST /v1/events` would answer after it. The ids that
 * the answer names are of nothing that is stored.
 */
export async function dryRun(
  deps: Pick<Deps, "database" | "clock" | "ids" | "contactKey" | "sealing">,
  asker: TenantAsker,
  { program, rules: document, event }: DryRunInput,
): Promise<DryRunOutcome> {
  const at = deps.clock.now();
  const prepared = prepareEvent(event, at, deps.ids, deps.contactKey);
  const wanted = wantedBy(document);
  const loaded = await loadTrial(deps.database, { asker, event: snapshotInput(prepared), program, wanted }).catch(
    (error: unknown) => {
      if (isTooMuch(error)) return "too much" as const;
      throw error;
    },
  );
  if (loaded === "too much") return { kind: "done", reply: { status: 422, problem: noRoom(true) } };
  if (loaded === null) return { kind: "unauthorized" };
  const found = loaded.snapshot.programs.find(({ key }) => key === program);
  if (found === undefined) {
    return { kind: "refused", refusal: { code: "program_not_found", detail: `There is no program "${program}".` } };
  }
  const parsed = document === undefined ? null : parseRules(document, found.currency);
  if (parsed?.ok === false) return { kind: "refused", ...rulesRefusal(parsed.problems) };

  const snapshot = parsed === null ? loaded.snapshot : replacing(loaded, found, parsed.rules);
  const named = prepareEvent(inOwnName(event, loaded.aliases), at, deps.ids, deps.contactKey);
  const { outcomes, state } = decide(snapshot, [withClicks(await openedClicks(deps.sealing, loaded), named)]);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error("one event was decided and none was answered");
  return { kind: "done", reply: presentOutcome(state, outcome, at, false) };
}

/** Publishing with `applyTo: "open"`, without a trace: referrals move, and rewards keep their version. */
function replacing({ snapshot }: Loaded, { id, version }: StoredProgram, rules: Rules): Loaded["snapshot"] {
  const programs = snapshot.programs.map((each) => (each.id === id ? underRules(each, rules) : each));
  const referrals = snapshot.referrals.map((each) =>
    each.programId === id ? { ...each, version: version + 1 } : each,
  );
  return { ...snapshot, programs, referrals };
}

/**
 * The numbers that a document needs. The program's currency comes with the very read that is to count them, so the
 * document is parsed in its own; if that is another, it is refused afterwards.
 */
function wantedBy(document: unknown): WantedNumbers {
  const nothing = { numbers: [], reach: EMPTY_PLAN };
  if (document === undefined) return nothing;
  const currency = /"currency":"([A-Z]{3})"/.exec(JSON.stringify(document))?.[1] ?? "";
  const parsed = parseRules(document, currency);
  if (!parsed.ok) return nothing;
  const plan = planOf(parsed.rules);
  return { numbers: numbersOf(plan), reach: plan };
}
