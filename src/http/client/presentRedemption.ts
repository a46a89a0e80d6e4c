import { reasonOutside } from "../../domain/attribution.ts";
import { CODE_REFUSAL_REASONS } from "../../domain/codeTerms.ts";
import type { EventReply } from "../../engine/loop/presentOutcome.ts";
import type { Language } from "../../i18n/languages.ts";
import { isProblemCode, ProblemError } from "../replies/problem.ts";
import { clientWriter } from "./clientWriter.ts";
import { presentCoupon } from "./presentCoupon.ts";

/** The refusals that tell something of a code rather than of the person. */
const FAILED_CODES = new Set<string>(["unknown_code", ...CODE_REFUSAL_REASONS]);

/** A coupon's code may be used in these states of its reward; before that it isn't told. */
const USABLE = ["approved", "fulfilled"];

/**
 * The JSON of a redemption. A signup may reward the advocate and those above them as well, whom the friend
 * must not learn of, and least of all of their coupons.
 *
 * @param code that was redeemed
 * @param codeFailed told of a code that failed, before that is answered
 * @throws {ProblemError} what the engine has against the event, and what `codeFailed` throws
 */
export async function presentRedemption(
  reply: EventReply | undefined,
  code: string | null,
  { language, locale }: { readonly language: Language; readonly locale: string },
  codeFailed: () => Promise<void>,
) {
  if (reply === undefined) throw new Error("one event was processed and none was answered");
  if ("problem" in reply) throw await problemOf(reply.problem, code, codeFailed);
  // Clicks without a valid signature lead nowhere, as a code that does not exist.
  const result = reply.results.find(({ referral }) => referral !== null);
  const rejected = result === undefined ? "unknown_code" : (result.referral?.rejectedReason ?? null);
  const reason = reasonOutside(rejected);
  if (reason !== null && FAILED_CODES.has(reason)) await codeFailed();
  const writer = clientWriter(language, { timezone: "UTC", texts: null }, locale);
  // Who redeems is the friend, whichever of their names they came by.
  const friend = result?.referral?.friend;
  const coupons = (result?.rewards ?? []).flatMap(({ participant, status, coupon }) => {
    return participant === friend && USABLE.includes(status) ? (coupon ?? []) : [];
  });
  return {
    status: reason === null ? "attributed" : "rejected",
    reason,
    message: reason === null ? writer.say("redeemed") : writer.refusal(reason),
    coupons: coupons.map((coupon) => presentCoupon(writer, coupon)),
  };
}

/** A code that exists names its program: where none is named, there is no such code. */
async function problemOf(
  { code: problem, detail }: { readonly code: string; readonly detail: string },
  code: string | null,
  codeFailed: () => Promise<void>,
): Promise<ProblemError> {
  if (problem === "program_required") {
    await codeFailed();
    return new ProblemError(
      "unknown_code",
      code === null ? "The clicks lead to no program." : "No program has this code.",
    );
  }
  if (!isProblemCode(problem)) throw new Error(`the engine named a problem that has no entry: ${problem}`);
  return new ProblemError(problem, detail);
}
