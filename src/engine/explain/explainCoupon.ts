import type { CouponStep, CouponUseTold } from "../../db/rows/explanation.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { Role } from "../../domain/audiences.ts";
import type { Statement } from "../../domain/statement.ts";
import { day, ruleName, text } from "../../domain/values.ts";
import type { Telling } from "./telling.ts";
import { state } from "./telling.ts";

const STATEMENTS = {
  again: "coupon_used_again",
  freed: "coupon_freed",
  ended: "coupon_ended",
} as const satisfies Readonly<Record<CouponStep["kind"], string>>;

/**
 * What became of the coupon of a reward, use by use and step by step; empty where it has none or no order has used it.
 * The one whose reward it is does not read which orders those were: a coupon can be passed on.
 */
export function explainCoupon(telling: Telling, { id, ruleId }: StoredReward, recipient: Role): Statement[] {
  const rule = ruleName(ruleId);
  return (telling.couponUses.get(id) ?? []).flatMap((use) => {
    const values = (at: number) => ({ rule, day: day(at), order: text(use.orderId) });
    return [
      state(telling, "coupon_used", values(use.usedAt), recipient),
      ...stepsOf(use).map(({ kind, at }) => state(telling, STATEMENTS[kind], values(at), recipient)),
    ];
  });
}

/** A refund of the whole order frees the coupon too, which the row of the use says alone; so do older releases. */
function stepsOf({ steps, undoneAt }: CouponUseTold): readonly CouponStep[] {
  const last = steps.at(-1)?.kind ?? "again";
  return undoneAt === null || last !== "again" ? steps : [...steps, { kind: "freed", at: undoneAt }];
}
