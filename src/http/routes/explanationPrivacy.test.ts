import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../i18n/languages.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tellStories } from "../../testing/explanations.ts";
import { participantToken } from "../../testing/participantTokens.ts";

/** What is looked for in whole replies: no number or name of them is like another, nor like anything else in them. */
const OF_FRIEND = {
  amounts: [23_456, 6_544, 731_947, 48_261, 60_913, 640_291, 613_337],
  words: ["EUR", "QUINCE-77", "preserves", "Portugal", "zebra", "velvet-club", "secret-milestone", "FUZZY-MUG"],
};
const OF_ADVOCATE = {
  amounts: [86_753, 9_173, 3_141, 2_718_281, 1_234_567, 51_515],
  words: ["obsidian-circle", "MARBLE-LAMP"],
};

const RULES = [
  {
    id: "bonus",
    when: [
      { field: "order.skus", op: "contains", value: "QUINCE-77" },
      { field: "order.categories", op: "containsAny", value: ["preserves"] },
      { field: "order.country", op: "eq", value: "Portugal" },
      { field: "order.currency", op: "eq", value: "GBP" },
      { field: "event.metadata.zebra", op: "eq", value: "zebra" },
      { field: "order.amountMinor", op: "between", value: [23_456, 731_947] },
    ],
    grant: { kind: "cash", amountMinor: 86_753, currency: "GBP" },
    limits: [{ per: "recipient", period: "lifetime", count: 9_173 }],
    tiers: {
      by: "conversions",
      window: "lifetime",
      steps: [{ from: 3_141, grant: { kind: "cash", amountMinor: 51_515, currency: "GBP" } }],
    },
    holdDays: 30,
  },
  {
    id: "share",
    on: { event: "purchase" },
    grant: { kind: "item", sku: "MARBLE-LAMP", quantity: 1 },
    tiers: {
      by: "revenue",
      window: "lifetime",
      steps: [{ from: 5_000_000, grant: { kind: "item", sku: "MARBLE-LAMP", quantity: 2 } }],
    },
  },
  {
    id: "picky",
    on: { event: "purchase" },
    when: [
      { field: "order.country", op: "nin", value: ["Portugal"] },
      { field: "friend.segments", op: "contains", value: "velvet-club" },
      { field: "advocate.revenueMinor", op: "gte", value: 9_999_999 },
      { any: [{ field: "event.metadata.zebra", op: "eq", value: "no zebra" }] },
    ],
  },
  { id: "milestone", on: { event: "secret-milestone" }, grant: { kind: "points", amount: 3 } },
  { id: "welcome", recipient: "friend", on: { event: "signup" }, grant: { kind: "discount", percentBps: 700 } },
  {
    id: "gift",
    recipient: "friend",
    on: { event: "purchase" },
    grant: { kind: "item", sku: "FUZZY-MUG", quantity: 1 },
  },
  {
    id: "for-friends-of-many",
    recipient: "friend",
    on: { event: "purchase" },
    when: [
      { field: "advocate.conversions", op: "gte", value: 3_141 },
      { field: "advocate.segments", op: "contains", value: "obsidian-circle" },
      { field: "advocate.revenueMinor", op: "gte", value: 2_718_281 },
      { field: "advocate.revenueMinor", op: "lte", value: 1_234_567 },
    ],
  },
];

/** An amount as data or as any of the languages writes it, in minor or in major units. */
function amountPattern(amount: number): RegExp {
  const digits = [...String(amount)].join("[.,\\s\\u00a0\\u202f]?");
  return new RegExp(`(?<![\\w.,])${digits}(?!\\w)`);
}

function found(text: string, { amounts, words }: typeof OF_FRIEND, names: readonly string[]): string[] {
  return [
    ...amounts.filter((amount) => amountPattern(amount).test(text)).map(String),
    ...[...words, ...names].filter((word) => text.includes(word)),
  ];
}

interface Panel {
  readonly offer: object;
  readonly texts: object;
  readonly advocate: object;
  readonly progress: readonly object[];
  readonly friends: readonly object[];
}

