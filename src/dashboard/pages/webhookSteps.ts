import * as z from "zod";
import { NOTICE_TYPES } from "../../contract/webhook.ts";
import { MAX_URL_LENGTH } from "../../domain/whereTo.ts";
import { replyTo } from "../../http/replies/writeReply.ts";
import { deliveryId } from "../../http/schemas/webhooks.ts";
import { changeWebhook, removeWebhook, rotateWebhook } from "../../usecases/webhooks/changeWebhook.ts";
import { makeWebhook } from "../../usecases/webhooks/makeWebhook.ts";
import { retryDelivery, testWebhook } from "../../usecases/webhooks/sendAgain.ts";
import { outcomeOf } from "../outcomes.ts";
import { PageError } from "../pageReply.ts";
import { actionRoute, NotProvedError } from "../route.ts";
import { shopPath } from "../viewer.ts";
import { WEBHOOKS_PATH, webhooksView } from "./setupWebhooks.ts";
import { webhookParams, webhookView } from "./webhook.ts";

const MAX_DESCRIPTION = 200;
const MAX_EVENTS = 1_000;
const eventNames = z.array(z.enum(NOTICE_TYPES));

/** Adds an endpoint, whose secret the answer alone shows. */
export const addWebhookAction = actionRoute(
  {
    ...{ path: WEBHOOKS_PATH, may: "administer", isFresh: true },
    form: z.object({
      url: z.string().trim().max(MAX_URL_LENGTH),
      events: z.string().max(MAX_EVENTS),
      description: z.string().trim().max(MAX_DESCRIPTION),
    }),
  },
  async (call) => {
    const { app, asker, idempotency, body } = call;
    const named = eventNames.safeParse([...new Set(body.events.split(/[\s,]+/).filter((name) => name !== ""))]);
    if (!named.success) {
      return { view: await webhooksView(call, { written: body, errors: { events: "badEvents" } }), status: 422 };
    }
    const content = {
      url: body.url,
      events: named.data.length === 0 ? null : named.data,
      description: body.description === "" ? null : body.description,
    };
    const outcome = await makeWebhook(app.deps, { asker, idempotency }, content);
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    if (outcome.kind === "refused") {
      const isFull = outcome.refusal.code === "too_many_webhooks";
      const errors = isFull ? { page: "tooMany" as const } : { url: "badAddress" as const };
      return { view: await webhooksView(call, { written: body, errors }), status: isFull ? 409 : 422 };
    }
    const { secret } = replyTo(outcome).body as { readonly secret: string };
    return { view: await webhooksView(call, { secret }), status: 200 };
  },
);

/** Makes another secret, which the answer alone shows. */
export const rotateWebhookAction = actionRoute(
  {
    ...{ path: `${WEBHOOKS_PATH}/{id}/rotate`, may: "administer", isFresh: true, params: webhookParams },
    form: z.object({}),
  },
  async (call) => {
    const { app, asker, idempotency, params } = call;
    const outcome = await rotateWebhook(app.deps, { asker, idempotency }, params.id);
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    if (outcome.kind === "refused") throw new PageError("notFound");
    const { secret } = replyTo(outcome).body as { readonly secret: string };
    return { view: await webhookView(call, { secret }), status: 200 };
  },
);

const switching = (step: "enable" | "disable") =>
  actionRoute(
    { path: `${WEBHOOKS_PATH}/{id}/${step}`, may: "administer", params: webhookParams, form: z.object({}) },
    async ({ app, asker, idempotency, params: { id }, viewer }) => {
      const change = { enabled: step === "enable" };
      const outcome = await changeWebhook(app.deps, { asker, idempotency }, id, change);
      if (outcomeOf(outcome, ["not_found", "address_not_allowed"]).kind === "refused") throw new PageError("notFound");
      return { to: shopPath(viewer(), `${WEBHOOKS_PATH}/${id}`), said: "saved" };
    },
  );

export const enableWebhookAction = switching("enable");
export const disableWebhookAction = switching("disable");

export const removeWebhookAction = actionRoute(
  { path: `${WEBHOOKS_PATH}/{id}/remove`, may: "administer", params: webhookParams, form: z.object({}) },
  async ({ app, asker, idempotency, params: { id }, viewer }) => {
    // One that another person has removed is gone as well.
    outcomeOf(await removeWebhook(app.deps, { asker, idempotency }, id), ["not_found"]);
    return { to: shopPath(viewer(), WEBHOOKS_PATH), said: "saved" };
  },
);

export const testWebhookAction = actionRoute(
  { path: `${WEBHOOKS_PATH}/{id}/test`, may: "administer", params: webhookParams, form: z.object({}) },
  async (call) => {
    const { app, asker, idempotency, params, viewer } = call;
    const outcome = outcomeOf(await testWebhook(app.deps, { asker, idempotency }, params.id), [
      "not_found",
      "webhook_disabled",
    ]);
    if (outcome.kind === "refused") return { view: await webhookView(call, { error: "isDisabled" }), status: 409 };
    return { to: shopPath(viewer(), `${WEBHOOKS_PATH}/${params.id}`), said: "sent" };
  },
);

export const retryDeliveryAction = actionRoute(
  {
    ...{ path: `${WEBHOOKS_PATH}/{id}/retry`, may: "administer", params: webhookParams },
    form: z.object({ delivery: deliveryId }),
  },
  async (call) => {
    const { app, asker, idempotency, params, body, viewer } = call;
    const outcome = outcomeOf(await retryDelivery(app.deps, { asker, idempotency }, body.delivery, params.id), [
      "not_found",
      "webhook_disabled",
    ]);
    if (outcome.kind === "refused" && outcome.code === "not_found") throw new PageError("notFound");
    if (outcome.kind === "refused") return { view: await webhookView(call, { error: "isDisabled" }), status: 409 };
    return { to: shopPath(viewer(), `${WEBHOOKS_PATH}/${params.id}`), said: "sent" };
  },
);
