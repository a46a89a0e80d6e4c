import * as z from "zod";
import { foldCode } from "../../domain/codes.ts";
import { isCurrency } from "../../domain/currencies.ts";
import { foldPhone } from "../../domain/phones.ts";
import { MAX_OPTIONS } from "../../domain/rulesSchema.ts";
import { unlessMissing } from "../request/plainSentence.ts";

/** The values that several bodies have in common, each with its limit. */

export const MAX_ID_LENGTH = 255;
export const MAX_NAME_LENGTH = 200;
export const MAX_REASON_LENGTH = 500;
const MAX_UNIT_LENGTH = 16;
export const MAX_CHANNEL_LENGTH = 64;
/** Codes are written with separators as people like; folded they are shorter. */
export const MAX_CHOSEN_CODE = 64;
/** Where a code belongs people paste the link that they were sent, with all that was hung on it. */
export const MAX_WRITTEN_CODE = 500;
/** A letter or a digit, as far as a pattern without flags can say: of what is not ASCII, anything may be. */
export const SOME_LETTER = String.raw`[^\x00-\x2f:-@\x5b-\x60\x7b-\x7f]`;
export const MAX_EMAIL_LENGTH = 254;
const MAX_SEGMENTS = 100;
const MAX_SEGMENT_LENGTH = 64;

/** PostgreSQL and JavaScript agree on every instant in between, and nothing here is older or that far off. */
const EARLIEST = Date.parse("1900-01-01T00:00:00Z");
const LATEST = Date.parse("2200-01-01T00:00:00Z");

/**
 * Control characters in ids are never meant, and hide in logs. The class is written out, in escapes that every flavour
 * of regular expressions knows: the OpenAPI document shows the pattern without the flag that `\p{Cc}` would need.
 */
export const CONTROLS = String.raw`\x00-\x1f\x7f-\x9f`;
export const noControls = new RegExp(`^[^${CONTROLS}]*$`);
/** Characters that are not seen. The pattern holds them as they are, since not every flavour reads `\u` in one. */
const UNSEEN = "\u00ad\u180e\u200b-\u200f\u2060-\u2064";
/** Spaces and what is not seen at all say nothing to those who read. An empty text is refused as such. */
export const somethingToRead = new RegExp(`^$|[^\\s${UNSEEN}]`);
const lineOf = (max: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(max, `at most ${max} characters`)
    .regex(noControls, "no control characters");
/** A line that people read, as they don't read ids. */
const readableLine = (max: number) => lineOf(max).regex(somethingToRead, "must not be blank");

function unlessBlank(text: string | null | undefined): string | null | undefined {
  return text === undefined || text === null || (text !== "" && somethingToRead.test(text)) ? text : undefined;
}

/** A text that may be left out: a blank one is as if it were not there, since that is how shops send what they lack. */
export const lineOrNothing = (max: number) =>
  z
    .string()
    .max(max, `at most ${max} characters`)
    .regex(noControls, "no control characters")
    .nullish()
    .transform(unlessBlank);

/** An id given by the tenant: of a participant, an order, a refund or an event. */
export const externalId = lineOf(MAX_ID_LENGTH);
export const name = readableLine(MAX_NAME_LENGTH);
/** Why a person did something, for people who read the books later. */
export const reason = readableLine(MAX_REASON_LENGTH);
export const channel = lineOf(MAX_CHANNEL_LENGTH);
export const writtenCode = lineOf(MAX_WRITTEN_CODE);
/** Of a discount, as an order names it. */
export const discountCode = lineOf(MAX_CHOSEN_CODE);
/** What a friend typed or pasted, line breaks too. The pattern says what it can without the flag that letters need. */
export const enteredCode = z
  .string()
  .min(1, "must not be empty")
  .max(MAX_WRITTEN_CODE, `at most ${MAX_WRITTEN_CODE} characters`)
  .refine((code) => foldCode(code) !== "", "a code has letters or digits")
  .meta({ pattern: SOME_LETTER });
export const segment = readableLine(MAX_SEGMENT_LENGTH);

export const programKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "lower-case letters, digits, - and _; 64 at most")
  .meta({ examples: ["friends"] });

/** Minor units of a currency. */
export const minor = z.int(unlessMissing("a whole number of minor units")).min(0, "not below zero");

export const currency = z
  .string()
  .refine(isCurrency, "an ISO 4217 code in capitals, such as GBP")
  .meta({ pattern: "^[A-Z]{3}$", description: "By ISO 4217", examples: ["GBP"] });

/** Of a choice. */
export const option = z
  .int()
  .min(0)
  .max(MAX_OPTIONS - 1)
  .meta({ description: "Its place among the options, from 0" });

/** What a balance is in. */
export const unit = z
  .string()
  .max(MAX_UNIT_LENGTH)
  .refine(
    (text) => text === "points" || (/^(cash|credit):/.test(text) && isCurrency(text.slice(text.indexOf(":") + 1))),
    {
      message: 'cash or credit with a currency, such as "cash:GBP", or "points"',
    },
  )
  .meta({ pattern: "^(points|(cash|credit):[A-Z]{3})$", examples: ["cash:GBP"] });

