import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFeed } from "../../db/queries/feed.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { issueCode } from "../../testing/programs.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn, userAsker } from "../../testing/signIn.ts";

let app: TestApp;
let owner: DashboardClient;
let viewer: DashboardClient;

const PURCHASE = {
  ...{ type: "purchase", participant: { externalId: "bob@shop.example" }, orderId: "o-1", amountMinor: 4200 },
  ...{
    currency: "GBP",
    items: [{ sku: "A-1", quantity: 2, amountMinor: 4200 }],
    metadata: { giftFor: "Carol", size: 3 },
  },
};

beforeAll(async () => {
  app = await createTestApp();
  const { body } = await app.api.post<{ code: string }>("/v1/codes", {
    program: "friends",
    participant: { externalId: "alice" },
  });
  const participant = { externalId: "bob@shop.example", name: "Bob Coffee" };
  await app.api.post("/v1/events", { type: "signup", participant, program: "friends", code: body.code });
  await app.api.post("/v1/events", PURCHASE);
  await app.api.post("/v1/events", { ...PURCHASE, orderId: "o-2", currency: "Pounds" });
  await app.deps.refusals.flush();
  [owner, viewer] = [await signIn(app, "owner"), await signIn(app, "viewer")];
});
afterAll(() => app.close());

const feed = async (client: DashboardClient, query = "") => {
  const { status, text } = await client.get(`/setup/feed${query}`);
  return { status, text, words: text.replaceAll(/<[^>]*>/g, " ").replaceAll(/[\s\u2066-\u2069]+/g, " ") };
};
const sinceIn = (text: string) => /hx-get="[^"]*since=([\d.]+)"/.exec(text)?.[1] ?? "";

