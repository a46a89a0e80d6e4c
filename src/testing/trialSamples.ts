import { documentOf, ruleOf } from "../engine/testing/documents.ts";
import type { Json, Sample } from "./sample.ts";

/** A whole program has ten times the values to get wrong, and POST /v1/programs is asked for all of them. */
const oneRule = documentOf([ruleOf("each")]) as Json;

/** What tries rules out. */
export function trialSamples(purchase: Json): Readonly<Record<string, Sample>> {
  return {
    "post /v1/programs/{key}/dry-run": {
      path: "/v1/programs/friends/dry-run",
      absent: "/v1/programs/none/dry-run",
      body: { rules: oneRule, event: { ...purchase, orderId: "tried-1" } },
    },
    "post /v1/programs/{key}/backtest": {
      path: "/v1/programs/friends/backtest",
      absent: "/v1/programs/none/backtest",
      body: { rules: oneRule, from: "2025-01-01", to: "2026-12-31T00:00:00Z" },
    },
    "post /v1/programs/{key}/scenario": {
      path: "/v1/programs/friends/scenario",
      absent: "/v1/programs/none/scenario",
      body: { rules: oneRule, friendsAMonth: 2, buyBps: 5_000, ordersAYear: 3, orderMinor: 4_200 },
    },
  };
}
