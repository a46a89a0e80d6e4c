import type { PanelProgram } from "../../db/queries/panel.ts";
import type { Lapse } from "../../domain/eligibility.ts";
import { broughtOf } from "../../domain/eligibility.ts";
import type { Value } from "../../domain/statement.ts";
import { count, phrase } from "../../domain/values.ts";
import type { Ineligibility } from "../../usecases/people/openPanel.ts";
import type { ClientWriter } from "./clientWriter.ts";
import { INELIGIBILITIES } from "./customerMessage.ts";

/** What the sentence depends on: the program, and the review by which a participant lapsed, with the currency of its sums. */
interface Circumstances {
  /** Null where a participant asked to be an advocate, which only an active program lets them. */
  readonly program: Pick<PanelProgram, "status" | "startsAt" | "endsAt"> | null;
  readonly lapse: Lapse | null;
  readonly currency: string;
  readonly now: Date;
}

/**
 * The JSON of why a participant is no advocate; null for an advocate. The API calls it `standing`. One who lapsed reads
 * what was asked, what they brought, and that they may apply again.
 */
export function presentIneligibility(
  writer: ClientWriter,
  ineligibility: Ineligibility | null,
  { program, lapse, currency, now }: Circumstances,
) {
  if (ineligibility === null) return null;
  const [reason, text] = INELIGIBILITIES[ineligibility];
  if (ineligibility === "application_refused" && lapse !== null) {
    return { reason, message: lapsed(writer, lapse, currency), mayApply: true };
  }
  if (ineligibility === "program_not_active" && program !== null) {
    return { reason, message: inactive(writer, program, now.getTime()), mayApply: false };
  }
  return { reason, message: writer.say(text), mayApply: ineligibility === "needs_application" };
}

/** Whether it has ended, is paused or has not begun; a tenant's own words for "not active" stand in place of any. */
function inactive(
  writer: ClientWriter,
  { status, startsAt, endsAt }: Pick<PanelProgram, "status" | "startsAt" | "endsAt">,
  now: number,
): string {
  if (Object.hasOwn(writer.own, "standingProgramNotActive")) return writer.say("standingProgramNotActive");
  if (status === "ended" || (endsAt !== null && endsAt <= now)) return writer.say("standingProgramEnded");
  if (status === "paused") return writer.say("standingProgramPaused");
  if (status === "active" && startsAt !== null && startsAt > now) {
    return writer.say("standingProgramStarts", { day: { kind: "day", at: startsAt } });
  }
  return writer.say("standingProgramNotActive");
}

function lapsed(writer: ClientWriter, lapse: Lapse, currency: string): string {
  const { by, atLeast, withinDays } = lapse.minimum;
  // A tenant's own words may still name the bare number.
  const days = count(withinDays);
  const time = phrase("days", { count: days });
  const again = writer.say("standingApplyAgain");
  const brought = broughtOf(lapse);
  if (by === "conversions") {
    const asked = writer.say("standingLapsedFriends", { count: count(atLeast), days, time });
    return `${asked} ${writer.say("standingBroughtFriends", { count: count(brought ?? 0) })} ${again}`;
  }
  const money = (amountMinor: number): Value => ({ kind: "money", amountMinor: BigInt(amountMinor), currency });
  const asked = writer.say("standingLapsedRevenue", { least: money(atLeast), days, time });
  const came =
    brought === null
      ? writer.say("standingBroughtLess")
      : writer.say("standingBroughtRevenue", { amount: money(brought) });
  return `${asked} ${came} ${again}`;
}
