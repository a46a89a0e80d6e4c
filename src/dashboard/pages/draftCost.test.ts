import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let ann: DashboardClient;
const COST = "/programs/friends/edit/cost";
/** Friends who bought: enough to tell from. */
const FRIENDS = 31;

beforeAll(async () => {
  app = await createTestApp();
  ann = await signIn(app, "marketer");
});
afterAll(() => app.close());

/** What the form of the editor posts of a document that was not saved. */
const typed = (rules: object) => ({
  $base: JSON.stringify(demoProgram.rules),
  $version: "0",
  $document: JSON.stringify(rules),
});
const rulesWith = (amountMinor: number) => {
  const rules = demoProgram.rules as { rewards: { id: string; grant: object }[] };
  const rewards = rules.rewards.map((rule) =>
    rule.id === "advocate-cash"
      ? { ...rule, tiers: undefined, limits: [], grant: { ...rule.grant, amountMinor } }
      : rule,
  );
  return { ...rules, rewards };
};

describe("what a draft costs, beside the editor", () => {
  it("is a made-up year while few friends have bought, with twice and five times the friends", async () => {
    const { status, text } = await ann.post(COST, {});
    expect(status).toBe(200);
    for (const part of ["Friends a month", "As you expect", "Twice the friends", "Five times the friends"]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("it has no budget");
    const few = await ann.post(COST, { $friendsAMonth: "1", $buyPercent: "1", $ordersAYear: "1", $basket: "10" });
    expect(few.text).toMatch(/–<\/span> *<[^>]+>no new customers/);
    const wrong = await ann.post(COST, { $friendsAMonth: "many" });
    expect(wrong.text).toContain("Write whole numbers above zero");
  });

  it("is the year that was, under today's rules and the draft, once enough friends have bought", async () => {
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "ann" },
    });
    const events = Array.from({ length: FRIENDS }, (_, index) => {
      const participant = { externalId: `friend-${index}` };
      const day = `2025-12-${String((index % 28) + 1).padStart(2, "0")}`;
      const order = { type: "purchase", participant, orderId: `o-${index}`, amountMinor: 5_000, currency: "GBP" };
      return [
        { type: "signup", participant, code: body.code, occurredAt: `${day}T08:00:00Z` },
        { ...order, occurredAt: `${day}T09:00:00Z` },
      ];
    }).flat();
    await app.api.post("/v1/events/batch", { events });
    const { text } = await ann.post(COST, typed(rulesWith(2_000)));
    // Each friend brings £20.00 by the draft; today's steps and limits bring less.
    expect(text).toContain("£620");
    // On a phone a bar says so while the figures are closed.
    expect(text).toMatch(/popovertarget="cost-figures">.*<bdi>£620<\/bdi><\/button>/);
    expect(text).toContain("Who would gain most");
    expect(text).toContain("ann");
    // Which rewards the money goes to, the dearest first.
    const [, byReward = ""] = /<caption class="unseen">Cost by reward<\/caption>(.*?)<\/table>/s.exec(text) ?? [];
    expect(
      [...byReward.matchAll(/<bdi>([^<]*)<\/bdi>.*?(£[\d.]+)<\/td><\/tr>/gs)].map(([, ...cells]) => cells),
    ).toEqual([
      ["The advocate: £20.00", "£620"],
      ["The advocate: 2% of the order in store credit (at most £25.00)", "£0.00"],
      ["The friend: 10% off an order (valid for 30 days)", "£0.00"],
    ]);
    const under = await ann.post(COST, { ...typed(rulesWith(2_000)), $target: "700" });
    expect(under.text).toContain("Under by");
    const over = await ann.post(COST, { ...typed(rulesWith(2_000)), $target: "600.00" });
    expect(over.text).toContain("Over by");
    const thousands = await ann.post(COST, { ...typed(rulesWith(2_000)), $target: "20,000" });
    expect(thousands.text).toContain("Under by £19,380.00");
    // A point before three digits is thousands to one and decimals to another.
    const unread = await ann.post(COST, { ...typed(rulesWith(2_000)), $target: "20.000" });
    expect([unread.text.includes("such as 500 or 12.50"), /Over by|Under by/.test(unread.text)]).toEqual([true, false]);
  });

  it("tells the offer and each reward in words as they are typed, and only where an editor has them", async () => {
    const { text } = await ann.post(COST, typed(rulesWith(4_567)));
    const page = await ann.get("/programs/friends/edit");
    const title = /<span id="title-rewards.advocate-cash" class="rule-title">([^<]*)<\/span>/;
    expect(title.exec(text)?.[1]).toBe("The advocate: £45.67");
    expect(title.exec(page.text)?.[1]).not.toContain("45.67");
    const offer = (of: string) => /<section class="card" id="offer">.*?<\/section>/s.exec(of)?.[0] ?? "";
    expect(offer(text)).toContain("45.67");
    expect(offer(page.text)).toContain("<h3>");
    // htmx looks for these in the answer.
    expect(page.text).toContain('hx-select-oob="#offer:outerMorph,.rule-title:outerMorph"');
    // What can't be read changes no words, and what was saved has none beside it.
    expect((await ann.post(COST, typed({ ...rulesWith(1), rewards: "none" }))).text).not.toContain('id="offer"');
    expect((await ann.post(COST, { $saved: "yes" })).text).not.toContain('id="offer"');
  });

  it.each(["history", "made-up year"])(
    "of a %s says what the budget leaves out, where it leaves anything out",
    async (kind) => {
      const told = async (more: object) => {
        const scenario = kind === "history" ? {} : { $madeUp: "yes" };
        const { text } = await ann.post(COST, {
          ...typed({ ...rulesWith(2_000), ...more }),
          ...scenario,
          $target: "500",
        });
        return text.includes("The budget does not hold back a discount that has no cost of your own");
      };
      const budget = { amountMinor: 20_000, currency: "GBP", period: "year", onExhausted: "skip" };
      const priced = rulesWith(2_000).rewards.map((rule) => {
        return (rule.grant as { kind: string }).kind === "discount"
          ? { ...rule, grant: { ...rule.grant, costMinor: 300 } }
          : rule;
      });
      expect(await told({ budget })).toBe(true);
      expect(await told({ budget, rewards: priced })).toBe(false);
      expect(await told({ budget: undefined })).toBe(false);
    },
  );

  it("reads the history once for all that is typed within a minute, and what came since anew", async () => {
    const statements = (amount: number) => app.database.during(() => ann.post(COST, typed(rulesWith(amount))));
    await ann.post(COST, typed(rulesWith(2_000)));
    // The program, what is tried, and how long the history is: nothing of the history itself.
    expect(await statements(2_100)).toBe(3);
    const more = { type: "purchase", participant: { externalId: "friend-1" }, orderId: "more", currency: "GBP" };
    await app.api.post("/v1/events", { ...more, amountMinor: 4_000 });
    expect(await statements(2_200)).toBeGreaterThan(3);
  });

  it("stays a made-up year with every key, once the history was too long to be decided again", async () => {
    const { text } = await ann.post(COST, { ...typed(rulesWith(2_000)), $madeUp: "yes", $friendsAMonth: "7" });
    for (const part of ["The history is too long", 'name="$madeUp" value="yes"', 'value="7"', "Twice the friends"]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("Who would gain most");
  });

  it("names nothing wrong of its own: what can't be tried is mended in the form", async () => {
    const { status, text } = await ann.post(COST, typed({ ...rulesWith(2_000), rewards: [{}] }));
    expect([status, text.includes("Mend what is marked")]).toEqual([200, true]);
  });

  it("comes with the editor, and asks by itself", async () => {
    const { text } = await ann.get("/programs/friends/edit");
    expect(text).toMatch(/<form id="cost"[^>]*hx-trigger="load, input from:#rules delay:300ms/);
  });

  it("waits two minutes for a long history", async () => {
    const { text } = await ann.get("/programs/friends/edit");
    const [, config = "{}"] = /<form id="cost"[^>]*hx-config="([^"]*)"/.exec(text) ?? [];
    expect(JSON.parse(config.replaceAll("&quot;", '"'))).toEqual({ timeout: 120_000 });
  });
});
