import * as z from "zod";
import { payoutReply, payoutsReply, presentPayout } from "../../contract/payout.ts";
import { listPayouts } from "../../db/queries/payouts.ts";
import { PAYOUT_STATUSES } from "../../domain/payouts.ts";
import type { ReportedStep } from "../../usecases/payouts/stepPayout.ts";
import { reportPayout } from "../../usecases/payouts/stepPayout.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { notPaidInput, paidInput } from "../schemas/payouts.ts";
import { externalId } from "../schemas/texts.ts";

const tag = "Payouts";
const CURSOR = [/^po_[0-9a-z]{1,64}$/];
const params = z.strictObject({ id: externalId });

export const listPayoutsRoute = serverRoute(
  {
    id: "listPayouts",
    method: "get",
    path: "/v1/payouts",
    summary: "Payouts, the newest first: of a batch, of a participant, or with a status",
    tag,
    query: z.strictObject({
      batch: externalId.optional(),
      participant: externalId.optional(),
      status: z.enum(PAYOUT_STATUSES).optional(),
      ...pageQuery,
    }),
    replies: { 200: { description: "A page of payouts", schema: payoutsReply } },
  },
  async ({ app, asker, query: { batch = null, participant = null, status = null, limit, cursor } }) => {
    const before = cursorKey(cursor, CURSOR)?.[0] ?? null;
    const filter = { batch, participant, status, before, limit: limit + 1 };
    const payouts = authorized(await listPayouts(app.deps.database, asker, filter));
    return { status: 200, body: pageOf(payouts, limit, ({ id }) => [id], presentPayout) };
  },
);

const replies = { 200: { description: "The payout as it is now", schema: payoutReply } } as const;

export const payoutPaidRoute = serverRoute(
  {
    id: "payoutPaid",
    method: "post",
    path: "/v1/payouts/{id}/paid",
    summary: "A payout was paid, also one that was said to have failed",
    tag,
    params,
    body: { ...bodyOf(paidInput), mayBeAbsent: true },
    problems: ["not_found", "payout_state"],
    replies,
  },
  async ({ app, asker, idempotency, params: { id: payoutId }, body }) => {
    const input = { payoutId, step: "paid", reference: body.reference ?? null, reason: null } as const;
    return replyTo(await reportPayout(app.deps, { asker, idempotency }, input));
  },
);

const notPaidRoute = (step: ReportedStep, id: string, summary: string) =>
  serverRoute(
    {
      ...({ id, method: "post", path: `/v1/payouts/{id}/${step}`, summary, tag, params, replies } as const),
      body: { ...bodyOf(notPaidInput), mayBeAbsent: true },
      problems: ["not_found", "payout_state"],
    },
    async ({ app, asker, idempotency, params: { id: payoutId }, body }) => {
      const said = { reference: body.reference ?? null, reason: body.reason ?? null };
      return replyTo(await reportPayout(app.deps, { asker, idempotency }, { payoutId, step, ...said }));
    },
  );

export const payoutFailedRoute = notPaidRoute(
  "failed",
  "payoutFailed",
  "A payout could not be paid: what it was worth is available again",
);

export const payoutReturnedRoute = notPaidRoute(
  "returned",
  "payoutReturned",
  "A payout was paid and came back: what it was worth is available again",
);

export const cancelPayoutRoute = notPaidRoute(
  "cancel",
  "cancelPayout",
  "Cancels a payout whose batch was not confirmed: what it was worth is available again",
);
