import * as z from "zod";
import { minorDigits } from "../../domain/currencies.ts";
import type { ProblemCode } from "../../http/replies/problem.ts";
import { externalId, reason, unit } from "../../http/schemas/texts.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import type { WriteOutcome, WriteRefusal } from "../../usecases/commitOnce.ts";
import { clearPayoutDetails } from "../../usecases/payees/payoutDetails.ts";
import { blockParticipant } from "../../usecases/people/blockParticipant.ts";
import type { BonusRefusal } from "../../usecases/people/giveBonus.ts";
import { giveBonus } from "../../usecases/people/giveBonus.ts";
import { PageError } from "../pageReply.ts";
import { readAmount } from "../readAmount.ts";
import { actionRoute, NotProvedError } from "../route.ts";

const params = z.object({ id: externalId });
/** As typed; what it comes to is found out with its unit. */
const amount = z.string().trim().max(30);

/** Gives a bonus, or takes one back. */
export const bonusAction = actionRoute(
  {
    ...{ path: "/people/{id}/bonus", may: "handleCases", params },
    form: z.object({ way: z.enum(["give", "take"]), amount, unit, reason }),
  },
  async ({ app, asker, params, body, idempotency }) => {
    const digits = body.unit === "points" ? 0 : minorDigits(body.unit.slice(body.unit.indexOf(":") + 1));
    const read = readAmount(body.amount, digits);
    const to = personPath(params);
    if (read === null || read === 0) return { to, said: "amount_unclear" };
    const input = {
      id: params.id,
      unit: body.unit,
      reason: body.reason,
      amountMinor: body.way === "give" ? read : -read,
    };
    const outcome = await giveBonus(app.deps, { asker, idempotency }, input);
    return { to, said: saidOf(outcome, "bonus_given") };
  },
);

/** Writes off what a person owes, or less; what they have filled up meanwhile is no debt any more. */
export const writeOffAction = actionRoute(
  {
    ...{ path: "/people/{id}/write-off", may: "handleCases", params },
    form: z.object({
      /** In minor units, as the page showed it. */
      minor: z
        .string()
        .regex(/^[1-9][0-9]{0,14}$/)
        .transform(Number),
      ...{ unit, reason },
    }),
  },
  async ({ app, asker, params, body, idempotency }) => {
    const { minor: amountMinor, ...of } = body;
    const input = { id: params.id, amountMinor, ...of, isWriteOff: true } as const;
    const outcome = await giveBonus(app.deps, { asker, idempotency }, input);
    return { to: personPath(params), said: saidOf(outcome, "debt_written_off") };
  },
);

/** Keeps a person out of new referrals. */
export const blockAction = actionRoute(
  { path: "/people/{id}/block", may: "handleCases", params, form: z.object({ reason }) },
  async ({ app, asker, params, body, idempotency }) => {
    const input = { whom: params, blocks: true, reason: body.reason } as const;
    const outcome = await blockParticipant(app.deps, { asker, idempotency }, input);
    return { to: personPath(params), said: saidOf(outcome, "blocked") };
  },
);

/** Lets a person in again. */
export const unblockAction = actionRoute(
  {
    ...{ path: "/people/{id}/unblock", may: "handleCases", params },
    form: z.object({ reason: z.union([z.literal(""), reason]).optional() }),
  },
  async ({ app, asker, params, body, idempotency }) => {
    const input = { whom: params, blocks: false, reason: body.reason || null } as const;
    const outcome = await blockParticipant(app.deps, { asker, idempotency }, input);
    return { to: personPath(params), said: saidOf(outcome, "unblocked") };
  },
);

/** Lets a person be paid although another has had the same account. */
export const clearPayeeAction = actionRoute(
  { path: "/people/{id}/payee/clear", may: "handleCases", params, form: z.object({ reason }) },
  async ({ app, asker, params, body, idempotency }) => {
    const outcome = await clearPayoutDetails(app.deps, { asker, idempotency }, params, body.reason);
    return { to: personPath(params), said: saidOf(outcome, "saved") };
  },
);

/** Where the page of a person is. */
export function personPath({ tenant, id }: { readonly tenant: string; readonly id: string }): string {
  return `/dashboard/t/${tenant}/people/${encodeURIComponent(id)}`;
}

/** What the page says of an outcome; those for whom there is no such person hear that. */
function saidOf(outcome: WriteOutcome<BonusRefusal | ProblemCode>, done: Said): Said {
  return saidOfWrite(outcome, done, ({ code }) => {
    if (code === "bonus_limit" || code === "more_than_owed") return code;
    throw new PageError("notFound");
  });
}

/**
 * What a page says of an outcome.
 *
 * @param refused what it says of a refusal
 */
export function saidOfWrite<Code extends string>(
  outcome: WriteOutcome<Code>,
  done: Said,
  refused: (refusal: WriteRefusal<Code>) => Said,
): Said {
  switch (outcome.kind) {
    case "unauthorized":
      throw new NotProvedError();
    case "refused":
      return refused(outcome.refusal);
    case "idempotency_mismatch":
      return "sent_before";
    case "done":
    case "replayed":
      return done;
    default:
      return outcome satisfies never;
  }
}
