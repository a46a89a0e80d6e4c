import * as z from "zod";
import { presentWebhook, webhookMade, webhookReply, webhooksReply } from "../../contract/webhook.ts";
import { listWebhooks, readWebhook } from "../../db/queries/webhooks.ts";
import { changeWebhook, removeWebhook, rotateWebhook } from "../../usecases/webhooks/changeWebhook.ts";
import { makeWebhook } from "../../usecases/webhooks/makeWebhook.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, found, replyTo } from "../replies/writeReply.ts";
import { webhookChange, webhookId, webhookInput } from "../schemas/webhooks.ts";

const tag = "Webhooks";
const params = z.strictObject({ id: webhookId });

export const makeWebhookRoute = serverRoute(
  {
    id: "createWebhook",
    method: "post",
    path: "/v1/webhooks",
    summary: "Adds an endpoint that is told of what happens from now on; its secret is shown this once",
    tag,
    body: bodyOf(webhookInput),
    problems: ["address_not_allowed", "too_many_webhooks"],
    replies: { 201: { description: "The endpoint, with its secret", schema: webhookMade } },
  },
  async ({ app, asker, idempotency, body }) => replyTo(await makeWebhook(app.deps, { asker, idempotency }, body)),
);

export const listWebhooksRoute = serverRoute(
  {
    id: "listWebhooks",
    method: "get",
    path: "/v1/webhooks",
    summary: "The tenant's endpoints, the oldest first",
    tag,
    replies: { 200: { description: "All of them", schema: webhooksReply } },
  },
  async ({ app, asker }) => {
    const rows = authorized(await listWebhooks(app.deps.database, asker));
    const now = app.deps.clock.now();
    return { status: 200, body: { data: rows.map((row) => presentWebhook(row, now)) } };
  },
);

export const getWebhookRoute = serverRoute(
  {
    id: "getWebhook",
    method: "get",
    path: "/v1/webhooks/{id}",
    summary: "One endpoint",
    tag,
    params,
    problems: ["not_found"],
    replies: { 200: { description: "The endpoint", schema: webhookReply } },
  },
  async ({ app, asker, params: { id } }) => {
    const row = found(await readWebhook(app.deps.database, asker, id), "There is no such webhook.");
    return { status: 200, body: presentWebhook(row, app.deps.clock.now()) };
  },
);

export const changeWebhookRoute = serverRoute(
  {
    id: "changeWebhook",
    method: "patch",
    path: "/v1/webhooks/{id}",
    summary: "Changes an endpoint, disables it or enables it again; what is left out stays",
    tag,
    params,
    body: bodyOf(webhookChange),
    problems: ["address_not_allowed", "not_found"],
    replies: { 200: { description: "The endpoint as it is now", schema: webhookReply } },
  },
  async ({ app, asker, idempotency, params: { id }, body }) =>
    replyTo(await changeWebhook(app.deps, { asker, idempotency }, id, body)),
);

export const removeWebhookRoute = serverRoute(
  {
    id: "removeWebhook",
    method: "delete",
    path: "/v1/webhooks/{id}",
    summary: "Removes an endpoint; what waits for it is sent no more",
    tag,
    params,
    problems: ["not_found"],
    replies: { 200: { description: "The endpoint as it was", schema: webhookReply } },
  },
  async ({ app, asker, idempotency, params: { id } }) =>
    replyTo(await removeWebhook(app.deps, { asker, idempotency }, id)),
);

export const rotateWebhookRoute = serverRoute(
  {
    id: "rotateWebhookSecret",
    method: "post",
    path: "/v1/webhooks/{id}/rotate",
    summary: "Makes another secret, shown this once; the one before signs too for 24 hours",
    tag,
    params,
    body: { ...bodyOf(z.strictObject({})), mayBeAbsent: true },
    needsIdempotencyKey: true,
    problems: ["not_found"],
    replies: { 200: { description: "The endpoint, with its new secret", schema: webhookMade } },
  },
  async ({ app, asker, idempotency, params: { id } }) =>
    replyTo(await rotateWebhook(app.deps, { asker, idempotency }, id)),
);
