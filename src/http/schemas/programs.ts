import * as z from "zod";
import { isTimezone } from "../../domain/periods.ts";
import { CLIENT_TEXTS, isReplaceable, OWN_TEXTS } from "../../i18n/clientTexts.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { OFFER_KEY } from "../../i18n/offerText.ts";
import { isNameKey, NAME_KEYS } from "../../i18n/programNames.ts";
import { widgetTexts } from "../../i18n/widgetTexts.ts";
import { CONTROLS, currency, instant, name, noControls, programKey, somethingToRead } from "./texts.ts";
import { publishedVersion } from "./versions.ts";

const MAX_URL_LENGTH = 2_000;
const MAX_TEXT_LENGTH = 2_000;
const MAX_TEXT_KEYS = 100;
/** Of one text of the elements. */
const MAX_OWN_TEXT_LENGTH = 500;

export const landingUrl = z
  .string()
  .max(MAX_URL_LENGTH)
  // A URL parser drops them, so that what is stored would not be what is followed.
  .regex(noControls, "no control characters")
  .refine((url) => URL.canParse(url) && /^https?:\/\//i.test(url), "a URL that starts with http:// or https://")
  .refine((url) => !hasCredentials(url), "a URL without a user name or password")
  .meta({ pattern: `^[Hh][Tt][Tt][Pp][Ss]?://[^${CONTROLS}]*$` });

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== "" || password !== "";
}

/** What PostgreSQL and `Intl` know alike. */
export const timezone = z
  .string()
  .max(64)
  .refine(isTimezone, "not a time zone of the IANA database, such as Europe/London")
  .meta({ description: "A time zone of the IANA database", examples: ["Europe/London"] });

const date = instant.transform((text) => new Date(text).toISOString()).nullable();

const shortKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "letters, digits, - and _; 64 at most");
const fewKeys = (given: object) => Object.keys(given).length <= MAX_TEXT_KEYS;

/** Every text that the elements show and a tenant may say in other words. */
const REPLACEABLE = [...Object.keys(widgetTexts.en), ...Object.keys(CLIENT_TEXTS)].filter(isReplaceable);
const OFFER_WORDS = ["headline", "welcome", "image"];

const ownWord = z.string().min(1, "must not be empty").max(MAX_OWN_TEXT_LENGTH);
const ownWords = (keys: readonly string[]) => {
  const key = z
    .string()
    .refine((key) => keys.includes(key), "no text has this key")
    .meta({ enum: keys });
  return z.partialRecord(z.enum(LANGUAGES), z.record(key, ownWord)).optional();
};

/** What customers call things for which the shop has keys: by language, then by key. */
const MAX_KEY_LENGTH = 200;
const MAX_NAME_LENGTH = 200;
const ownNames = z
  .partialRecord(
    z.enum(LANGUAGES),
    z
      .record(
        z.string().min(1).max(MAX_KEY_LENGTH),
        z.string().min(1, "must not be empty").max(MAX_NAME_LENGTH).regex(somethingToRead, "must not be blank"),
      )
      .refine(fewKeys, "too many names")
      .meta({ maxProperties: MAX_TEXT_KEYS }),
  )
  .optional();

/**
 * By rule id, then by language: names and descriptions that change without a new version. Some entries are no rules:
 * what the elements and pages say in other words than ours, the headlines and the picture of the offer, and what
 * customers call the articles, the metadata and the events that the rules name.
 */
const texts = z
  .object({
    [OWN_TEXTS]: ownWords(REPLACEABLE),
    [OFFER_KEY]: ownWords(OFFER_WORDS),
    [NAME_KEYS.item]: ownNames,
    [NAME_KEYS.metadata]: ownNames,
    [NAME_KEYS.event]: ownNames,
  })
  .catchall(
    z
      .record(
        shortKey,
        z
          .record(shortKey, z.string().max(MAX_TEXT_LENGTH))
          .refine(fewKeys, "too many properties")
          .meta({ maxProperties: MAX_TEXT_KEYS }),
      )
      .refine(fewKeys, "too many languages")
      .meta({ maxProperties: MAX_TEXT_KEYS }),
  )
  .refine(fewKeys, `at most ${MAX_TEXT_KEYS} rules`)
  .superRefine((given, context) => {
    for (const key of Object.keys(given)) {
      if (key === OWN_TEXTS || key === OFFER_KEY || isNameKey(key) || shortKey.safeParse(key).success) continue;
      context.addIssue({ code: "custom", path: [key], message: "letters, digits, - and _; 64 at most" });
    }
  })
  .meta({
    id: "ProgramTexts",
    maxProperties: MAX_TEXT_KEYS,
    propertyNames: {
      pattern: String.raw`^(\$widget|\$offer|\$items|\$metadata|\$events|[A-Za-z0-9][A-Za-z0-9_-]{0,63})$`,
    },
    description:
      "By rule id, then by language; what the elements say in other words, the headlines of the offer, and what customers call the articles, the metadata and the events that rules name",
  });

/** Parsed by `parseRules`, which knows the program's currency. */
export const rules = z.record(z.string(), z.unknown()).meta({ inDocument: { $ref: "#/components/schemas/Rules" } });

export const programInput = z
  .strictObject({
    key: programKey,
    name,
    landingUrl,
    currency,
    timezone: timezone.default("UTC"),
    startsAt: date.default(null),
    endsAt: date.default(null),
    texts: texts.default({}),
    rules,
  })
  .refine(({ startsAt, endsAt }) => startsAt === null || endsAt === null || startsAt < endsAt, {
    path: ["endsAt"],
    message: "not after startsAt",
  })
  .meta({ id: "ProgramInput" });

export const programChange = z
  .strictObject({
    name: name.optional(),
    landingUrl: landingUrl.optional(),
    currency: currency.optional(),
    timezone: timezone.optional(),
    startsAt: date.optional(),
    endsAt: date.optional(),
    texts: texts.optional(),
    rules: rules.nullable().optional().meta({ description: "Becomes the draft; null discards the draft" }),
    ifDraftVersion: z.int().min(0).max(2_147_483_647).optional().meta({
      description:
        "The `draftVersion` that the rules were written on, or that is discarded; another is answered by draft_conflict",
    }),
    status: z.enum(["active", "paused", "ended"]).optional(),
  })
  .meta({ id: "ProgramChange" });

export const publishInput = z
  .strictObject({
    applyTo: z.enum(["new", "open"]).default("new"),
    version: publishedVersion
      .optional()
      .meta({ description: "Publishes this version again, as the next one; by default the draft" }),
    publishAt: instant
      .transform((text) => new Date(text).toISOString())
      .optional()
      .meta({ description: "When, at most two years ahead; by default now" }),
  })
  .meta({ id: "PublishInput" });
