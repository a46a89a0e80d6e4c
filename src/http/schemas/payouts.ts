import * as z from "zod";
import { MAX_LOCK_DAYS } from "../../domain/payoutSchedules.ts";
import { PAYOUT_METHODS } from "../../domain/payouts.ts";
import { ibanInput } from "./payoutDetails.ts";
import { cashUnit, day, externalId, instant, minor, name, reason } from "./texts.ts";

/** What cash is paid out by. */

const MAX_CURSOR_LENGTH = 200;

const method = z.enum(PAYOUT_METHODS).meta({
  description:
    "csv: in a table; paypal_csv: in a file for PayPal; sepa_xml: in a file for a bank of the euro, of cash:EUR alone; external: by a service of yours that hears of payout.created; stripe_connect: by Stripe, to accounts that are connected to yours. Who has not said where they are paid is left out of paypal_csv without an account at PayPal, of sepa_xml without an IBAN, and of stripe_connect without an account at Stripe.",
});

const minimumMinor = minor.meta({ description: "Who is due less is left out" });

const schedule = z.strictObject({
  every: z.literal("month"),
  day: z.int().min(1).max(31).meta({ description: "The last day of a month that is shorter" }),
  lockDays: z
    .int()
    .min(0)
    .max(MAX_LOCK_DAYS)
    .meta({ description: "What was approved in so many days before the due date waits for the next" }),
});

export const payoutSettingsInput = z
  .strictObject({
    minimumMinor,
    method,
    schedule: schedule
      .nullish()
      .transform((said) => said ?? null)
      .meta({
        description:
          "When a batch is drafted, by the days of the tenant's time zone; where it is left out, all are made by hand",
      }),
    autoConfirm: z
      .boolean()
      .nullish()
      .transform((said) => said ?? false)
      .meta({ description: "Confirms a draft by itself; only with a schedule" }),
  })
  .meta({ id: "PayoutSettingsInput" });

export const batchInput = z
  .strictObject({
    unit: cashUnit,
    cutoff: instant
      .transform((text) => new Date(text).toISOString())
      .meta({ description: "What was approved or given by then is paid; not in the future" }),
    minimumMinor: minimumMinor
      .nullish()
      .transform((minimum) => minimum ?? null)
      .meta({ description: "Who is due less is left out; where it is left out, as it is set of the unit, or 0" }),
    method: method
      .nullish()
      .transform((said) => said ?? null)
      .meta({ description: "As for the settings of the unit, which are gone by where it is left out" }),
    participant: externalId
      .nullish()
      .transform((participant) => participant ?? null)
      .meta({ description: "Who alone is paid; everyone where it is left out" }),
    dryRun: z
      .boolean()
      .nullish()
      .transform((dryRun) => dryRun ?? false)
      .meta({ description: "Says who would be paid and who would be left out, and writes nothing" }),
    cursor: z
      .string()
      .max(MAX_CURSOR_LENGTH)
      .nullish()
      .meta({ description: "Of a dry run: the nextCursor of the one before, for the next participants" }),
  })
  .refine(({ dryRun, cursor }) => dryRun || cursor === undefined || cursor === null, {
    path: ["cursor"],
    message: "only with dryRun",
  })
  .meta({ id: "PayoutBatchInput" });

export const fileInput = z
  .strictObject({
    after: z
      .string()
      .regex(/^po_[0-9a-z]{1,64}$/, "the id of a payout")
      .nullish()
      .transform((after) => after ?? null)
      .meta({ description: "The next of the file before: only payouts after that one" }),
    debtor: z
      .strictObject({
        name: name.meta({ description: "Who pays, as the bank knows them" }),
        iban: ibanInput,
        bic: z
          .string()
          .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, "a BIC of 8 or 11 letters and digits")
          .nullish()
          .transform((bic) => bic ?? null)
          .meta({ examples: ["COBADEFFXXX"] }),
      })
      .nullish()
      .transform((debtor) => debtor ?? null)
      .meta({ description: "From whose account a bank pays: needed for sepa_xml, and for it alone. It is not kept." }),
    day: day
      .nullish()
      .transform((on) => on ?? null)
      .meta({
        description: "The day on which a bank is to pay, in the tenant's time zone; today where it is left out",
      }),
  })
  .meta({ id: "PayoutFileInput" });

const reference = externalId.nullish().meta({ description: "What it is called where it was paid" });
const why = reason.nullish();

export const paidInput = z.strictObject({ reference }).meta({ id: "PayoutPaidInput" });
export const notPaidInput = z.strictObject({ reason: why, reference }).meta({ id: "PayoutNotPaidInput" });