/** What is spent in parts: everything but cash, which is paid out. */
export const spendableUnit = z
  .string()
  .max(MAX_UNIT_LENGTH)
  .refine((text) => text === "points" || (text.startsWith("credit:") && isCurrency(text.slice("credit:".length))), {
    message: 'credit with a currency, such as "credit:GBP", or "points"',
  })
  .meta({ pattern: "^(points|credit:[A-Z]{3})$", examples: ["credit:GBP"] });

/** What is paid out. */
export const cashUnit = z
  .string()
  .max(MAX_UNIT_LENGTH)
  .refine((text) => text.startsWith("cash:") && isCurrency(text.slice("cash:".length)), {
    message: 'cash with a currency, such as "cash:GBP"',
  })
  .meta({ pattern: "^cash:[A-Z]{3}$", examples: ["cash:GBP"] });

/** RFC 3339 with its offset. */
export const instant = z.iso
  .datetime({ offset: true, error: "an RFC 3339 time with its offset, for instance 2026-01-05T10:00:00Z" })
  .refine((text) => isWithin(Date.parse(text)), "between the years 1900 and 2200")
  .meta({ pattern: "^(19|2[01])" });

/** A day of the calendar, of the years of an instant; those that a month does not have are no days. */
export const day = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a day such as 2026-12-24")
  .refine((text) => isDay(text), "not a day of the calendar")
  .meta({ format: "date" });

function isDay(text: string): boolean {
  const at = Date.parse(text);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** A time or a day, as it was written. */
export const timeOrDay = z.union([instant, day], { error: "an RFC 3339 time with its offset, or a date" });

/** A time, or a day for its first instant in UTC. */
export const instantOrDay = timeOrDay.transform((text) => new Date(text).toISOString());

/** Of a query with a time to begin and one to end: whether they are in order. Both are as `instantOrDay` made them. */
export function isInOrder({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return from === undefined || to === undefined || from <= to;
}

export const OUT_OF_ORDER = { path: ["to"], message: "before from" };

function isWithin(at: number): boolean {
  return at >= EARLIEST && at < LATEST;
}

/** With all that people put between the digits. */
const MAX_PHONE_LENGTH = 60;
/** Why a phone is refused. */
export const NO_PHONE = "not an international phone number: + and the country code first, such as +442071838750";

export const profileFields = {
  email: z
    .string()
    .max(MAX_EMAIL_LENGTH)
    .regex(/^([^\s@]+@[^\s@]+)?$/, "not an e-mail address")
    .nullish()
    .transform(unlessBlank),
  phone: z
    .string()
    .max(MAX_PHONE_LENGTH)
    .refine((text) => unlessBlank(text) === undefined || foldPhone(text) !== null, NO_PHONE)
    .nullish()
    .transform((text) => (typeof text === "string" ? (foldPhone(text) ?? undefined) : text))
    .meta({
      description:
        "With its country code. Spaces, brackets and dashes are dropped, and `00` in front stands for `+`: what is " +
        "kept and shown is + and digits",
      examples: ["+44 20 7183 8750"],
    }),
  name: lineOrNothing(MAX_NAME_LENGTH),
  locale: z
    .string()
    .regex(/^([A-Za-z]{2,8}(-[0-9A-Za-z]{1,8}){0,6})?$/, "a BCP 47 tag such as en-GB")
    .nullish()
    .transform(unlessBlank),
  country: lineOrNothing(MAX_NAME_LENGTH),
  segments: z.array(segment).max(MAX_SEGMENTS).nullish(),
};

/** A participant as a body names them. */
export const namedParticipant = z.strictObject({ externalId, ...profileFields }).meta({ id: "NamedParticipant" });

/** The participant of an event, who may be new. */
export const reportedParticipant = z
  .strictObject({
    externalId,
    ...profileFields,
    mayBeNamed: z
      .boolean()
      .nullish()
      .meta({
        description:
          "Whether a participant who is new has agreed that the advocate who brought them reads their first name, or " +
          "its initial, where a program shows it (`friendNames`). Of one who is known it says nothing; " +
          "`PUT /v1/participants/{externalId}` gives and takes back",
      }),
    guest: z
      .boolean()
      .nullish()
      .meta({
        description:
          "Whether a participant who is new has no account with you: a guest gets no code and no panel. Of one who is " +
          "known it says nothing; `PUT /v1/participants/{externalId}` makes an account of a guest",
      }),
    emailVerified: z
      .boolean()
      .nullish()
      .meta({
        description:
          "Whether you have made sure that the e-mail is theirs: then guests with it become theirs even if they have " +
          "rewards. Of a guest it says nothing",
      }),
  })
  .meta({ id: "ReportedParticipant" });
