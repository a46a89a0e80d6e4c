import * as z from "zod";
import type { ListedSpend } from "../../db/queries/walletReads.ts";
import { readWallet } from "../../db/queries/walletReads.ts";
import { presentBalance } from "../../usecases/wallet/presentBalance.ts";
import { releaseSpend } from "../../usecases/wallet/releaseSpend.ts";
import { spendFromWallet } from "../../usecases/wallet/spendFromWallet.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { externalId, noControls } from "../schemas/texts.ts";
import { spendInput, spendRelease, spendReply, walletReply } from "../schemas/wallet.ts";

const tag = "Wallet";
const params = z.strictObject({ externalId });
/** When it was made, in milliseconds, the order and the unit. */
const CURSOR = [/^\d{1,14}$/, noControls, /^(points|credit:[A-Z]{3})$/];

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

export const getWalletRoute = serverRoute(
  {
    id: "getWallet",
    method: "get",
    path: "/v1/participants/{externalId}/wallet",
    summary: "What a participant has in credit and points, and what orders were paid with of it, the latest first",
    tag,
    params,
    query: z.strictObject(pageQuery),
    problems: ["not_found"],
    replies: { 200: { description: "The balances, and a page of spends", schema: walletReply } },
  },
  async ({ app, asker, params, query: { limit, cursor } }) => {
    const [at, orderId = "", unit = ""] = cursorKey(cursor, CURSOR) ?? [];
    const before = at === undefined ? null : ([Number(at), orderId, unit] as const);
    const read = await readWallet(app.deps.database, asker, params.externalId, before, limit + 1, app.deps.clock.now());
    const { participant, balances, spends } = found(read, "No participant has this externalId.");
    const page = pageOf(spends, limit, (spend) => [String(spend.createdAt), spend.orderId, spend.unit], presentListed);
    return { status: 200, body: { participant, balances: balances.map(presentBalance), ...page } };
  },
);

function presentListed({ orderId, unit, amount, status, reportBy, createdAt }: ListedSpend) {
  return {
    ...{ orderId, unit, amountMinor: Number(amount), status },
    reportBy: reportBy === null ? null : new Date(reportBy).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  };
}
