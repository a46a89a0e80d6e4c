import type { Lapse } from "../../domain/eligibility.ts";
import { broughtOf } from "../../domain/eligibility.ts";
import type { Value } from "../../domain/statement.ts";
import { count } from "../../domain/values.ts";
import type { Ineligibility } from "../../usecases/people/openPanel.ts";
import type { ClientWriter } from "./clientWriter.ts";
import { INELIGIBILITIES } from "./customerMessage.ts";

/** The review by which a participant lapsed, and the currency of its sums. */
interface Reviewed {
  readonly lapse: Lapse | null;
  readonly currency: string;
}

/**
 * The JSON of why a participant is no advocate; null for an advocate. The API calls it `standing`. One who lapsed reads
 * what was asked, what they brought, and that they may apply again.
 */
export function presentIneligibility(
  writer: ClientWriter,
  ineligibility: Ineligibility | null,
  { lapse, currency }: Reviewed,
) {
  if (ineligibility === null) return null;
  const [reason, text] = INELIGIBILITIES[ineligibility];
  if (ineligibility === "application_refused" && lapse !== null) {
    return { reason, message: lapsed(writer, lapse, currency), mayApply: true };
  }
  return { reason, message: writer.say(text), mayApply: ineligibility === "needs_application" };
}

function lapsed(writer: ClientWriter, lapse: Lapse, currency: string): string {
  const { by, atLeast, withinDays } = lapse.minimum;
  const days = count(withinDays);
  const again = writer.say("standingApplyAgain");
  const brought = broughtOf(lapse);
  if (by === "conversions") {
    const asked = writer.say("standingLapsedFriends", { count: count(atLeast), days });
    return `${asked} ${writer.say("standingBroughtFriends", { count: count(brought ?? 0) })} ${again}`;
  }
  const money = (amountMinor: number): Value => ({ kind: "money", amountMinor: BigInt(amountMinor), currency });
  const asked = writer.say("standingLapsedRevenue", { least: money(atLeast), days });
  const came =
    brought === null
      ? writer.say("standingBroughtLess")
      : writer.say("standingBroughtRevenue", { amount: money(brought) });
  return `${asked} ${came} ${again}`;
}
