import * as z from "zod";
import type { BalanceView, PostingView } from "../../db/queries/ledger.ts";
import { listPostings, readBalances } from "../../db/queries/ledger.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { balancesReply, postingsReply } from "../schemas/replies.ts";
import { externalId, programKey } from "../schemas/texts.ts";

const ACCOUNT_CURSOR = [/^[\w:-]{1,200}$/, /^[\w:-]{1,64}$/];
const POSTING_CURSOR = [/^pst_[0-9a-z-]{1,64}$/];

export const balancesRoute = serverRoute(
  {
    id: "listBalances",
    method: "get",
    path: "/v1/ledger/balances",
    summary: "What each account holds; over all accounts each unit sums to zero",
    tag: "Ledger",
    query: z.strictObject({ participant: externalId.optional(), ...pageQuery }),
    replies: { 200: { description: "A page of accounts", schema: balancesReply } },
  },
  async ({ app, asker, query }) => {
    const { participant = null, limit } = query;
    const [account, unit] = cursorKey(query.cursor, ACCOUNT_CURSOR) ?? [];
    const after = account === undefined || unit === undefined ? null : ([account, unit] as const);
    const filter = { participant, after, limit: limit + 1 };
    const { data, totals } = authorized(await readBalances(app.deps.database, asker, filter));
    const page = pageOf(data, limit, (row) => [row.account, row.unit], presentBalance);
    return {
      status: 200,
      body: { ...page, totals: totals.map((total) => ({ unit: total.unit, balanceMinor: Number(total.balance) })) },
    };
  },
);

export const postingsRoute = serverRoute(
  {
    id: "listPostings",
    method: "get",
    path: "/v1/ledger/postings",
    summary: "What was posted, the newest first",
    tag: "Ledger",
    query: z.strictObject({ participant: externalId.optional(), program: programKey.optional(), ...pageQuery }),
    replies: { 200: { description: "A page of postings", schema: postingsReply } },
  },
  async ({ app, asker, query }) => {
    const { participant = null, program = null, limit } = query;
    const before = cursorKey(query.cursor, POSTING_CURSOR)?.[0] ?? null;
    const filter = { participant, program, before, limit: limit + 1 };
    const rows = authorized(await listPostings(app.deps.database, asker, filter));
    return { status: 200, body: pageOf(rows, limit, ({ id }) => [id], presentPosting) };
  },
);

function presentBalance({ balance, ...row }: BalanceView) {
  return { ...row, balanceMinor: Number(balance) };
}

function presentPosting({ amount, createdAt, ...row }: PostingView) {
  return { ...row, amountMinor: Number(amount), createdAt: new Date(createdAt).toISOString() };
}
