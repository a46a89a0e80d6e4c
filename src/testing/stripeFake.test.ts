import Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { StripeFake } from "./stripeFake.ts";
import { stripeFake } from "./stripeFake.ts";

let fake: StripeFake;

beforeAll(async () => {
  fake = await stripeFake();
});
afterAll(() => fake.close());

/** Stripe's own client, asked once. */
function client(key: string): Stripe {
  const { hostname, port } = new URL(fake.url);
  return new Stripe(key, { host: hostname, port, protocol: "http", maxNetworkRetries: 0, telemetry: false });
}

const asked = { amount: 1_500, currency: "gbp", destination: "acct_ann0", transfer_group: "po_1" };

it("answers Stripe's own client as Stripe does", async () => {
  const stripe = client("sk_test_shop_00000001");
  expect(await stripe.accounts.retrieveCurrent()).toMatchObject({ id: "acct_shop", object: "account" });
  const made = await stripe.transfers.create(asked, { idempotencyKey: "po_1" });
  expect(made).toMatchObject({ ...asked, object: "transfer", reversed: false, amount_reversed: 0 });
  expect(await stripe.transfers.create(asked, { idempotencyKey: "po_1" })).toMatchObject({ id: made.id });
  const { data } = await stripe.transfers.list({ transfer_group: "po_1" });
  expect(data.map(({ id }) => id)).toEqual([made.id]);
  expect((await stripe.transfers.list({ transfer_group: "po_2" })).data).toEqual([]);
});

it("refuses so that Stripe's own client knows why", async () => {
  const stripe = client("sk_test_shop_00000001");
  const failure = (work: Promise<unknown>) => work.then(String, (error: unknown) => error);
  await stripe.transfers.create(asked, { idempotencyKey: "po_3" });
  const { StripeIdempotencyError, StripeInvalidRequestError, StripeAuthenticationError, StripeAPIError } =
    Stripe.errors;
  const other = await failure(stripe.transfers.create({ ...asked, amount: 1 }, { idempotencyKey: "po_3" }));
  expect(other).toBeInstanceOf(StripeIdempotencyError);
  const missing = await failure(stripe.transfers.create({ ...asked, destination: "acct_missing1" }));
  expect(missing).toBeInstanceOf(StripeInvalidRequestError);
  expect(missing).toMatchObject({ code: "resource_missing", param: "destination" });
  fake.balances.set("acct_poor test", 5);
  const poor = await failure(client("sk_test_poor_00000001").transfers.create(asked));
  expect(poor).toMatchObject({ code: "balance_insufficient", statusCode: 400 });
  const revoked = await failure(client("sk_test_revoked_00000001").transfers.list());
  expect(revoked).toBeInstanceOf(StripeAuthenticationError);
  fake.fault = () => ({ kind: "failsAfter" });
  expect(await failure(stripe.transfers.create(asked, { idempotencyKey: "po_4" }))).toBeInstanceOf(StripeAPIError);
  fake.fault = () => null;
  expect(await failure(stripe.transfers.create(asked, { idempotencyKey: "po_4" }))).toBeInstanceOf(StripeAPIError);
});
