import * as z from "zod";
import { presentStripeKey, stripeKeyReply } from "../../contract/stripeKey.ts";
import { readStripeKey } from "../../db/queries/stripeKey.ts";
import { removeStripeKey, setStripeKey } from "../../usecases/tenants/stripeKey.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, replyTo } from "../replies/writeReply.ts";

const of = { path: "/v1/tenant/stripe-key", tag: "Payouts" } as const;
const reply = (description: string) => ({ 200: { description, schema: stripeKeyReply } });

/** As Stripe makes them: secret and restricted ones. */
export const stripeKey = z
  .string()
  .regex(/^(sk|rk)_(live|test)_[A-Za-z0-9_]{8,240}$/, "a secret or restricted key of Stripe");

const input = z.strictObject({ key: stripeKey }).meta({ id: "StripeKeyInput" });

export const putStripeKeyRoute = serverRoute(
  {
    ...{ ...of, id: "setStripeKey", method: "put", body: bodyOf(input), replies: reply("Set, or as it was") },
    summary: "Says with which key Stripe is asked to pay; the same again changes nothing",
    description:
      "Stripe is asked whose key it is, and one that it refuses is not kept. It is kept sealed, and read back as its last " +
      "four characters. A restricted key needs to read accounts, and to read and write transfers. What was begun with " +
      "the key of one account is not sent with that of another.",
    problems: ["stripe_key_refused", "stripe_unavailable"],
  },
  async ({ app, asker, idempotency, body }) => replyTo(await setStripeKey(app.deps, { asker, idempotency }, body.key)),
);

export const getStripeKeyRoute = serverRoute(
  {
    ...{ ...of, id: "getStripeKey", method: "get", replies: reply("As far as it is shown") },
    summary: "The key with which Stripe is asked to pay, as its last four characters",
  },
  async ({ app, asker }) => {
    const kept = authorized(await readStripeKey(app.deps.database, asker));
    return { status: 200, body: presentStripeKey(kept) };
  },
);

export const removeStripeKeyRoute = serverRoute(
  {
    ...{ ...of, id: "removeStripeKey", method: "delete", replies: reply("There is none now") },
    summary: "Takes the key of Stripe away; what is under way waits for another of the same account",
  },
  async ({ app, asker, idempotency }) => replyTo(await removeStripeKey(app.deps, { asker, idempotency })),
);
