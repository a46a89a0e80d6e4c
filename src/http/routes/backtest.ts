import * as z from "zod";
import { backtestRules, MAX_BACKTEST_EVENTS } from "../../usecases/programs/backtestRules.ts";
import { MAX_WAITING_BACKTESTS } from "../../usecases/programs/backtestTurns.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyToReading } from "../replies/writeReply.ts";
import { backtestInput, backtestReply } from "../schemas/backtest.ts";
import { programKey } from "../schemas/texts.ts";

export const backtestRoute = serverRoute(
  {
    id: "backtestRules",
    method: "post",
    path: "/v1/programs/{key}/backtest",
    summary: "Decides the tenant's own history under other rules, beside what really happened; nothing is stored",
    description: [
      "Every event is decided again, in the order in which it was committed, as if these rules had been the program's only version from the beginning on: earlier versions, a person's pauses and what people did to single rewards, codes and participants are not repeated; nor are clicks that came while the program did not pay for clicks, which were counted and never decided; start and end dates and a budget that pauses are. `from` and `to` limit which of it is counted, as in the summary: referrals by when they were attributed, rewards and skipped rules by when what earned them happened.",
      "`actual`, `backtest` and `today` are the same figures: of what really happened, which mixes versions and what people did; of these rules; and of the latest published version, decided in the same way, or null where there is none. Costs are in the program's currency: amounts of cash and credit, the expected `costMinor` of other grants. A discount without one costs, in `actual`, what its coupon took off orders, and elsewhere what it would take off the next order of its recipient that meets its terms, times `coupons.shareBps`: the part of the program's coupons that were used so far, or all where fewer than 20 were given (`isAssumed`). `advocates` is the spread of what the rewards for sharing cost for each who has one, by the nearest rank; `gain` and `lose` name the ten advocates to whom the difference is greatest. `againstToday` does so against `today`, `series` is the cost of each month under all three, and `budgetExhausted` says when the budget would first have kept a reward back.",
      `People are taken as they are now (country, segments, e-mail address). A history of more than ${MAX_BACKTEST_EVENTS} events is refused with \`too_many_events\`. On Node a tenant's backtests are decided one by one. A newer one takes the place of an older one of the same key and program, which is answered with \`backtest_replaced\`; others wait, \`${MAX_WAITING_BACKTESTS}\` at most, and more are answered with \`busy\`.`,
    ].join("\n\n"),
    tag: "Programs",
    isLong: true,
    params: z.strictObject({ key: programKey }),
    body: bodyOf(backtestInput),
    problems: ["backtest_replaced", "program_not_found", "too_many_events"],
    replies: { 200: { description: "The figures", schema: backtestReply } },
  },
  async ({ app, asker, params: { key }, body, signal }) => {
    return replyToReading(await backtestRules(app.deps, asker, { program: key, ...body }, signal));
  },
);
