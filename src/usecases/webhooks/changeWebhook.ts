import { presentWebhook } from "../../contract/webhook.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { WebhookContent, WebhookRow } from "../../db/queries/webhooks.ts";
import { readWebhookForWrite } from "../../db/queries/webhooks.ts";
import type { Deps } from "../../deps.ts";
import { BOTH_SECRETS_HOURS } from "../../domain/webhooks.ts";
import { webhookSecret, webhookSecretPlace } from "../../engine/events/webhookSignature.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { commitSecret } from "../commitSecret.ts";
import { defined } from "../defined.ts";
import { addressRefusal } from "./addressRefusal.ts";
import { SECRET_CHARACTERS } from "./makeWebhook.ts";

/** What is left out stays as it is. */
export type WebhookInput = { readonly [Name in keyof WebhookContent]?: WebhookContent[Name] | undefined } & {
  readonly enabled?: boolean | undefined;
};

export const NO_WEBHOOK: WriteRefusal<"not_found"> = { code: "not_found", detail: "There is no such webhook." };

/** Changes an endpoint. One that is enabled again begins anew: what failed before counts no more. */
export async function changeWebhook(
  deps: WriteDeps & Pick<Deps, "webhooks">,
  request: Request<TenantAsker>,
  id: string,
  { enabled, ...input }: WebhookInput,
): Promise<WriteOutcome<"not_found" | "address_not_allowed">> {
  return await commitOnce<WebhookRow | null, "not_found" | "address_not_allowed">(
    deps,
    request,
    () => readWebhookForWrite(deps.database, request.asker, request.idempotency?.key ?? null, id),
    (webhook, attempt) => {
      if (webhook === null) return { refusal: NO_WEBHOOK };
      const refusal = input.url === undefined ? null : addressRefusal(deps.webhooks, input.url);
      if (refusal !== null) return { refusal };
      const { createdAt, ...row } = { ...webhook, ...defined(input), ...switched(webhook, enabled, attempt.at) };
      return {
        done: { status: 200, body: presentWebhook({ ...row, createdAt }, attempt.at) },
        effects: {
          webhookChanges: [row],
          audit: [auditRow(deps, attempt, "webhook.changed", id, defined({ ...input, enabled }))],
        },
      };
    },
  );
}

function switched(
  webhook: WebhookRow,
  enabled: boolean | undefined,
  at: Date,
): Partial<Pick<WebhookRow, "disabledAt" | "disabledReason" | "failingSince">> {
  if (enabled === undefined || enabled === (webhook.disabledAt === null)) return {};
  return enabled
    ? { disabledAt: null, disabledReason: null, failingSince: null }
    : { disabledAt: at.toISOString(), disabledReason: "person" };
}

/** Makes another secret; the one before signs too for a day. */
export async function rotateWebhook(
  deps: WriteDeps,
  request: Request<TenantAsker>,
  id: string,
): Promise<WriteOutcome<"not_found">> {
  const text = webhookSecret(deps.ids.secret(SECRET_CHARACTERS));
  const made = { text, field: "secret", belongsTo: (tenantId: string) => webhookSecretPlace(tenantId, id) };
  const read = () => readWebhookForWrite(deps.database, request.asker, request.idempotency?.key ?? null, id);
  return await commitSecret<WebhookRow | null, "not_found">(deps, request, made, read, (webhook, attempt, secret) => {
    if (webhook === null) return { refusal: NO_WEBHOOK };
    const until = new Date(attempt.at.getTime() + BOTH_SECRETS_HOURS * 3_600_000).toISOString();
    const { createdAt, ...row } = { ...webhook, secret, formerSecret: webhook.secret, formerUntil: until };
    return {
      done: { status: 200, body: { ...presentWebhook({ ...row, createdAt }, attempt.at), secret } },
      effects: {
        webhookChanges: [row],
        audit: [auditRow(deps, attempt, "webhook.secret_rotated", id, {})],
      },
    };
  });
}

/** Removes an endpoint; what still waits for it is sent no more. */
export async function removeWebhook(
  deps: WriteDeps,
  request: Request<TenantAsker>,
  id: string,
): Promise<WriteOutcome<"not_found">> {
  return await commitOnce<WebhookRow | null, "not_found">(
    deps,
    request,
    () => readWebhookForWrite(deps.database, request.asker, request.idempotency?.key ?? null, id),
    (webhook, attempt) => {
      if (webhook === null) return { refusal: NO_WEBHOOK };
      return {
        done: { status: 200, body: presentWebhook(webhook, attempt.at) },
        effects: {
          endedWebhooks: [id],
          audit: [auditRow(deps, attempt, "webhook.removed", id, { url: webhook.url })],
        },
      };
    },
  );
}
