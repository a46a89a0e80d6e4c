import * as z from "zod";
import { shownPicture } from "../../contract/material.ts";
import { PANEL_PAYEE_KINDS } from "../../domain/payoutDetails.ts";
import { MAX_SPEND_MINUTES } from "../../domain/wallet.ts";
import { pictureHash } from "./library.ts";
import { landingUrl, timezone } from "./programs.ts";
import { minor, name } from "./texts.ts";

const MAX_ORIGINS = 50;
const MAX_ORIGIN_LENGTH = 300;

/** As browsers send it: scheme, host and port, nothing after them and no wildcard. */
const origin = z
  .string()
  .max(MAX_ORIGIN_LENGTH)
  .refine((text) => isOrigin(text), "an origin such as https://shop.example, without a path or a wildcard")
  .meta({ pattern: String.raw`^https?://[^/?#@*\sA-Z]+$`, examples: ["https://shop.example"] });

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || text.includes("*") || !URL.canParse(text)) return false;
  return new URL(text).origin === text;
}

/** Names of colours and shorter forms are refused: what is stored is always the same six digits. */
const accent = z.string().regex(/^#[0-9a-fA-F]{6}$/, "a colour as # and six hexadecimal digits, such as #0a6b4d");

export const tenantChange = z
  .strictObject({
    name: name.optional(),
    landingUrl: landingUrl.nullable().optional(),
    allowedOrigins: z
      .array(origin)
      .max(MAX_ORIGINS)
      .optional()
      .meta({ description: "The web origins whose pages may call /v1/client/..." }),
    timezone: timezone.optional().meta({ description: "What cuts the days, weeks and months of reports" }),
    supportBonusMinor: minor.optional().meta({
      description:
        "What people with the role support may give one participant in a month by hand, in minor units of each unit; 0 at first",
    }),
    spendMinutes: z.int().min(1).max(MAX_SPEND_MINUTES).optional().meta({
      description:
        "How many minutes what an order was paid with in credit or points waits for the order to be reported; 24 hours at first",
    }),
    payoutKinds: z.array(z.enum(PANEL_PAYEE_KINDS)).max(PANEL_PAYEE_KINDS.length).optional().meta({
      description: "By what the panel asks participants who have cash where they are paid; it asks none at first",
    }),
    accent: accent.nullable().optional().meta({
      description: "The colour of the tenant's pages, from which readable ones are made; null for ours",
    }),
    logo: pictureHash.nullable().optional().meta({
      description: "The SHA-256 of one of the tenant's pictures, which its pages bear; null for none",
    }),
  })
  .meta({ id: "TenantChange" });

export const tenantReply = z
  .strictObject({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    landingUrl: z.url().nullable(),
    allowedOrigins: z.array(z.string()),
    timezone: z.string(),
    supportBonusMinor: z.int(),
    spendMinutes: z.int(),
    payoutKinds: z.array(z.enum(PANEL_PAYEE_KINDS)),
    accent: z.string().nullable(),
    logo: shownPicture.nullable(),
    formerWidgetSecretValid: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Tenant" });

export const rotatedReply = z.strictObject({ widgetSecret: z.string(), formerWidgetSecretValid: z.literal(true) });
export const retiredReply = z.strictObject({ formerWidgetSecretValid: z.literal(false) });
