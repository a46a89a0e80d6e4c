import { presentWebhook } from "../../contract/webhook.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { WebhookContent } from "../../db/queries/webhooks.ts";
import { readWebhooksForWrite } from "../../db/queries/webhooks.ts";
import type { Deps } from "../../deps.ts";
import { MAX_WEBHOOKS } from "../../domain/webhooks.ts";
import { webhookSecret, webhookSecretPlace } from "../../engine/events/webhookSignature.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import type { NewSecret } from "../commitSecret.ts";
import { commitSecret } from "../commitSecret.ts";
import { addressRefusal } from "./addressRefusal.ts";

/** So many random characters a secret is made of: about 190 bits. */
export const SECRET_CHARACTERS = 32;

/** Adds an endpoint, which hears of what happens from now on. Its secret is shown this once. */
export async function makeWebhook(
  deps: WriteDeps & Pick<Deps, "webhooks">,
  request: Request<TenantAsker>,
  content: WebhookContent,
): Promise<WriteOutcome<"too_many_webhooks" | "address_not_allowed">> {
  const id = deps.ids.id("whk", deps.clock.now());
  const text = webhookSecret(deps.ids.secret(SECRET_CHARACTERS));
  // A repeat is answered with the endpoint that the first request made.
  const belongsTo: NewSecret["belongsTo"] = (tenantId, replied) =>
    webhookSecretPlace(tenantId, String(replied?.id ?? id));
  const made = { text, field: "secret", belongsTo };
  const read = () => readWebhooksForWrite(deps.database, request.asker, request.idempotency?.key ?? null);
  return await commitSecret<number, "too_many_webhooks" | "address_not_allowed">(
    deps,
    request,
    made,
    read,
    (count, attempt, secret) => {
      const refusal = addressRefusal(deps.webhooks, content.url);
      if (refusal !== null) return { refusal };
      if (count >= MAX_WEBHOOKS) {
        const detail = `There are ${MAX_WEBHOOKS} endpoints, as many as there may be. Remove one first.`;
        return { refusal: { code: "too_many_webhooks", detail } };
      }
      const row = { id, ...content, secret };
      const made = {
        ...{
          ...row,
          formerSecret: null,
          formerUntil: null,
          failingSince: null,
          disabledAt: null,
          disabledReason: null,
        },
        ...{ version: 1, createdAt: attempt.at.toISOString() },
      };
      return {
        done: { status: 201, body: { ...presentWebhook(made, attempt.at), secret } },
        effects: {
          webhookCount: count,
          newWebhooks: [row],
          audit: [auditRow(deps, attempt, "webhook.made", id, { url: content.url })],
        },
      };
    },
  );
}
