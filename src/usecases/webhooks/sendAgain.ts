import { presentDelivery } from "../../contract/webhook.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { BeforeReplay, BeforeRetry, DeliveryView, WebhookRow } from "../../db/queries/webhooks.ts";
import { readBeforeReplay, readDeliveryForWrite, readWebhookForWrite } from "../../db/queries/webhooks.ts";
import { MAX_REPLAYED } from "../../domain/webhooks.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { NO_WEBHOOK } from "./changeWebhook.ts";

/** What a test message is called; nothing that happens is. */
export const TEST_TYPE = "webhook.test";

const DISABLED: WriteRefusal<"webhook_disabled"> = {
  code: "webhook_disabled",
  detail: "The webhook is disabled: enable it first.",
};

/** Sends an endpoint a message that nothing caused. */
export async function testWebhook(
  deps: WriteDeps,
  request: Request<TenantAsker>,
  id: string,
): Promise<WriteOutcome<"not_found" | "webhook_disabled">> {
  return await commitOnce<WebhookRow | null, "not_found" | "webhook_disabled">(
    deps,
    request,
    () => readWebhookForWrite(deps.database, request.asker, request.idempotency?.key ?? null, id),
    (webhook, { at }) => {
      if (webhook === null) return { refusal: NO_WEBHOOK };
      if (webhook.disabledAt !== null) return { refusal: DISABLED };
      const [noticeId, deliveryId] = [deps.ids.id("ntc", at), deps.ids.id("dlv", at)];
      const now = at.toISOString();
      const body = JSON.stringify({ type: TEST_TYPE, timestamp: now, data: { webhook: { id, url: webhook.url } } });
      const made: DeliveryView = {
        ...{
          id: deliveryId,
          webhook: id,
          notice: noticeId,
          type: TEST_TYPE,
          status: "waiting",
          attempts: 0,
          dueAt: now,
        },
        ...{ answerStatus: null, answer: null, triedAt: null, createdAt: now },
      };
      return {
        done: { status: 201, body: presentDelivery(made) },
        effects: { testNotices: [{ id: noticeId, type: TEST_TYPE, body, deliveryId, webhookId: id }] },
      };
    },
  );
}

/**
 * Tries a delivery anew, under the id that it had, whatever became of it.
 *
 * @param webhook the endpoint that it has to be of; null for any
 */
export async function retryDelivery(
  deps: WriteDeps,
  request: Request<TenantAsker>,
  id: string,
  webhook: string | null,
): Promise<WriteOutcome<"not_found" | "webhook_disabled">> {
  return await commitOnce<BeforeRetry | null, "not_found" | "webhook_disabled">(
    deps,
    request,
    () => readDeliveryForWrite(deps.database, request.asker, request.idempotency?.key ?? null, id),
    (before, { at }) => {
      const isOther = webhook !== null && before?.delivery.webhook !== webhook;
      if (before === null || isOther || before.isEnabled === null || before.delivery.type === null) {
        return { refusal: { code: "not_found", detail: "There is no such delivery." } };
      }
      if (!before.isEnabled) return { refusal: DISABLED };
      const again = { ...before.delivery, status: "waiting" as const, attempts: 0, dueAt: at.toISOString() };
      return { done: { status: 200, body: presentDelivery(again) }, effects: { retriedDeliveries: [id] } };
    },
  );
}

/** Sends an endpoint all that it hears of and that happened in a span, under the ids that it had, once more too. */
export async function replayWebhook(
  deps: WriteDeps,
  request: Request<TenantAsker>,
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<WriteOutcome<"not_found" | "webhook_disabled" | "too_many_notices">> {
  return await commitOnce<BeforeReplay | null, "not_found" | "webhook_disabled" | "too_many_notices">(
    deps,
    request,
    () => readBeforeReplay(deps.database, request.asker, request.idempotency?.key ?? null, { id, from, to }),
    (before, attempt) => {
      if (before === null) return { refusal: NO_WEBHOOK };
      if (before.webhook.disabledAt !== null) return { refusal: DISABLED };
      const { count } = before;
      if (count > MAX_REPLAYED) {
        const detail = `More than ${MAX_REPLAYED} notices are in it: name a shorter span.`;
        return { refusal: { code: "too_many_notices", detail } };
      }
      const audit = [auditRow(deps, attempt, "webhook.replayed", id, { from, to })];
      return {
        done: { status: 200, body: { count } },
        effects: count === 0 ? null : { replays: [{ webhookId: id, from, to }], audit },
      };
    },
  );
}
