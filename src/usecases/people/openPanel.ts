import type { BrowserAsker } from "../../db/queries/asker.ts";
import type { PanelProgram, PanelView } from "../../db/queries/panel.ts";
import { readPanel } from "../../db/queries/panel.ts";
import { isActive } from "../../domain/attribution.ts";
import type { CodeRefusal } from "../../domain/codeTerms.ts";
import { codeRefusalOf } from "../../domain/codeTerms.ts";
import type { IneligibleReason, WrittenEligibility } from "../../domain/eligibility.ts";
import { eligibilityFrom, ineligibleFor } from "../../domain/eligibility.ts";
import type { ReportedParticipant } from "../../engine/events/report.ts";
import { issueCode } from "../codes/issueCode.ts";
import type { WriteDeps } from "../commitOnce.ts";

/** Why a participant is no advocate of a program now, or one whose link leads nowhere. */
export type Ineligibility = IneligibleReason | "program_not_active" | "blocked" | CodeRefusal;

export interface OpenedPanel {
  readonly view: PanelView;
  readonly program: PanelProgram;
  /** Null for an advocate; of a visitor who is not signed in it is known only that the program is not active. */
  readonly ineligibility: Ineligibility | null;
  /** Whether a code was made for it. */
  readonly isNewCode: boolean;
}

export type PanelOutcome =
  | { readonly kind: "unauthorized" }
  | { readonly kind: "refused"; readonly code: "program_not_found" | "program_required"; readonly detail: string }
  | { readonly kind: "done"; readonly panel: OpenedPanel };

/**
 * Opens a program's panel, in one statement. A participant who may be an advocate and has no code yet is
 * given one first, which takes three more.
 *
 * @param asked without a program: the only one that is active; without a participant: what anyone may see
 * @param baseUrl what share links start with
 */
export async function openPanel(
  deps: WriteDeps,
  asker: BrowserAsker,
  asked: { readonly program: string | null; readonly participant: ReportedParticipant | null },
  baseUrl: string,
): Promise<PanelOutcome> {
  const at = deps.clock.now();
  const { participant } = asked;
  const externalId = participant?.externalId ?? null;
  const read = await readPanel(deps.database, asker, { program: asked.program, externalId, at });
  if (read === null) return { kind: "unauthorized" };
  const { program } = read.body;
  if (program === null) {
    const detail = asked.program === null ? "No program is active." : `There is no program "${asked.program}".`;
    return { kind: "refused", code: "program_not_found", detail };
  }
  if (asked.program === null && program.candidates > 1) {
    return { kind: "refused", code: "program_required", detail: "Several programs are active: name one." };
  }
  const ineligibility = ineligibilityOf(read.body, program, externalId, at);
  const hasCode = read.body.participant?.codes.some(({ kind }) => kind === "primary") ?? false;
  if (participant === null || ineligibility !== null || hasCode) {
    return { kind: "done", panel: { view: read.body, program, ineligibility, isNewCode: false } };
  }
  const input = { program: program.key, participant, vanity: null };
  const issued = await issueCode(deps, { asker, idempotency: null }, input, baseUrl);
  const again = await readPanel(deps.database, asker, { program: program.key, externalId, at });
  if (again === null || issued.kind === "unauthorized") return { kind: "unauthorized" };
  // Between the two the tenant may have changed who may be an advocate: what is read last counts.
  const view = again.body;
  const now = ineligibilityOf(view, view.program ?? program, participant.externalId, at);
  return { kind: "done", panel: { view, program: view.program ?? program, ineligibility: now, isNewCode: true } };
}

function ineligibilityOf(
  { participant }: PanelView,
  program: PanelProgram,
  externalId: string | null,
  at: Date,
): Ineligibility | null {
  if (!isActive(program, at.getTime())) return "program_not_active";
  if (externalId === null) return null;
  if (participant?.blocked === true) return "blocked";
  const written = (program.rules as { readonly eligibility?: WrittenEligibility }).eligibility ?? null;
  // An alias is no name of its own to a sample.
  const { externalId: own = externalId, segments = [], application = null } = participant ?? {};
  const reason = ineligibleFor(eligibilityFrom(written), { externalId: own, segments, application }, program.key);
  // Whatever is set on the primary code holds for the vanity code that is shared in its place.
  const primary = participant?.codes.find(({ kind }) => kind === "primary");
  return reason ?? (primary === undefined ? null : codeRefusalOf(primary, at.getTime()));
}
