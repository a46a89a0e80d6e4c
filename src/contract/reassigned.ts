import * as z from "zod";
import { referralReply } from "./referral.ts";
import { rewardReply } from "./reward.ts";

/** What is answered of a referral that was given to another advocate. */
export const reassignedReply = z
  .strictObject({
    referral: referralReply,
    ended: z.array(rewardReply).meta({ description: "What the former advocate had, and has no more" }),
    given: z.array(rewardReply).meta({ description: "What the new advocate has in its place, in the same order" }),
    kept: z
      .array(rewardReply)
      .meta({ description: "What had been given out and stays the former advocate's: a coupon that was used, too" }),
  })
  .meta({ id: "Reassigned" });
