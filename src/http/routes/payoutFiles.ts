import * as z from "zod";
import { payoutFileReply } from "../../contract/payout.ts";
import { MAX_FILED, takePayoutFile } from "../../usecases/payouts/takePayoutFile.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { fileInput } from "../schemas/payouts.ts";
import { externalId } from "../schemas/texts.ts";

export const takePayoutFileRoute = serverRoute(
  {
    id: "takePayoutFile",
    method: "post",
    path: "/v1/payout-batches/{id}/file",
    summary: "The file of a confirmed batch by which its payouts are paid, of those that are still to be paid",
    description:
      "Its form is the batch's `method`: a table, the form that PayPal takes, or pain.001.001.09 for a bank. It says where " +
      "participants are paid, so the audit keeps who took it, and no Idempotency-Key keeps the reply: a repeat makes the " +
      `file anew. One has at most ${MAX_FILED} payouts. A payout that was reported as paid is in none.`,
    tag: "Payouts",
    params: z.strictObject({ id: externalId }),
    body: { ...bodyOf(fileInput), mayBeAbsent: true },
    problems: ["batch_state", "not_found", "nothing_to_pay"],
    replies: { 200: { description: "The file", schema: payoutFileReply } },
  },
  async ({ app, asker, params: { id: batchId }, body }) =>
    replyTo(await takePayoutFile(app.deps, { asker }, { batchId, ...body })),
);