describe("what two customers of one referral read", () => {
  let app: TestApp;
  let story: Awaited<ReturnType<ReturnType<typeof tellStories>["program"]>>;
  let referral: Awaited<ReturnType<typeof story.refer>>;
  let friendNames: string[];
  let advocateNames: string[];

  beforeAll(async () => {
    app = await createTestApp();
    const qualifies = [{ field: "order.amountMinor", op: "gte", value: 30_000 }];
    story = await tellStories(app.api).program({ qualifies, rewards: RULES });
    const { advocate, code } = story;
    await app.api.put(`/v1/participants/${advocate}`, { segments: ["obsidian-circle"] });
    const { friend, ...rest } = await story.refer();
    referral = { friend, ...rest };
    const participant = { externalId: friend, segments: ["velvet-club"] };
    const items = [{ sku: "QUINCE-77", category: "preserves", quantity: 1, amountMinor: 1_000 }];
    const order = { participant, items, country: "Portugal", metadata: { zebra: "zebra" } };
    const small = await referral.buy(23_456, order);
    const large = await referral.buy(731_947, order);
    const foreign = await referral.buy(48_261, { ...order, currency: "EUR" });
    const later = story.nextOrder();
    await referral.refund(later, 60_913);
    await referral.buy(640_291, { ...order, orderId: later });
    await referral.refund(large, 613_337);
    await referral.refund(large, 731_947);
    await story.report({ type: "secret-milestone", participant, eventId: `milestone-of-${friend}` });
    const tenant = (await referral.explain()).body;
    const coupons = tenant.rewards.flatMap(({ coupon }) => coupon?.code ?? []);
    friendNames = [friend, small, large, foreign, later, ...coupons];
    advocateNames = [advocate, code];
  });
  afterAll(() => app.close());

  const textFor = async (query: string) => JSON.stringify((await referral.explain(query)).body);
  const panelOf = async (externalId: string, lang: string) => {
    const client = apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now()));
    return (await client.get<Panel>(`/v1/client/panel?program=${story.key}&lang=${lang}`)).body;
  };
  /** What it tells every customer, and what it gives one to tell others, is what the program promises. */
  const unpromised = ({ offer: _offer, texts: _texts, advocate: _advocate, ...shown }: Panel) => shown;

  it("is all in what the tenant reads", async () => {
    const text = await textFor("");
    expect(found(text, OF_FRIEND, friendNames)).toHaveLength(15 + friendNames.length);
    const ofAdvocate = found(text, OF_ADVOCATE, advocateNames);
    expect(ofAdvocate).toEqual([
      "86753",
      "9173",
      "3141",
      "2718281",
      "1234567",
      "51515",
      ...OF_ADVOCATE.words,
      ...advocateNames,
    ]);
  });

  it.each(LANGUAGES)("tells an advocate nothing of what the friend bought, paid or gave back, in %s", async (lang) => {
    const text = await textFor(`audience=advocate&lang=${lang}`);
    expect(found(text, OF_FRIEND, friendNames)).toEqual([]);
    expect(found(text, OF_ADVOCATE, advocateNames)).toEqual(
      expect.arrayContaining(["86753", "9173", "MARBLE-LAMP", ...advocateNames]),
    );
  });

  it.each(LANGUAGES)("tells a friend nothing of what the advocate has, in %s", async (lang) => {
    const text = await textFor(`audience=friend&lang=${lang}`);
    expect(found(text, OF_ADVOCATE, advocateNames)).toEqual([]);
    expect(found(text, OF_FRIEND, friendNames)).toEqual(
      expect.arrayContaining(["731947", "640291", "FUZZY-MUG", "secret-milestone", ...friendNames]),
    );
  });

  it.each(LANGUAGES)("shows the two no more in their panels, in %s", async (lang) => {
    const [ofAdvocate, ofFriend] = [await panelOf(story.advocate, lang), await panelOf(referral.friend, lang)];
    expect(found(JSON.stringify(unpromised(ofAdvocate)), OF_FRIEND, friendNames)).toEqual([]);
    expect(ofAdvocate.friends).toHaveLength(1);
    const { progress: _, ...own } = unpromised(ofFriend);
    expect(found(JSON.stringify(own), OF_ADVOCATE, advocateNames)).toEqual([]);
  });

  it("shows an advocate where the next step of a tier by revenue begins, and not how far friends have paid their way", async () => {
    const { progress } = await panelOf(story.advocate, "en");
    expect(progress).toContainEqual({
      ruleId: "share",
      by: "revenue",
      position: null,
      steps: [
        {
          from: 0,
          label: "You get a gift for every purchase of a friend of at least £300.00",
          reached: true,
        },
        { from: 5_000_000, label: "Once friends have bought for £50,000.00: 2 gifts", reached: false },
      ],
      next: 5_000_000,
      message: "Once purchases by your friends reach £50,000.00, 2 gifts for each",
    });
  });

  it("says no key of the shop to either where the program has no name for it, in any language", async () => {
    const keys = ["KETTLE-9", "TEAPOT-4", "kettle-poured", "stoneware-b", "churn-risk"];
    const when = [
      { field: "order.skus", op: "containsAny", value: ["KETTLE-9"] },
      { field: "order.categories", op: "contains", value: "stoneware-b" },
      { field: "friend.segments", op: "contains", value: "churn-risk" },
      { field: "event.name", op: "eq", value: "kettle-poured" },
    ];
    const gift = { recipient: "friend", grant: { kind: "item", sku: "KETTLE-9", quantity: 1 } };
    const { refer, report, person } = await tellStories(app.api).program({
      qualifies: when.slice(0, 1),
      rewards: [
        { id: "poured", ...gift, on: { event: "kettle-poured" } },
        { id: "asked", ...gift, on: { event: "purchase" }, when },
      ],
    });
    const { friend, buy, explain } = await refer();
    await buy(4200, { items: [{ sku: "TEAPOT-4", quantity: 1, amountMinor: 4200 }] });
    await buy(4200, { items: [{ sku: "KETTLE-9", quantity: 1, amountMinor: 4200 }] });
    await report({ type: "kettle-poured", participant: person(friend), eventId: "poured-1" });
    const sentencesFor = async (query: string) => {
      const said: string[] = [];
      JSON.stringify((await explain(query)).body, (name, value: unknown) => {
        if (name === "sentence") said.push(String(value));
        return value;
      });
      return said.join("\n");
    };
    const saidTo = async (query: string) => {
      const text = await sentencesFor(query);
      return keys.filter((key) => text.includes(key));
    };
    expect(await saidTo("")).toEqual(keys);
    for (const lang of LANGUAGES) {
      for (const audience of ["friend", "advocate"]) {
        expect(await saidTo(`audience=${audience}&lang=${lang}`)).toEqual([]);
      }
    }
    expect(await sentencesFor("audience=friend")).toContain("Something you did was reported on");
    // Nor is it in the data beside the sentences; which gift it is tells a page its picture.
    const dataFor = async (query: string) => {
      const data: unknown[] = [];
      JSON.stringify((await explain(query)).body, (name, value: unknown) => {
        if (name === "value" || name === "seen") data.push(value);
        if (name === "values") data.push({ ...(value as object), reward: null });
        return value;
      });
      const text = JSON.stringify(data);
      return keys.filter((key) => text.includes(key));
    };
    expect(await dataFor("")).toEqual(keys);
    for (const audience of ["friend", "advocate"]) expect(await dataFor(`audience=${audience}`)).toEqual([]);
  });

  it("answers a redemption with nothing of the owner of the code", async () => {
    const token = await participantToken(app.tenant, "newcomer", app.clock.now());
    const { status, body } = await apiClient(app.fetch, token).post("/v1/client/redemptions", { code: story.code });
    expect(status).toBe(200);
    expect(found(JSON.stringify(body), OF_ADVOCATE, [story.advocate])).toEqual([]);
  });
});
