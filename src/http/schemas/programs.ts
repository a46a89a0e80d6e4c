import { z } from "@hono/zod-openapi";
import { isTimezone } from "../../domain/periods.ts";
import { currency, instant, name, programKey } from "./texts.ts";
import { publishedVersion } from "./versions.ts";

const MAX_URL_LENGTH = 2_000;
const MAX_TEXT_LENGTH = 2_000;
const MAX_TEXT_KEYS = 100;

const landingUrl = z
  .string()
  .max(MAX_URL_LENGTH)
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

/** A rule's id, or what a program says of itself: `$offer` (headlines, a picture) and `$widget`. */
const textsKey = z
  .string()
  .regex(/^(\$offer|\$widget|[A-Za-z0-9][A-Za-z0-9_-]{0,63})$/, "a rule's id, $offer or $widget");

/** By rule id, then by language: names and descriptions that change without a new version. */
const texts = z
  .record(
    textsKey,
    z
      .record(shortKey, z.record(shortKey, z.string().max(MAX_TEXT_LENGTH)).refine(fewKeys, "too many properties"))
      .refine(fewKeys, "too many languages"),
  )
  .refine(fewKeys, `at most ${MAX_TEXT_KEYS} rules`);

/** Parsed by `parseRules`, which knows the program's currency. */
export const rules = z
  .record(z.string(), z.unknown())
  .openapi({ description: "The rules document of schemaVersion 1" });

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
      .openapi({ description: "Publishes this version again, as the next one; absent, the draft" }),
  })
  .openapi("PublishInput");
