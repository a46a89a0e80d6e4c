import * as z from "zod";
import { MAX_SCENARIO_EVENTS, tryScenario } from "../../usecases/programs/tryScenario.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyToReading } from "../replies/writeReply.ts";
import { scenarioInput, scenarioReply } from "../schemas/scenario.ts";
import { programKey } from "../schemas/texts.ts";

export const scenarioRoute = serverRoute(
  {
    id: "tryScenario",
    method: "post",
    path: "/v1/programs/{key}/scenario",
    summary: "Decides a made-up year under rules, where there is little history to try them on; nothing is stored",
    description: [
      "Friends sign up evenly over a year from now, and buy as often and for as much as you expect; an order is between half of the average and one and a half times as much, and some advocates bring many friends and most bring few. The events go through the same engine as real ones, so that tiers, limits and the budget do what they would. The friends belong to no country, their orders have no items, nothing is sent back, and events of your own don't happen: rules that ask for these give nothing here.",
      `The year is decided with the friends expected, with twice and with five times as many, ${MAX_SCENARIO_EVENTS} events at most. The same numbers give the same figures always. A tenant's scenarios and backtests take turns.`,
    ].join("\n\n"),
    tag: "Programs",
    isLong: true,
    params: z.strictObject({ key: programKey }),
    body: bodyOf(scenarioInput),
    problems: ["backtest_replaced", "program_not_found"],
    replies: { 200: { description: "The figures", schema: scenarioReply } },
  },
  async ({ app, asker, params: { key }, body, signal }) => {
    return replyToReading(await tryScenario(app.deps, asker, { program: key, ...body }, signal));
  },
);
