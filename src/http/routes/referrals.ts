import * as z from "zod";
import { presentReferralAt, referralReply, referralsReply } from "../../contract/referral.ts";
import { listReferrals, readReferral } from "../../db/queries/referrals.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized, found } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
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
    return { status: 200, body: presentReferralAt(found(read, "There is no such referral."), clock.now()) };
  },
);
