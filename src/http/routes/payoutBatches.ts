import * as z from "zod";
import {
  batchesReply,
  batchPageReply,
  batchReply,
  payoutDryRunReply,
  presentBatch,
  presentByStatus,
  presentLeftOut,
} from "../../contract/payout.ts";
import { listBatches, readBatch } from "../../db/queries/payouts.ts";
import type { BatchStep } from "../../domain/payoutBatches.ts";
import { makeBatch, tryBatch } from "../../usecases/payouts/makeBatch.ts";
import { stepBatchByHand } from "../../usecases/payouts/workOnBatch.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, encodeCursor, pageOf, pageQuery } from "../request/page.ts";
import { batchInput } from "../schemas/payouts.ts";
import { externalId } from "../schemas/texts.ts";

const tag = "Payouts";
const CURSOR = [/^bat_[0-9a-z]{1,64}$/];
const AFTER = [/^par_[0-9a-z]{1,64}$/];
const params = z.strictObject({ id: externalId });

export const makePayoutBatchRoute = serverRoute(
  {
    id: "makePayoutBatch",
    method: "post",
    path: "/v1/payout-batches",
    summary: "Sets aside what participants are due of a unit of cash, for a person to confirm",
    description:
      "The Idempotency-Key is kept for good: a repeat answers the batch as it is. Of more than 500 participants the others are collected by the job `go-on-with-payouts`, and the batch is `collecting` until then.",
    tag,
    body: bodyOf(batchInput),
    needsIdempotencyKey: true,
    problems: ["batch_collecting", "no_stripe_key", "not_found", "nothing_to_pay"],
    replies: {
      200: {
        description: "A dry run, or the batch that was made under this key before",
        schema: z.union([batchReply, payoutDryRunReply]),
      },
      201: { description: "The batch", schema: batchReply },
    },
  },
  async ({ app, asker, idempotency, body }) => {
    const { participant, dryRun, cursor, ...terms } = body;
    const input = { ...terms, externalId: participant };
    if (dryRun) {
      const after = cursorKey(cursor ?? undefined, AFTER)?.[0] ?? null;
      return replyTo(await tryBatch(app.deps, { asker, idempotency }, input, after, (id) => encodeCursor([id])));
    }
    if (idempotency === null) throw new Error("the route needs an Idempotency-Key");
    return replyTo(await makeBatch(app.deps, { asker, idempotency }, input));
  },
);

export const listPayoutBatchesRoute = serverRoute(
  {
    id: "listPayoutBatches",
    method: "get",
    path: "/v1/payout-batches",
    summary: "The batches of payouts, the newest first",
    tag,
    query: z.strictObject(pageQuery),
    replies: { 200: { description: "A page of batches", schema: batchesReply } },
  },
  async ({ app, asker, query: { limit, cursor } }) => {
    const before = cursorKey(cursor, CURSOR)?.[0] ?? null;
    const batches = authorized(await listBatches(app.deps.database, asker, before, limit + 1));
    return { status: 200, body: pageOf(batches, limit, ({ id }) => [id], presentBatch) };
  },
);

export const getPayoutBatchRoute = serverRoute(
  {
    id: "getPayoutBatch",
    method: "get",
    path: "/v1/payout-batches/{id}",
    summary: "A batch, what became of its payouts, and who is left out and why",
    tag,
    params,
    query: z.strictObject(pageQuery),
    problems: ["not_found"],
    replies: { 200: { description: "The batch, with a page of those who are left out", schema: batchPageReply } },
  },
  async ({ app, asker, params: { id }, query: { limit, cursor } }) => {
    const after = cursorKey(cursor, AFTER)?.[0] ?? null;
    const read = await readBatch(app.deps.database, asker, id, after, limit + 1);
    const { batch, byStatus, leftOut } = found(read, "No batch of payouts has this id.");
    const leftOutPeople = pageOf(leftOut, limit, (row) => [row.id], presentLeftOut);
    return { status: 200, body: { ...presentBatch(batch), byStatus: presentByStatus(byStatus), leftOutPeople } };
  },
);

const stepRoute = (step: BatchStep, id: string, summary: string) =>
  serverRoute(
    {
      ...({ id, method: "post", path: `/v1/payout-batches/{id}/${step}`, summary, tag, params } as const),
      body: { ...bodyOf(z.strictObject({})), mayBeAbsent: true },
      problems: ["batch_collecting", "batch_state", "no_stripe_key", "not_found"],
      replies: { 200: { description: "The batch as it is now", schema: batchReply } },
    },
    async ({ app, asker, idempotency, params: { id: batchId } }) => {
      return replyTo(await stepBatchByHand(app.deps, { asker, idempotency }, batchId, step));
    },
  );

export const confirmPayoutBatchRoute = stepRoute(
  "confirm",
  "confirmPayoutBatch",
  "Confirms a batch that is ready: its payouts are to be paid, and `payout.created` tells of each",
);

export const cancelPayoutBatchRoute = stepRoute(
  "cancel",
  "cancelPayoutBatch",
  "Cancels a batch that was not confirmed: what it has set aside is available again",
);
