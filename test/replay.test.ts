import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { insisting } from "../dev/replay/insisting.ts";
import type { Call, Figures } from "../dev/replay/replay.ts";
import { figuresOf, PROGRAM_KEY, replayYear } from "../dev/replay/replay.ts";
import type { BacktestReply } from "../src/engine/history/presentBacktest.ts";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import { expectedOf, otherRules } from "./support/otherRules.ts";
import type { Runtime } from "./support/runtimes.ts";
import { runtimes } from "./support/runtimes.ts";

const expectedFile = readFileSync(new URL("../dev/data/expected-friends.json", import.meta.url), "utf8");
const { program: _, ...expected } = JSON.parse(expectedFile) as Figures & { program: string };

/** The year is played twice: no test takes longer. */
const REPLAY_HANG_MS = 1_200_000;

let runtime: Runtime;
let api: ApiClient;
let call: Call;

beforeAll(async () => {
  runtime = await runtimes.Node(inject("postgresUrl"));
  const [tenant] = await runtime.newTenants();
  api = apiClient(runtime.fetch, tenant.secretKey);
  // As a good client does: on a busy machine a request may have no turn in time.
  call = insisting(async (path, body) => (body === undefined ? await api.get(path) : await api.post(path, body)));
});
afterAll(() => runtime.close());

it("a year of real orders comes out to the penny, and replaying it changes nothing", {
  timeout: REPLAY_HANG_MS,
}, async () => {
  const participants = expected.top.map(({ participant }) => participant);
  const summary = await replayYear(call, () => {});
  expect(await figuresOf(call, summary, participants)).toEqual(expected);
  const again = await replayYear(call, () => {});
  expect(again).toEqual(summary);
});

describe("a backtest of the year", () => {
  const backtest = (body: unknown) => api.post<BacktestReply>(`/v1/programs/${PROGRAM_KEY}/backtest`, body);

  it("gives exactly what really happened under the rules that were in force, the spread included", async () => {
    const { body: program } = await api.get(`/v1/programs/${PROGRAM_KEY}`);
    for (const period of [{}, { from: "2011-03-01", to: "2011-06-01" }]) {
      const { status, body } = await backtest({ rules: program.rules, ...period });
      expect(status).toBe(200);
      expect(body.backtest).toEqual(body.actual);
      expect([body.gain, body.lose]).toEqual([[], []]);
      expect(body.series.map(({ backtestMinor }) => backtestMinor)).toEqual(
        body.series.map(({ actualMinor }) => actualMinor),
      );
    }
    const { body } = await backtest({ rules: program.rules });
    const { referrals, converted, conversions, conversionsReversed, skipped, totals } = body.backtest;
    expect({ referrals, converted, conversions, conversionsReversed, skipped, totals }).toEqual({
      ...{ referrals: expected.referrals, converted: expected.converted, conversions: expected.conversions },
      ...{ conversionsReversed: expected.conversionsReversed, skipped: expected.skipped, totals: expected.totals },
    });
  });

  it("gives what other rules come to by hand: a bounty that is kept, and 1 % of what friends keep", async () => {
    const { body } = await backtest({ rules: otherRules });
    const hand = expectedOf();
    expect(body.backtest.byRule).toEqual(hand.byRule);
    expect([body.backtest.referrals, body.backtest.converted]).toEqual([hand.referrals, hand.converted]);
    expect(body.backtest.costPerConversionMinor).toBe(Math.round(body.backtest.costMinor / hand.converted));
    expect(body.backtest.advocates).toMatchObject({
      rewarded: hand.advocates.size,
      maxMinor: Math.max(...hand.advocates.values()),
    });
    for (const { participant, backtestMinor, actualMinor, differenceMinor } of [...body.gain, ...body.lose]) {
      expect(backtestMinor).toBe(hand.advocates.get(participant) ?? 0);
      expect(differenceMinor).toBe(backtestMinor - actualMinor);
    }
    expect([body.gain.length, body.lose.length]).toEqual([10, 10]);
  });
});
