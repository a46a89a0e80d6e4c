import * as z from "zod";
import { deliveriesReply, deliveryReply, presentDelivery } from "../../contract/webhook.ts";
import { readDeliveries } from "../../db/queries/webhooks.ts";
import { replayWebhook, retryDelivery, testWebhook } from "../../usecases/webhooks/sendAgain.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { deliveryId, replayInput, replayReply, webhookId } from "../schemas/webhooks.ts";

const tag = "Webhooks";
const params = z.strictObject({ id: webhookId });
const nothing = { ...bodyOf(z.strictObject({})), mayBeAbsent: true } as const;
const CURSOR = [/^\d{4}-[0-9T:.+ Z-]{6,40}$/, /^dlv_[0-9a-z-]{1,120}$/];

export const testWebhookRoute = serverRoute(
  {
    id: "testWebhook",
    method: "post",
    path: "/v1/webhooks/{id}/test",
    summary: "Sends an endpoint a message of the type webhook.test",
    tag,
    params,
    body: nothing,
    problems: ["not_found", "webhook_disabled"],
    replies: { 201: { description: "The delivery, which is on its way", schema: deliveryReply } },
  },
  async ({ app, asker, idempotency, params: { id } }) =>
    replyTo(await testWebhook(app.deps, { asker, idempotency }, id)),
);

export const listDeliveriesRoute = serverRoute(
  {
    id: "listDeliveries",
    method: "get",
    path: "/v1/webhooks/{id}/deliveries",
    summary: "What an endpoint was sent in the last 30 days, the latest first, and what came back",
    tag,
    params,
    query: z.strictObject({ ...pageQuery, status: z.enum(["waiting", "delivered", "failed"]).optional() }),
    problems: ["not_found"],
    replies: { 200: { description: "A page of deliveries", schema: deliveriesReply } },
  },
  async ({ app, asker, params: { id }, query: { limit, cursor, status = null } }) => {
    const [at = "", last = ""] = cursorKey(cursor, CURSOR) ?? [];
    const before = cursor === undefined ? null : ([at, last] as const);
    const asked = { webhook: id, status, before, limit: limit + 1 };
    const { deliveries } = found(await readDeliveries(app.deps.database, asker, asked), "There is no such webhook.");
    return { status: 200, body: pageOf(deliveries, limit, (row) => [row.createdAt, row.id], presentDelivery) };
  },
);

export const retryDeliveryRoute = serverRoute(
  {
    id: "retryDelivery",
    method: "post",
    path: "/v1/deliveries/{id}/retry",
    summary: "Tries a delivery anew, under the id that it had",
    tag,
    params: z.strictObject({ id: deliveryId }),
    body: nothing,
    problems: ["not_found", "webhook_disabled"],
    replies: { 200: { description: "The delivery, which is on its way", schema: deliveryReply } },
  },
  async ({ app, asker, idempotency, params: { id } }) =>
    replyTo(await retryDelivery(app.deps, { asker, idempotency }, id, null)),
);

export const replayWebhookRoute = serverRoute(
  {
    id: "replayWebhook",
    method: "post",
    path: "/v1/webhooks/{id}/replay",
    summary: "Sends an endpoint all that happened in a span of the last 30 days once more, under the ids that it had",
    tag,
    params,
    body: bodyOf(replayInput),
    problems: ["not_found", "too_many_notices", "webhook_disabled"],
    replies: { 200: { description: "How many are on their way", schema: replayReply } },
  },
  async ({ app, asker, idempotency, params: { id }, body }) =>
    replyTo(await replayWebhook(app.deps, { asker, idempotency }, { id, ...body })),
);
