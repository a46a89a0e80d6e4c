import { z } from "@hono/zod-openapi";
import { METADATA_PREFIX, OPERATORS } from "../../domain/conditions.ts";
import { FIELDS, ITEM_FIELDS } from "../../domain/fields.ts";
import { isTimezone } from "../../domain/periods.ts";
import { isReplaceable, OWN_TEXTS } from "../../i18n/clientTexts.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { OFFER_KEY } from "../../i18n/offerText.ts";
import { currency, instant, name, noControls, programKey } from "./texts.ts";
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
  .refine((url) => !hasCredentials(url), "a URL without a user name or password");

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== "" || password !== "";
}

const timezone = z.string().max(64).refine(isTimezone, "not a time zone of the IANA database, such as Europe/London");

const date = instant.transform((text) => new Date(text).toISOString()).nullable();

const shortKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "letters, digits, - and _; 64 at most");
const fewKeys = (given: object) => Object.keys(given).length <= MAX_TEXT_KEYS;

const ownWord = z.string().min(1, "must not be empty").max(MAX_OWN_TEXT_LENGTH);
const ownWords = (isKnown: (key: string) => boolean) =>
  z.partialRecord(z.enum(LANGUAGES), z.record(z.string().refine(isKnown, "no text has this key"), ownWord)).optional();

/**
 * By rule id, then by language: names and descriptions that change without a new version. Two entries are no rules:
 * what the elements and pages say in other words than ours, and the headlines and the picture of the offer.
 */
const texts = z
  .object({
    [OWN_TEXTS]: ownWords(isReplaceable),
    [OFFER_KEY]: ownWords((key) => ["headline", "welcome", "image"].includes(key)),
  })
  .catchall(
    z
      .record(shortKey, z.record(shortKey, z.string().max(MAX_TEXT_LENGTH)).refine(fewKeys, "too many properties"))
      .refine(fewKeys, "too many languages"),
  )
  .refine(fewKeys, `at most ${MAX_TEXT_KEYS} rules`)
  .superRefine((given, context) => {
    for (const key of Object.keys(given)) {
      if (key === OWN_TEXTS || key === OFFER_KEY || shortKey.safeParse(key).success) continue;
      context.addIssue({ code: "custom", path: [key], message: "letters, digits, - and _; 64 at most" });
    }
  });

/** Parsed by `parseRules`, which knows the program's currency. */
export const rules = z
  .record(z.string(), z.unknown())
  .openapi({ description: `The rules document of schemaVersion 1. ${conditionDoc()}` });

/** What conditions may ask for, and how. */
function conditionDoc(): string {
  const fields = Object.entries(FIELDS).map(([name, { type }]) => `${name} (${type})`);
  const operators = Object.entries(OPERATORS).map(([type, names]) => `${type}: ${names.join(", ")}`);
  return (
    `Fields of conditions: ${fields.join(", ")}, ${METADATA_PREFIX}<name> (as reported); of \`itemsWhen\`: ` +
    `${Object.keys(ITEM_FIELDS).join(", ")}. Operators by type: ${operators.join("; ")}.`
  );
}

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
  .openapi("ProgramInput");

export const programChange = z
  .strictObject({
    name: name.optional(),
    landingUrl: landingUrl.optional(),
    currency: currency.optional(),
    timezone: timezone.optional(),
    startsAt: date.optional(),
    endsAt: date.optional(),
    texts: texts.optional(),
    rules: rules.optional(),
    status: z.enum(["active", "paused", "ended"]).optional(),
  })
  .openapi("ProgramChange");

export const publishInput = z
  .strictObject({
    applyTo: z.enum(["new", "open"]).default("new"),
    version: publishedVersion
      .optional()
      .openapi({ description: "Publishes this version again, as the next one; by default the draft" }),
  })
  .openapi("PublishInput");
