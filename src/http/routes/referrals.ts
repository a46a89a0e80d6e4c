import * as z from "zod";
import { eventReply } from "../../contract/event.ts";
import { reassignedReply } from "../../contract/reassigned.ts";
import { presentReferralAt, referralReply, referralsReply } from "../../contract/referral.ts";
import { listReferrals, readReferral } from "../../db/queries/referrals.ts";
import { attributeByHand } from "../../usecases/people/attributeByHand.ts";
import { reassignReferral } from "../../usecases/people/reassignReferral.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized, found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { byHandBody, reassignBody } from "../schemas/byHand.ts";
import { externalId, programKey } from "../schemas/texts.ts";

const CURSOR = [/^ref_[0-9a-z-]{1,64}$/];

const query = z.strictObject({
  program: programKey.optional(),
  advocate: externalId.optional(),
  friend: externalId.optional(),
  status: z.enum(["attributed", "converted", "rejected", "expired"]).optional(),
  ...pageQuery,
});

export const listReferralsRoute = serverRoute(
  {
    id: "listReferrals",
    method: "get",
    path: "/v1/referrals",
    summary: "Referrals, the newest first",
    tag: "Referrals",
    query,
    replies: { 200: { description: "A page of referrals", schema: referralsReply } },
  },
  async ({ app, asker, query }) => {
    const { database, clock } = app.deps;
    const { program = null, advocate = null, friend = null, status = null, limit } = query;
    const before = cursorKey(query.cursor, CURSOR)?.[0] ?? null;
    const now = clock.now();
    const filter = { program, advocate, friend, status, now: now.toISOString(), before, limit: limit + 1 };
    const rows = authorized(await listReferrals(database, asker, filter));
    return {
      status: 200,
      body: pageOf(
        rows,
        limit,
        ({ referral }) => [referral.id],
        (row) => presentReferralAt(row, now),
      ),
    };
  },
);

export const attributeByHandRoute = serverRoute(
  {
    id: "attributeByHand",
    method: "post",
    path: "/v1/referrals",
    summary:
      "Ties a friend to an advocate by hand, as a signup with the advocate's code at that time would; the same once " +
      "more answers the referral as it is",
    description:
      "Every refusal of a signup holds, and is answered as `referral_refused` with its `reason`; nothing is kept of it. " +
      "`force` waives `existing_customer` and `too_late` alone.",
    tag: "Referrals",
    body: byHandBody,
    problems: [
      ...(["not_found", "no_code", "program_not_found", "referral_refused"] as const),
      ...(["too_many_decisions", "unprocessable"] as const),
    ],
    replies: {
      200: { description: "The friend has this advocate already", schema: eventReply },
      201: { description: "Tied, with what was decided of what they bought since", schema: eventReply },
    },
  },
  async ({ app, asker, idempotency, body }) => replyTo(await attributeByHand(app.deps, { asker, idempotency }, body)),
);

export const reassignReferralRoute = serverRoute(
  {
    id: "reassignReferral",
    method: "post",
    path: "/v1/referrals/{id}/reassign",
    summary: "Gives a friend to another advocate by hand; the same once more answers the referral as it is",
    description:
      "The former advocate's rewards of the referral that were not given out end (`reassigned`), and the new advocate " +
      "gets the same: amount, hold and time stay, and no rule, tier or limit is asked. What was given out stays, and so " +
      "does what others earned. Refused for `self_referral`, `blocked` and `cycle` (`referral_refused` with its `reason`).",
    tag: "Referrals",
    params: z.strictObject({ id: externalId }),
    body: reassignBody,
    problems: ["not_found", "not_reassignable", "referral_refused", "too_many_decisions", "unprocessable"],
    replies: {
      200: { description: "It is this advocate's already", schema: reassignedReply },
      201: { description: "Given to the advocate, with the rewards that changed hands", schema: reassignedReply },
    },
  },
  async ({ app, asker, idempotency, params, body }) =>
    replyTo(await reassignReferral(app.deps, { asker, idempotency }, { referralId: params.id, ...body })),
);

export const getReferralRoute = serverRoute(
  {
    id: "getReferral",
    method: "get",
    path: "/v1/referrals/{id}",
    summary: "One referral",
    tag: "Referrals",
    params: z.strictObject({ id: externalId }),
    problems: ["not_found"],
    replies: { 200: { description: "The referral", schema: referralReply } },
  },
  async ({ app, asker, params }) => {
    const { database, clock } = app.deps;
    const read = await readReferral(database, asker, params.id);
    return { status: 200, body: presentReferralAt(found(read, "No referral has this id."), clock.now()) };
  },
);
