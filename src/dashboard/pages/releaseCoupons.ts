import * as z from "zod";
import { MOST_UNREPORTED, readStillUnreported } from "../../db/queries/codePages.ts";
import { externalId, reason, writtenCode } from "../../http/schemas/texts.ts";
import { releaseCoupon } from "../../usecases/coupons/releaseCoupon.ts";
import { releaseView } from "../couponUses.ts";
import type { Acted, PageCall } from "../route.ts";
import { actionRoute, NotProvedError, proved } from "../route.ts";
import { shopPath } from "../viewer.ts";

/** A coupon's code and an order's id, as `useName` writes them. */
const use = z
  .string()
  .regex(/^[^ ]+ ./)
  .transform((text) => ({ code: text.slice(0, text.indexOf(" ")), orderId: text.slice(text.indexOf(" ") + 1) }))
  .pipe(z.object({ code: writtenCode, orderId: externalId }));

const form = z.object({
  // One box that is ticked comes as a text, several as a list, none as nothing.
  uses: z.union([use.transform((one) => [one]), z.array(use).max(MOST_UNREPORTED)]).default([]),
  /** As it was typed: what is wrong with it is said beside its box. */
  reason: z.string().max(3_000).default(""),
  /** Said by the page that asks first. */
  confirmed: z.literal("yes").optional(),
});
type Fields = z.output<typeof form>;

/**
 * Ends the selected redemptions, for one reason that a page of its own asks for. Each has a commit of its own, and one
 * that was ended before is as it was, so sending the form again ends what the first time left.
 */
export const releaseCouponsAction = actionRoute(
  { path: "/coupons/release", may: "handleCases", form },
  async (call): Promise<Acted> => {
    const { app, asker, params, body } = call;
    if (body.confirmed === undefined) return await ask(call, false);
    const why = reason.safeParse(body.reason.trim());
    if (!why.success) return await ask(call, true);
    let released = 0;
    for (const { code, orderId } of body.uses) {
      const request = { asker, idempotency: null };
      const outcome = await releaseCoupon(app.deps, request, { code, orderId, reason: why.data });
      if (outcome.kind === "unauthorized") throw new NotProvedError();
      if (outcome.kind === "done") released += 1;
    }
    const to = shopPath({ tenantSlug: params.tenant }, "/coupons");
    if (released === 0) return { to, said: "coupons_not_freed" };
    return { to, said: released === body.uses.length ? "coupons_freed" : "coupons_some_freed" };
  },
);

/** Asks whether it is meant, and why. Where none of them can end by now, there is nothing to ask. */
async function ask(
  { app, asker, viewer, params, body }: PageCall<{ readonly tenant: string }, object, Fields>,
  isReasonWrong: boolean,
): Promise<Acted> {
  const uses = proved(await readStillUnreported(app.deps.database, asker, body.uses));
  if (uses.length === 0) {
    return { to: shopPath({ tenantSlug: params.tenant }, "/coupons"), said: "coupons_not_freed" };
  }
  const view = releaseView(viewer(), {
    ...{ uses, left: body.uses.length - uses.length, reason: body.reason, isReasonWrong },
  });
  return { view, status: isReasonWrong ? 422 : 200 };
}
