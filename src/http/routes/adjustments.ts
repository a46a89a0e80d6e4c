import * as z from "zod";
import { pageSchema } from "../../contract/page.ts";
import { listAdjustments } from "../../db/queries/adjustments.ts";
import { adjustBalance } from "../../usecases/people/adjustBalance.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { unlessMissing } from "../request/plainSentence.ts";
import { externalId, reason, unit } from "../schemas/texts.ts";

const params = z.strictObject({ externalId });
const CURSOR = [/^pst_[0-9a-z-]{1,64}$/];

const input = z
  .strictObject({
    amountMinor: z
      .int(unlessMissing("a whole number of minor units"))
      .refine((amount) => amount !== 0, "not 0")
      .meta({ not: { const: 0 }, description: "Above zero a bonus, below zero a correction" }),
    unit,
    reason,
  })
  .meta({ id: "AdjustmentInput" });

const adjustment = z
  .strictObject({
    id: z.string(),
    participant: z.string(),
    amountMinor: z.int(),
    unit: z.string(),
    reason: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Adjustment" });

export const adjustParticipantRoute = serverRoute(
  {
    id: "adjustBalance",
    method: "post",
    path: "/v1/participants/{externalId}/adjustments",
    summary: "A bonus or a correction by hand; it needs an Idempotency-Key, and the balance may go below zero",
    tag: "Ledger",
    params,
    body: bodyOf(input),
    needsIdempotencyKey: true,
    problems: ["not_found", "balance_out_of_range"],
    replies: { 201: { description: "What was posted", schema: adjustment } },
  },
  async ({ app, asker, idempotency, params, body }) => {
    return replyTo(await adjustBalance(app.deps, { asker, idempotency }, { ...params, ...body }));
  },
);

export const listAdjustmentsRoute = serverRoute(
  {
    id: "listAdjustments",
    method: "get",
    path: "/v1/participants/{externalId}/adjustments",
    summary: "A participant's bonuses and corrections, the newest first",
    tag: "Ledger",
    params,
    query: z.strictObject(pageQuery),
    problems: ["not_found"],
    replies: { 200: { description: "A page of adjustments", schema: pageSchema(adjustment) } },
  },
  async ({ app, asker, params, query: { limit, cursor } }) => {
    const before = cursorKey(cursor, CURSOR)?.[0] ?? null;
    const read = await listAdjustments(app.deps.database, asker, params.externalId, before, limit + 1);
    const rows = found(read, "No participant has this externalId.");
    const page = pageOf(
      rows,
      limit,
      ({ id }) => [id],
      ({ amount, createdAt, ...row }) => ({
        ...row,
        participant: params.externalId,
        amountMinor: Number(amount),
        reason: row.reason ?? "",
        createdAt: new Date(createdAt).toISOString(),
      }),
    );
    return { status: 200, body: page };
  },
);
