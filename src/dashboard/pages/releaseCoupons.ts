import * as z from "zod";
import { MOST_UNREPORTED } from "../../db/queries/codePages.ts";
import { externalId, reason, writtenCode } from "../../http/schemas/texts.ts";
import { releaseCoupon } from "../../usecases/coupons/releaseCoupon.ts";
import { actionRoute, NotProvedError } from "../route.ts";

/** A coupon's code and an order's id, as `useName` writes them. */
const use = z
  .string()
  .regex(/^[^ ]+ ./)
  .transform((text) => ({ code: text.slice(0, text.indexOf(" ")), orderId: text.slice(text.indexOf(" ") + 1) }))
  .pipe(z.object({ code: writtenCode, orderId: externalId }));

/**
 * Ends the selected redemptions, for one reason. Each has a commit of its own, and one that was ended before is as it
 * was, so sending the form again ends what the first time left.
 */
export const releaseCouponsAction = actionRoute(
  {
    ...{ path: "/coupons/release", may: "handleCases" },
    form: z.object({
      // One box that is ticked comes as a text, several as a list, none as nothing.
      uses: z.union([use.transform((one) => [one]), z.array(use).max(MOST_UNREPORTED)]).default([]),
      reason,
    }),
  },
  async ({ app, asker, params: { tenant }, body }) => {
    let released = 0;
    for (const { code, orderId } of body.uses) {
      const request = { asker, idempotency: null };
      const outcome = await releaseCoupon(app.deps, request, { code, orderId, reason: body.reason });
      if (outcome.kind === "unauthorized") throw new NotProvedError();
      if (outcome.kind === "done") released += 1;
    }
    const to = `/dashboard/t/${tenant}/coupons`;
    if (released === 0) return { to, said: "coupons_not_freed" };
    return { to, said: released === body.uses.length ? "coupons_freed" : "coupons_some_freed" };
  },
);
