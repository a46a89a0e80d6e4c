import type { WebhookChange, WebhookContent } from "./webhooks.ts";

/** The rows of `Effects` about webhooks, as `commit_effects` in the migrations reads them. */

export interface NewWebhookRow extends WebhookContent {
  readonly id: string;
  /** Sealed. */
  readonly secret: string;
}

/** A message that no event caused, with its one delivery. */
export interface TestNoticeRow {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly deliveryId: string;
  readonly webhookId: string;
}

export interface WebhookEffects {
  /** How many there were when it was decided; stale where there is another number by now. */
  readonly webhookCount?: number;
  readonly newWebhooks?: readonly NewWebhookRow[];
  readonly webhookChanges?: readonly WebhookChange[];
  readonly endedWebhooks?: readonly string[];
  readonly testNotices?: readonly TestNoticeRow[];
  /** Deliveries that are tried anew from the beginning, by their ids. */
  readonly retriedDeliveries?: readonly string[];
  /** Notices of a span that an endpoint is sent, those too that it had. */
  readonly replays?: readonly { readonly webhookId: string; readonly from: string; readonly to: string }[];
}
