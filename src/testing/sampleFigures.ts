import { BREAKDOWNS } from "../db/queries/reports/breakdownKeys.ts";

const paths: Readonly<Record<string, string>> = {
  "get /v1/ledger/balances": "/v1/ledger/balances",
  "get /v1/ledger/postings": "/v1/ledger/postings",
  "get /v1/reports/summary": "/v1/reports/summary",
  "get /v1/reports/series": "/v1/reports/series?by=day&from=2026-01-01&to=2026-01-06",
  "get /v1/reports/retention": "/v1/reports/retention?program=friends",
  ...Object.fromEntries(BREAKDOWNS.map((by) => [`get /v1/reports/${by}`, `/v1/reports/${by}?sort=friends`])),
};

/** Of the books and of reports: they name no thing that might be absent. */
export const samplesOfFigures = Object.fromEntries(
  Object.entries(paths).map(([route, path]) => [route, { path, absent: null, body: null }]),
);
