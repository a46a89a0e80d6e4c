import * as z from "zod";
import { ownDetails } from "../../contract/payoutDetails.ts";
import { REFERRAL_STATUSES } from "../../domain/attribution.ts";
import { PANEL_PAYEE_KINDS } from "../../domain/payoutDetails.ts";
import { INELIGIBILITIES } from "../client/customerMessage.ts";
import { FAILED_CODE_LIMIT, OWN_FAILED_CODE_LIMIT } from "../client/limits.ts";
import { chosenCode } from "./codes.ts";
import { signupSource } from "./events.ts";
import { externalId, option, programKey } from "./texts.ts";

/** What the routes for browsers take and answer. Every string is written in one language and ready to show. */

const direction = z.enum(["ltr", "rtl"]);
const sentence = z.string();

const ineligibility = z
  .strictObject({
    reason: z.enum(Object.values(INELIGIBILITIES).map(([reason]) => reason)),
    message: sentence,
    mayApply: z.boolean(),
  })
  .nullable();

const coupon = z.strictObject({ code: z.string(), message: sentence, expires: sentence.nullable() });

const panelDetails = z.strictObject(ownDetails).omit({ changedAt: true });

export const panelReply = z
  .strictObject({
    program: z.string(),
    language: z.string(),
    direction,
    signedIn: z.boolean(),
    texts: z.record(z.string(), z.string()).meta({ description: "Of the elements, by key" }),
    offer: z.strictObject({ headline: sentence, advocate: z.array(sentence), friend: z.array(sentence) }),
    advocate: z
      .strictObject({
        code: z.string(),
        vanity: z.string().nullable(),
        shareUrl: z.url(),
        message: sentence.meta({ description: "To send to a friend, without the link" }),
        subject: sentence,
        qr: z.strictObject({ size: z.int(), path: z.string() }).meta({ description: "Of the link, as an SVG path" }),
      })
      .nullable()
      .optional(),
    standing: ineligibility.optional().meta({ description: "Why there is no advocate" }),
    materials: z.int().optional().meta({ description: "How many there are to share" }),
    payee: z
      .strictObject({ kinds: z.array(z.enum(PANEL_PAYEE_KINDS)), details: panelDetails.nullable() })
      .optional()
      .meta({ description: "Where they are paid, and by what they are asked; absent where they are not asked" }),
    progress: z
      .array(
        z.strictObject({
          ruleId: z.string(),
          by: z.enum(["conversions", "signups", "revenue"]),
          position: z.int().nullable().meta({ description: "Null of purchases: what friends pay is not told" }),
          next: z.int(),
          message: sentence,
          steps: z
            .array(z.strictObject({ from: z.int(), label: sentence, reached: z.boolean() }))
            .meta({ description: "What is given at first, then from each step on" }),
        }),
      )
      .optional(),
    friends: z
      .array(
        z.strictObject({
          referralId: z.string(),
          label: sentence,
          status: z.enum(REFERRAL_STATUSES),
          statusText: sentence,
          rewards: z.array(z.strictObject({ amount: sentence, status: z.string(), statusText: sentence })),
          why: z.array(sentence),
        }),
      )
      .optional(),
    friendCount: z.int().optional(),
    totals: z
      .array(
        z.strictObject({
          ...{ unit: z.string(), pending: sentence, available: sentence, paid: sentence },
          expires: sentence
            .optional()
            .meta({ description: "What expires next unless it is spent; absent where nothing does" }),
          payout: z.array(sentence).optional().meta({
            description: "Of cash: what is on its way, when the next payout comes, what is missing to the least",
          }),
        }),
      )
      .optional(),
    coupons: z.array(coupon).optional(),
    choices: z
      .array(
        z.strictObject({
          rewardId: z.string(),
          message: sentence,
          options: z.array(sentence),
          gone: z.array(z.int()).meta({ description: "The places of options that can't be taken any more" }),
        }),
      )
      .optional(),
  })
  .meta({ id: "Panel", description: "What follows the offer is there with a participant's token alone" });

export const clientCodeReply = z
  .strictObject({
    code: z.string(),
    program: z.string(),
    redeemable: z.boolean(),
    reason: z.string().nullable(),
    message: sentence,
    offer: z.strictObject({ headline: sentence, friend: z.array(sentence) }).nullable(),
    language: z.string(),
    direction,
  })
  .meta({
    id: "ClientCode",
    description:
      `Codes that don't exist are told with a publishable key ${OWN_FAILED_CODE_LIMIT.most} times a minute to one ` +
      `address and ${FAILED_CODE_LIMIT.most} times in all. More are answered as if they were others of the tenant's, so ` +
      "that codes can't be guessed: the redemption tells. With a participant's token they are told " +
      `${OWN_FAILED_CODE_LIMIT.most} times a minute, then that participant is refused until the minute is over`,
  });

export const redemptionInput = z
  .strictObject({ ...signupSource, program: programKey.nullish() })
  .refine(({ code, clickIds }) => code !== null || clickIds.length > 0, {
    path: ["code"],
    message: "a code or click ids are needed",
  })
  .meta({ id: "RedemptionInput" });

export const redemptionReply = z
  .strictObject({
    status: z.enum(["attributed", "rejected"]),
    reason: z.string().nullable(),
    message: sentence,
    coupons: z.array(coupon),
  })
  .meta({ id: "Redemption" });

export const clientChoiceInput = z.strictObject({ rewardId: externalId, option }).meta({ id: "ClientChoiceInput" });

export const clientChoiceReply = z
  .strictObject({ rewardId: z.string(), message: sentence })
  .meta({ id: "ClientChoice" });

export const vanityInput = z.strictObject({ program: programKey, vanity: chosenCode }).meta({ id: "VanityInput" });

export const vanityReply = z
  .strictObject({ code: z.string(), vanity: z.string().nullable(), shareUrl: z.url() })
  .meta({ id: "Vanity" });

export const clientApplicationInput = z.strictObject({ program: programKey }).meta({ id: "ClientApplicationInput" });

export const clientApplicationReply = z.strictObject({ standing: ineligibility }).meta({ id: "ClientApplication" });
