import type { CouponRow } from "../../db/queries/commitEffects.ts";
import type { Coupon, StoredReward } from "../../db/rows/reward.ts";
import type { Instant } from "../../domain/periods.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { Option } from "../../domain/rules.ts";
import type { State } from "./state.ts";

/** The coupon that a discount is from an instant on. The shell draws its code; that there is one, and its end, is decided. */
export function couponOf(option: Option, from: Instant): Coupon | null {
  if (option.kind !== "discount") return null;
  const { validDays } = option;
  return { code: "", expiresAt: validDays === null ? null : from + validDays * DAY_MS };
}

/** The coupon of a discount, with its terms as granted; none for every other reward. */
export function newCoupon(state: State, reward: StoredReward): CouponRow[] {
  const { coupon, grant, id: rewardId, programId, participantId } = reward;
  if (coupon === null || grant.kind !== "discount") return [];
  const { percentBps, amountMinor, minOrderMinor, appliesTo, maxUses } = grant;
  // A percentage without a minimum has no sum in it: it is good in any currency.
  const hasSum = amountMinor !== null || minOrderMinor !== null;
  return [
    {
      code: coupon.code,
      ...{ rewardId, programId, participantId, percentBps, appliesTo, maxUses },
      ...(grant.freeShipping === true ? { freeShipping: true } : {}),
      amountMinor: amountMinor === null ? null : String(amountMinor),
      currency: hasSum ? (state.programs.get(programId)?.now.currency ?? null) : null,
      minOrderMinor: minOrderMinor === null ? null : String(minOrderMinor),
      expiresAt: coupon.expiresAt === null ? null : new Date(coupon.expiresAt).toISOString(),
    },
  ];
}