describe("the live feed", () => {
  it("shows each field as it was understood, and what came of it", async () => {
    const { words } = await feed(owner);
    for (const told of [
      ...["Bob Coffee", "Bought for £42.00, order o-1", "Signed up", "participant.externalId bob@shop.example"],
      ...[
        "amountMinor £42.00",
        "currency GBP",
        "items.0 A-1 · 2 · £42.00",
        "metadata.giftFor Carol",
        "Not given code clicks channel country discounts",
      ],
      ...["granted advocate-cash £10.00"],
    ]) {
      expect(words).toContain(told);
    }
  });

  it("shows what was refused with the field that was not valid, and no value of it", async () => {
    const { words } = await feed(owner, "?show=refused");
    expect(words).toContain("Refused Some of it was not understood.");
    expect(words).toContain("POST /v1/events");
    expect(words).toContain("Not valid currency");
    expect(words).not.toMatch(/Pounds|o-2|Bought/);
  });

  it("answers nothing where nothing is newer, and the whole list once an event or a refusal is", async () => {
    const since = () => feed(owner).then(({ text }) => sinceIn(text));
    const before = await since();
    const statements = await app.database.during(async () => {
      expect(await feed(owner, `?since=${before}`)).toMatchObject({ status: 204, text: "" });
    });
    expect(statements).toBe(1);
    await app.api.post("/v1/events", { ...PURCHASE, orderId: "o-3" });
    const after = await feed(owner, `?since=${before}`);
    expect([after.status, after.words.includes("order o-3")]).toEqual([200, true]);
    const later = sinceIn(after.text);
    expect(await feed(owner, `?since=${later}`)).toMatchObject({ status: 204 });
    app.clock.advance(1_000);
    await app.api.post("/v1/events", { ...PURCHASE, currency: "Pounds" });
    await app.deps.refusals.flush();
    const counted = await feed(owner, `?since=${later}`);
    expect([counted.status, counted.words.includes("2 times in this hour")]).toEqual([200, true]);
  });

  it("names the newest in a place that is announced, and has ids that stay", async () => {
    const { text } = await feed(owner);
    expect(text).toMatch(/<p class="unseen" id="feed-news" role="status">New: [^<]+<\/p>/);
    expect(text).toMatch(/<li id="event-\d+">/);
  });

  it("tells no name, no address and no word of the shop's own to those who may not see people", async () => {
    const { words } = await feed(viewer);
    expect(words).toContain("Bought for £42.00, order o-1");
    expect(words).not.toMatch(/Bob|@shop\.example|Carol/);
    expect(words).toContain("metadata.size 3");
  });

  it("tells what became of an order in words, in every way to say what went back, and what waits for it", async () => {
    for (const event of [
      { type: "order_change", changeId: "c-1", amountMinor: 5000, currency: "GBP" },
      { type: "order_change", changeId: "c-2", currency: "GBP", paid: { amountMinor: 6000, currency: "EUR" } },
      { type: "refund", refundId: "r-1", amountMinor: 100, currency: "GBP" },
      { type: "refund", refundId: "r-2", paid: { amountMinor: 300, currency: "EUR" } },
      { type: "refund", refundId: "r-3", totalPaidMinor: 700 },
      { type: "refund", refundId: "r-4", totalPaidMinor: 800, currency: "EUR" },
      { type: "refund", refundId: "r-5", rest: true },
      { type: "refund_reversal", refundId: "r-5" },
      { type: "dispute", disputeId: "d-1", status: "opened" },
      { type: "dispute", disputeId: "d-1", status: "closed" },
    ]) {
      expect((await app.api.post("/v1/events", { ...event, orderId: "o-1" })).status).toBe(201);
    }
    await app.api.post("/v1/events", { type: "dispute", disputeId: "d-2", status: "opened", orderId: "to-come" });
    const told = [
      ...["Order o-1 was changed to £50.00", "Order o-1 was changed", "Gave back £1.00 of order o-1"],
      ...[
        "Gave back €3.00 of order o-1",
        "Money went back for order o-1",
        "€8.00 of order o-1 has been given back so far",
      ],
      ...["Gave back the rest of order o-1", "A refund of order o-1 was undone"],
      ...["A dispute of the payment for order o-1 was opened", "The dispute of the payment for order o-1 was closed"],
    ];
    const { text, words } = await feed(owner);
    const sentences = [...text.matchAll(/<p>(?:<a[^>]*>.*?<\/a> )?<bdi>(.*?)<\/bdi>/gs)].map(([, sentence = ""]) => {
      return sentence.replaceAll(/[\u2066-\u2069]/g, "");
    });
    expect(sentences.slice(0, 11)).toEqual(
      [...told, "A dispute of the payment for order to-come was opened"].toReversed(),
    );
    expect(words).toContain("to-come was opened Waits for its order.");
    expect(words.match(/Waits for its order/g)).toHaveLength(1);
    expect(words).toContain("paid.amountMinor €60.00");
    expect(words).not.toMatch(/Event (order_change|refund|refund_reversal|dispute)/);
    const [, person] = /href="([^"]*\/people\/par_[^"]*)"/.exec(text) ?? [];
    const timeline = (await owner.get(person?.replace(/^.*\/people/, "/people") ?? "")).text;
    const plain = timeline.replaceAll(/[\u2066-\u2069]/g, "");
    // Of one moment's events the latest ten are there.
    for (const sentence of told) expect(plain).toContain(`>${sentence}</a>`);
  });

  it("says of a dispute of a friend's order that it counts for what the order earned, and not that it earns nothing", async () => {
    const code = await issueCode(app.api, "friends", "ann");
    const participant = { externalId: "disputing" };
    await app.api.post("/v1/events", { type: "signup", participant, code });
    const order = { orderId: "o-disputed", amountMinor: 4200, currency: "GBP" };
    await app.api.post("/v1/events", { type: "purchase", participant, ...order });
    await app.api.post("/v1/events", {
      ...{ type: "dispute", disputeId: "d-3", status: "opened", orderId: "o-disputed" },
    });
    const { words } = await feed(owner);
    expect(words).toMatch(/order o-disputed was opened friends Counts for what the order earned\. Why/);
  });

  it("says of what follows an order that it counts, also where its referral has ended since, and tells a second report", async () => {
    await app.database.query(
      "UPDATE referrals SET status = 'rejected', rejected_reason = 'blocked' WHERE tenant_id = $1",
      [app.tenant.tenantId],
    );
    const { words } = await feed(owner);
    expect(words).toMatch(/order o-disputed was opened friends Counts for what the order earned\. Why/);
    const participant = { externalId: "refused" };
    const order = { type: "purchase", participant, orderId: "o-twice", amountMinor: 4200, currency: "GBP" };
    await app.api.post("/v1/events", order);
    await app.api.post("/v1/participants/refused/block", { reason: "many accounts" });
    await app.api.post("/v1/events", { ...order, code: await issueCode(app.api, "friends", "ann") });
    const { words: told } = await feed(owner);
    expect(told).toMatch(/Details were added to order o-twice friends The code was not accepted/);
  });

  it("of an order with hundreds of items tells how many, and stays small", async () => {
    const items = Array.from({ length: 500 }, (_, n) => ({ sku: `sku-${n}`, quantity: 1, amountMinor: 10 }));
    for (let n = 0; n < 25; n++) {
      await app.api.post("/v1/events", { ...PURCHASE, orderId: `large-${n}`, amountMinor: 5_000, items });
    }
    const { text, words } = await feed(owner);
    expect(words).toContain("items 500 in all");
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    // Nor is more read than is shown: the facts of one such order have 25 kB.
    const { member } = owner;
    if (member === null) throw new Error("no owner");
    const read = await readFeed(app.database, userAsker(member, app.tenant, app));
    expect(JSON.stringify(read).length).toBeLessThan(40_000);
  });

  it("of a shop that has reported nothing leads to the code that reports", async () => {
    const { tenant } = await app.newTenant("Empty shop");
    const { text } = await (await signIn(app, "owner", tenant)).get("/setup/feed");
    expect(text).toContain("Nothing has come from your shop yet.");
    expect(text).toContain(`/dashboard/t/${tenant.slug}/setup/code`);
  });
});
