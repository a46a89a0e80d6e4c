import * as z from "zod";
import type { DeliveryView, WebhookRow } from "../db/queries/webhooks.ts";
import type { NoticeType } from "../domain/notices.ts";
import { NOTICES } from "../domain/notices.ts";
import { pageSchema } from "./page.ts";
import type { Shown } from "./shown.ts";

export const NOTICE_TYPES = Object.keys(NOTICES) as [NoticeType, ...NoticeType[]];

export const webhookReply = z
  .strictObject({
    id: z.string(),
    url: z.url(),
    description: z.string().nullable(),
    events: z.array(z.enum(NOTICE_TYPES)).nullable().meta({ description: "What it hears of; null for everything" }),
    enabled: z.boolean(),
    disabledReason: z.enum(["person", "gone", "failing"]).nullable().meta({
      description: "gone: it answered 410; failing: it answered nothing but failures for five days",
    }),
    failingSince: z.iso.datetime().nullable().meta({ description: "Since when every attempt failed" }),
    formerSecretUntil: z.iso.datetime().nullable().meta({ description: "Until then the secret before signs too" }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Webhook" });

export const webhooksReply = z.strictObject({ data: z.array(webhookReply) }).meta({ id: "Webhooks" });

export const webhookMade = webhookReply
  .extend({ secret: z.string().meta({ description: "What it is signed with, shown this once" }) })
  .meta({ id: "WebhookWithSecret" });

export const deliveryReply = z
  .strictObject({
    id: z.string(),
    webhook: z.string(),
    notice: z.string().meta({ description: "Its webhook-id: the same in every attempt, and for every endpoint" }),
    type: z.string().nullable().meta({ description: "null where the notice is kept no more" }),
    status: z.enum(["waiting", "delivered", "failed"]),
    attempts: z.int(),
    nextAttemptAt: z.iso.datetime().nullable(),
    lastAttemptAt: z.iso.datetime().nullable(),
    lastStatus: z.int().nullable().meta({ description: "The HTTP status that came back; null where none did" }),
    lastAnswer: z.string().nullable().meta({ description: "The first kilobyte that came back, or what went wrong" }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Delivery" });

export const deliveriesReply = pageSchema(deliveryReply);

const time = (text: string) => new Date(text).toISOString();
const timeOrNull = (text: string | null) => (text === null ? null : time(text));

/** The JSON of an endpoint, without its secrets. */
export function presentWebhook(row: WebhookRow, now: Date): Shown<typeof webhookReply> {
  const { id, url, description, events, disabledAt, disabledReason, failingSince, formerUntil, createdAt } = row;
  const isOver = formerUntil === null || Date.parse(formerUntil) <= now.getTime();
  return {
    ...{ id, url, description, events: events === null ? null : [...events] },
    ...{ enabled: disabledAt === null, disabledReason, failingSince: timeOrNull(failingSince) },
    formerSecretUntil: isOver ? null : timeOrNull(formerUntil),
    createdAt: time(createdAt),
  };
}

/** The JSON of a delivery. */
export function presentDelivery(view: DeliveryView): Shown<typeof deliveryReply> {
  const { id, webhook, notice, type, status, attempts, dueAt, triedAt, answerStatus, answer, createdAt } = view;
  return {
    ...{ id, webhook, notice, type, status, attempts },
    nextAttemptAt: status === "waiting" ? time(dueAt) : null,
    lastAttemptAt: timeOrNull(triedAt),
    ...{ lastStatus: answerStatus, lastAnswer: answer },
    createdAt: time(createdAt),
  };
}
