import * as z from "zod";
import { ownDetails } from "../../contract/payoutDetails.ts";
import { foldAccount, foldIban } from "../../domain/payoutDetails.ts";
import { externalId, MAX_EMAIL_LENGTH, name, reason } from "./texts.ts";

/** To where participants are paid. */

/** With the spaces that people write in it. */
const MAX_IBAN_LENGTH = 60;
/** Why an IBAN is refused. */
export const NO_IBAN = "not an IBAN: its country, its length or its check digits are wrong";

const holder = name.meta({ description: "Whose account it is, as the bank knows them" });

const numberOf = (least: number, error: string) =>
  z
    .string()
    .regex(new RegExp(`^([A-Za-z0-9][ -]?){${least},34}$`), error)
    .transform(foldAccount);

export const ibanInput = z
  .string()
  .max(MAX_IBAN_LENGTH)
  .refine((text) => foldIban(text) !== null, NO_IBAN)
  .transform((text) => foldIban(text) ?? text)
  .meta({ examples: ["DE89 3704 0044 0532 0130 00"] });

export const payoutDetailsInput = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("iban"),
      iban: ibanInput,
      holder,
    }),
    z.strictObject({
      kind: z.literal("paypal"),
      email: z
        .string()
        .max(MAX_EMAIL_LENGTH)
        // It stands as it is in the file for PayPal, where another first sign could begin a formula.
        .regex(/^\w[^\s@]*@[^\s@]+$/, "not an e-mail address that begins with a letter or a digit"),
    }),
    z.strictObject({
      kind: z.literal("stripe"),
      accountId: z.string().regex(/^acct_[A-Za-z0-9]{4,64}$/, "an account of Stripe, such as acct_1032D82eZvKYlo2C"),
    }),
    z.strictObject({
      kind: z.literal("bank_account"),
      country: z.string().regex(/^[A-Z]{2}$/, "a country of ISO 3166 in two capitals, such as GB"),
      bankCode: numberOf(2, "the sort code, routing number or other code of the bank").meta({ examples: ["40-12-76"] }),
      accountNumber: numberOf(5, "the number of the account: 5 to 34 letters and digits").meta({
        examples: ["31926819"],
      }),
      holder,
    }),
  ])
  .meta({ id: "PayoutDetailsInput" });

export const clearInput = z.strictObject({ reason }).meta({ id: "ClearPayoutDetails" });

export const payeeParams = z.strictObject({ externalId });

export const clientPayoutDetailsReply = z
  .strictObject({ details: z.strictObject(ownDetails).nullable().meta({ description: "Null where they have none" }) })
  .meta({ id: "ClientPayoutDetails" });
