import * as z from "zod";
import { NOTICE_TYPES } from "../../contract/webhook.ts";
import { MAX_URL_LENGTH } from "../../domain/whereTo.ts";
import { instant } from "./texts.ts";

const MAX_DESCRIPTION = 200;

const url = z
  .string()
  .min(1)
  .max(MAX_URL_LENGTH)
  .meta({ description: "https, with a public name", examples: ["https://hooks.shop.example/referrals"] });
const description = z.string().trim().max(MAX_DESCRIPTION).nullable();
const events = z
  .array(z.enum(NOTICE_TYPES))
  .min(1)
  .max(NOTICE_TYPES.length)
  .transform((names) => [...new Set(names)])
  .nullable()
  .meta({ description: "What it hears of; null, or left out when it is made, for everything" });

export const webhookInput = z
  .strictObject({ url, events: events.default(null), description: description.default(null) })
  .meta({ id: "WebhookInput" });

export const webhookChange = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description: description.optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: "WebhookChange" });

export const replayInput = z
  .strictObject({
    from: instant.transform((text) => new Date(text).toISOString()),
    to: instant.transform((text) => new Date(text).toISOString()),
  })
  .meta({ id: "ReplayInput" });

export const replayReply = z.strictObject({ count: z.int().meta({ description: "How many notices are sent again" }) });

export const webhookId = z.string().max(64);
export const deliveryId = z.string().max(128);
