import * as z from "zod";
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

export const spendReply = z
  .strictObject({
    orderId: z.string(),
    unit: z.string(),
    participant: z.string(),
    amountMinor: z.int().meta({ description: "What was taken" }),
    status: z.enum(SPEND_STATUSES).meta({
      description:
        "Given back by the shop (released), since the order was not reported in time (lapsed), or with all of the order (returned)",
    }),
    duplicate: z.boolean(),
    reportBy: z.iso.datetime().nullable().meta({
      description: "When it is given back by itself unless the order is reported; null where it is not",
    }),
    spendableMinor: z.int().meta({ description: "What the participant can spend of the unit now" }),
  })
  .meta({ id: "Spend" });
