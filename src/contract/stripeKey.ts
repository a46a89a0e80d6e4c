import * as z from "zod";
import type { KeptStripe } from "../db/queries/stripeKey.ts";

export const stripeKeyReply = z
  .strictObject({
    stripe: z
      .strictObject({
        shown: z.string().meta({ description: "The last four characters of the key" }),
        account: z.string().meta({ description: "Whose key it is at Stripe" }),
        isLive: z.boolean().meta({ description: "False for a key with which no money moves" }),
      })
      .nullable()
      .meta({ description: "Null where there is none" }),
  })
  .meta({ id: "StripeKey" });

/** What is shown of a key. */
export function presentStripeKey(kept: KeptStripe | null): z.output<typeof stripeKeyReply> {
  if (kept === null) return { stripe: null };
  const { shown, account, isLive } = kept;
  return { stripe: { shown, account, isLive } };
}
