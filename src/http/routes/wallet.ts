import * as z from "zod";
import { releaseSpend } from "../../usecases/wallet/releaseSpend.ts";
import { spendFromWallet } from "../../usecases/wallet/spendFromWallet.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { externalId } from "../schemas/texts.ts";
import { spendInput, spendRelease, spendReply } from "../schemas/wallet.ts";

const tag = "Wallet";
const params = z.strictObject({ externalId });

export const spendRoute = serverRoute(
  {
    id: "spend",
    method: "post",
    path: "/v1/participants/{externalId}/spend",
    summary:
      "Pays for an order with credit or points, never below 0; until the order is reported, another amount takes its place",
    tag,
    params,
    body: bodyOf(spendInput),
    needsIdempotencyKey: true,
    problems: ["not_enough", "not_found", "order_refunded", "spend_conflict", "spend_reported"],
    replies: {
      200: {
        description: "The order has spent it before, or this amount takes the place of the one before",
        schema: spendReply,
      },
      201: { description: "Spent", schema: spendReply },
    },
  },
  async ({ app, asker, idempotency, params, body }) => {
    return replyTo(await spendFromWallet(app.deps, { asker, idempotency }, { ...params, ...body }));
  },
);

export const releaseSpendRoute = serverRoute(
  {
    id: "releaseSpend",
    method: "post",
    path: "/v1/participants/{externalId}/spend/release",
    summary: "Gives back what an order was paid with, since it became no order",
    tag,
    params,
    body: bodyOf(spendRelease),
    problems: ["not_found", "spend_not_found", "spend_reported"],
    replies: { 200: { description: "Given back, now or before", schema: spendReply } },
  },
  async ({ app, asker, idempotency, params, body }) => {
    return replyTo(await releaseSpend(app.deps, { asker, idempotency }, { ...params, ...body }));
  },
);
