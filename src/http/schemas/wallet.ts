import * as z from "zod";
import { pageSchema } from "../../contract/page.ts";
import { MAX_EXPIRING } from "../../db/queries/walletReads.ts";
import { SPEND_STATUSES } from "../../domain/spends.ts";
import { unlessMissing } from "../request/plainSentence.ts";
import { externalId, spendableUnit } from "./texts.ts";

/** What orders are paid with in credit and points. */

const what = { unit: spendableUnit, orderId: externalId };

export const spendInput = z
  .strictObject({
    ...what,
    amountMinor: z.int(unlessMissing("a whole number of minor units")).min(1, "above zero"),
    partly: z
      .boolean()
      .nullish()
      .transform((partly) => partly ?? false)
      .meta({ description: "Whether less will do: then as much is taken as there is" }),
  })
  .meta({ id: "SpendInput" });

export const spendRelease = z.strictObject(what).meta({ id: "SpendRelease" });

const expires = { at: z.iso.datetime(), amountMinor: z.int() };

const spend = {
  orderId: z.string(),
  unit: z.string(),
  amountMinor: z.int().meta({ description: "What was taken" }),
  status: z.enum(SPEND_STATUSES).meta({
    description:
      "Given back by the shop (released), since the order was not reported in time (lapsed), or with all of the order (returned)",
  }),
  reportBy: z.iso.datetime().nullable().meta({
    description: "When it is given back by itself unless the order is reported; null where it is not",
  }),
};

export const spendReply = z
  .strictObject({
    ...spend,
    participant: z.string(),
    duplicate: z.boolean(),
    spendableMinor: z.int().meta({ description: "What the participant can spend of the unit now" }),
  })
  .meta({ id: "Spend" });

export const walletReply = z
  .strictObject({
    participant: z.string(),
    balances: z
      .array(
        z.strictObject({
          unit: z.string(),
          pendingMinor: z.int().meta({ description: "What is earned and not approved yet" }),
          availableMinor: z.int().meta({
            description: "What is left; below 0 where a refund took back what was spent",
          }),
          waitingMinor: z.int().meta({
            description:
              "Of that, what can't be spent yet: a choice is open, a reward is to be reviewed, or its time is over",
          }),
          spendableMinor: z.int().meta({ description: "What an order can be paid with now, never below 0" }),
          paidMinor: z.int().meta({ description: "What was spent, and what was handed over by hand" }),
          expiring: z.array(z.strictObject(expires)).meta({
            description: `What expires next unless it is spent, the first ${MAX_EXPIRING} times`,
          }),
        }),
      )
      .meta({ description: "Of each unit of credit or points" }),
    ...pageSchema(z.strictObject({ ...spend, createdAt: z.iso.datetime() }).meta({ id: "WalletSpend" })).shape,
  })
  .meta({ id: "Wallet" });

export const clientWalletReply = z
  .strictObject({
    balances: z.array(
      z.strictObject({
        unit: z.string(),
        spendableMinor: z.int().meta({ description: "What an order can be paid with now, never below 0" }),
        spendable: z.string().meta({ description: "The same as the reader says it" }),
        expiring: z.array(z.strictObject({ ...expires, amount: z.string(), day: z.string() })).meta({
          description: `What expires next unless it is spent, the first ${MAX_EXPIRING} times, also as the reader says it`,
        }),
      }),
    ),
    language: z.string(),
  })
  .meta({ id: "ClientWallet" });
