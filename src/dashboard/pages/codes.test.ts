import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { publishProgram, rulesOf } from "../../testing/programs.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let support: DashboardClient;
let viewer: DashboardClient;
let code: string;

beforeAll(async () => {
  app = await createTestApp();
  await app.api.patch("/v1/tenant", { timezone: "Europe/London" });
  const asked = { program: "friends", participant: { externalId: "ann@shop.example", name: "Ann" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
  await app.api.post("/v1/events", { type: "signup", participant: { externalId: "fay" }, code });
  [support, viewer] = [await signIn(app, "support"), await signIn(app, "viewer")];
});
afterAll(() => app.close());

interface Terms {
  readonly redeemable: boolean;
  readonly reason: string | null;
}
const termsOf = async () => (await app.api.get<Terms>(`/v1/codes/${code}`)).body;
const record = async () => {
  const [row = []] = await app.database.query("SELECT disabled, expires_at, max_uses FROM codes WHERE code = $1", [
    code,
  ]);
  return row;
};

it("codes are found by how they begin, and to viewers their owners have no names", async () => {
  const { text } = await support.get(`/codes?q=${code.slice(0, 4).toLowerCase()}`);
  expect([text.includes(code), text.includes("Ann")]).toEqual([true, true]);
  expect((await support.get("/codes?q=NOPE")).text).toContain("No code begins like this.");
  for (const path of ["/codes", `/codes/${code}`, "/coupons"]) {
    const seen = (await viewer.get(path)).text;
    expect(seen).not.toMatch(/Ann|ann@/);
    expect(seen).not.toContain('<form method="post" action="/dashboard/t');
  }
});

describe("what a code is limited to", () => {
  const save = (fields: Record<string, string>) =>
    support.post(`/codes/${code}`, { lastDay: "", maxUses: "", ...fields });

  it("it is disabled, and let go on again, with a row in the audit each time", async () => {
    expect((await save({ disabled: "on" })).location).toContain("said=saved");
    expect((await termsOf()).reason).toBe("code_disabled");
    await save({});
    expect((await termsOf()).redeemable).toBe(true);
    const { body } = await app.api.get<{ data: object[] }>(`/v1/audit?subject=${code}&action=code.changed`);
    expect(body.data).toHaveLength(2);
  });

  it("its last day is one of the shop's own, and an end within a day stays where the day does", async () => {
    await save({ lastDay: "2026-07-31", maxUses: "9" });
    expect(await record()).toEqual([false, "2026-07-31 23:00:00+00", 9]);
    await app.api.patch(`/v1/codes/${code}`, { expiresAt: "2026-07-15T10:00:00Z" });
    const shown = (await support.get(`/codes/${code}`)).text;
    expect(shown).toContain('value="2026-07-15"');
    await save({ lastDay: "2026-07-15", maxUses: "" });
    expect(await record()).toEqual([false, "2026-07-15 10:00:00+00", null]);
    await save({});
    expect(await record()).toEqual([false, null, null]);
  });

  it.each(["0000-01-01", "0001-01-01", "9999-12-31"])(
    "its last day is none of which no calendar tells: %s",
    async (lastDay) => {
      expect((await save({ lastDay })).status).toBe(422);
      expect(await record()).toEqual([false, null, null]);
    },
  );
});

it("a chosen code is given, and another in its place, beside which it goes on; one of another person is not", async () => {
  await app.api.post("/v1/codes", { program: "friends", participant: { externalId: "bob" }, vanity: "TAKEN" });
  const give = (vanity: string) => support.post(`/codes/${code}/vanity`, { vanity });
  expect((await give("taken")).location).toContain("said=code_taken");
  expect((await give("a")).location).toContain("said=vanity_unclear");
  expect((await give("ann-tea")).location).toContain("said=saved");
  expect((await support.get("/codes/ANNTEA")).text).toContain("ann-tea");
  expect((await give("\u05d0nn")).location).toContain("said=vanity_unclear");
  expect((await give("fuck-you")).location).toContain("said=codes_refused");
  expect((await give("jos\u00e9")).location).toContain("said=saved");
  expect((await support.get("/codes/JOS%C3%89")).text).toContain(`${code}, ann-tea`);
  expect((await support.get("/codes?q=jos")).text).toContain("jos\u00e9");
  expect((await app.api.get<Terms>("/v1/codes/ann.tea")).body.redeemable).toBe(true);
});

describe("codes given to many", () => {
  const give = (lines: string, key = lines, program = "friends") =>
    support.post("/codes", { program, lines, key: key.replaceAll(/\W/g, "-").slice(0, 60) });
  const TAGS = /<[^>]*>/g;
  /** What the report says: of each line its number, what stood there and why it was refused; and what the box holds. */
  const reportOf = (text: string) => {
    const [, body = ""] = /<tbody>(.*)<\/tbody>/s.exec(text) ?? [];
    const cells = body.split("<tr>").slice(1);
    const rows = cells.map((row) =>
      [...row.matchAll(/<t[hd]\b.*?<\/t[hd]>/gs)].map(([cell]) => cell.replace(TAGS, "")),
    );
    const [, box = ""] = /<textarea[^>]*>\n([^<]*)<\/textarea>/.exec(text) ?? [];
    const counts = [...text.matchAll(/<dd>(.*?)<\/dd>/g)].map(([, count = ""]) => count.replace(TAGS, ""));
    return { rows, box: box.split("\n"), counts };
  };
  const has = async (participant: string) => (await app.api.get(`/v1/participants/${participant}`)).status === 200;

  it("each line has one, drawn or as it was, and the audit has who gave it", async () => {
    expect((await give("c-1\r\nc-2, SPRING-2\r\n\r\n")).location).toContain("said=codes_issued");
    expect((await support.get("/codes?q=spring")).text).toContain("SPRING-2");
    const { body } = await app.api.get<{ data: object[] }>("/v1/audit?subject=SPRING2");
    expect(body.data).toEqual([
      expect.objectContaining({ action: "code.issued", actor: { type: "user", id: support.member?.userId } }),
    ]);
    expect((await give("c-1\r\nc-2, SPRING-2", "again")).location).toContain("said=codes_issued");
    // What the release before kept for a repeat says of no line what became of it.
    await app.database.query("UPDATE idempotency_keys SET body = $1 WHERE key = 'form:again'", ['{"refused":0}']);
    expect((await give("c-1\r\nc-2, SPRING-2", "again")).location).toContain("said=sent_before");
  });

  it("a line that is refused is named with what it says and why, and stands in the box again; the others are done", async () => {
    await app.api.post("/v1/codes", { program: "friends", participant: { externalId: "blocked" } });
    await app.api.post("/v1/participants/blocked/block", { reason: "a ring" });
    const lines = [
      ...["c-3, spring 2", "", "c-4,mary.smith", "c-5;JOSÉ\tmore", ",AB", "c-6,?", `c-7,${"A".repeat(41)}`],
      ...["c-8,\u05d0nn", "blocked", "c-9,AB", "c-10,X", "<b>c-11</b>,<i>"],
    ];
    const answer = await give(lines.join("\r\n"), "report");
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
    const { rows, box, counts } = reportOf(answer.text);
    const letters = "A code is letters and digits. Between them may be spaces and - _ . &#39; &amp; % +.";
    expect(rows).toEqual([
      ["1", "c-3, spring 2", "This code is given out already."],
      ["4", "c-5;JOSÉ\tmore", "Write an id, or an id, a comma and one code."],
      ["5", ",AB", "The id of the customer has 1 to 255 characters, and no control characters."],
      ["6", "c-6,?", letters],
      ["7", `c-7,${"A".repeat(41)}`, "A code has 2 to 40 letters or digits."],
      ["8", "c-8,\u05d0nn", "The letters are of two alphabets. They look alike, and no one could tell which to type."],
      ["9", "blocked", "The customer is blocked."],
      ["11", "c-10,X", "A code has 2 to 40 letters or digits."],
      ["12", "&lt;b&gt;c-11&lt;/b&gt;,&lt;i&gt;", letters],
    ]);
    expect(box).toEqual(rows.map(([, says]) => says));
    expect(counts).toEqual(["2", "9"]);
    // Whose the other code is says its own page, to those who may know.
    expect(answer.text).toMatch(/href="\/dashboard\/t\/[^/"]+\/codes\/SPRING2"/);
    expect([await has("c-4"), await has("c-9"), await has("c-3"), await has("c-8")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect((await give(lines.join("\r\n"), "report")).text).toContain("This code is given out already.");

    const [, key = ""] = /name="key" value="([^"]+)"/.exec(answer.text) ?? [];
    expect((await give("c-3, spring 3\nc-8,ann8", key)).location).toContain("said=codes_issued");
  });

  it("where a program is not for a customer, the line says why", async () => {
    await publishProgram(app.api, "asked", rulesOf([], { eligibility: { approval: "application" } }));
    await publishProgram(app.api, "some", rulesOf([], { eligibility: { approval: "open", segments: ["vip"] } }));
    const asked = await give("e-1", "asked", "asked");
    expect([asked.status, reportOf(asked.text).rows]).toEqual([
      422,
      [["1", "e-1", "The customer has to apply first."]],
    ]);
    expect(asked.text).toContain('<option value="asked" selected>');
    const [row] = reportOf((await give("e-1", "some", "some")).text).rows;
    expect(row?.[2]).toBe("The customer is in none of the segments that may invite.");
  });

  it("a customer of 20 codes gets no further one, and the line says so", async () => {
    const many = Array.from({ length: 21 }, (_, n) => `twenty,twenty${n}`).join("\n");
    const { rows, counts } = reportOf((await give(many, "twenty")).text);
    expect(rows).toEqual([["21", "twenty,twenty20", "The customer has 20 codes of this program, which is the most."]]);
    expect(counts).toEqual(["20", "1"]);
  });

  it("of many refused lines 100 are listed and all stand in the box; a long one is cut in the list alone", async () => {
    const long = `x,${"y".repeat(3_000)}`;
    const lines = [long, ...Array.from({ length: 999 }, (_, n) => `f-${n},?`)];
    const { text, status } = await give(lines.join("\n"), "all-wrong");
    const { rows, box, counts } = reportOf(text);
    expect([status, rows.length, box, counts]).toEqual([422, 100, lines, ["0", "1,000"]]);
    expect(rows[0]?.[1]).toBe(`${long.slice(0, 80)}…`);
    expect(text).toContain("900 further lines were refused.");
  });

  it("where there are no lines, or too many, none is given, and what was typed stays", async () => {
    const many = Array.from({ length: 1_001 }, (_, n) => `many-${n}`).join("\n");
    for (const lines of ["\n", many]) {
      const { status, text } = await give(lines, "unclear");
      expect([status, reportOf(text).box.join("\n").trim()]).toEqual([422, lines.trim()]);
      expect(text).toContain("Nothing was given. Write 1 to 1,000 lines, one customer each.");
    }
    expect(await has("many-1")).toBe(false);
  });
});

it("a coupon is ended like the reward that it is", async () => {
  const { text } = await support.get("/coupons");
  const [, rewardId = ""] = /name="ids" value="(rwd_[^"]+)"/.exec(text) ?? [];
  expect(text).toContain("10%");
  const fields = [
    ["ids", rewardId],
    ["step", "void"],
    ["from", "coupons"],
    ["reason", "shared in a forum"],
  ] as const;
  const asked = await support.postAll("/rewards/steps", fields);
  expect(asked.text).toContain("End 1 reward?");
  expect(asked.text).toContain(`/coupons"`);
  const confirmed = [...fields, ["confirmed", "yes"]] as const;
  expect((await support.postAll("/rewards/steps", confirmed)).location).toMatch(/\/coupons\?said=rewards_moved$/);
  expect((await app.api.get<{ status: string }>(`/v1/rewards/${rewardId}`)).body.status).toBe("voided");
});

it("a redemption that no order reported is freed for a reason, once, and what was reported is not", async () => {
  await app.api.post("/v1/events", { type: "signup", participant: { externalId: "gil" }, code });
  const { body } = await app.api.get<{ data: { coupon?: { code: string } }[] }>("/v1/rewards?participant=gil");
  const coupon = body.data[0]?.coupon?.code ?? "";
  const isFree = async () => {
    const order = { amountMinor: 4200, currency: "GBP" };
    return (await app.api.post(`/v1/coupons/${coupon}/check`, { order })).body.valid;
  };
  const shown = "Redeemed, not reported";
  expect((await support.get("/coupons")).text).not.toContain(shown);
  await app.api.post(`/v1/coupons/${coupon}/redeem`, {
    orderId: "left & lost@x.example",
    amountMinor: 4200,
    currency: "GBP",
  });
  const { text } = await support.get(`/coupons?q=${coupon}`);
  expect(text).toContain(shown);
  expect(text).toContain(`name="uses" value="${coupon} left &amp; lost@x.example"`);
  const seen = (await viewer.get("/coupons")).text;
  expect([seen.includes(shown), seen.includes("left &amp; lost@x.example"), seen.includes('name="uses"')]).toEqual([
    true,
    false,
    false,
  ]);
  const uses = `${coupon} left & lost@x.example`;
  const asked = await support.post("/coupons/release", { uses });
  expect([asked.status, asked.text.includes("Free 1 coupon?")]).toEqual([200, true]);
  expect(asked.text).toContain(`name="uses" value="${coupon} left &amp; lost@x.example"`);
  for (const reason of ["", "  ", "x".repeat(501)]) {
    const { status, text } = await support.post("/coupons/release", { uses, reason, confirmed: "yes" });
    expect([status, text.includes("Write why, in at most 500 characters.")]).toEqual([422, true]);
  }
  expect((await support.post("/coupons/release", { uses: "nonsense", reason: "x" })).status).toBe(422);
  expect((await support.post("/coupons/release", { uses, reason: "not confirmed" })).status).toBe(200);
  expect(await isFree()).toBe(false);
  const free = () => support.post("/coupons/release", { uses, reason: "the customer rang", confirmed: "yes" });
  expect((await free()).location).toMatch(/\/coupons\?said=coupons_freed$/);
  expect(await isFree()).toBe(true);
  expect((await support.get("/coupons")).text).not.toContain(shown);
  expect((await support.get("/activity")).text).toContain("the customer rang");
  await app.api.post("/v1/events", {
    ...{ type: "purchase", participant: { externalId: "gil" }, orderId: "left & lost@x.example", amountMinor: 4200 },
    ...{ currency: "GBP", discounts: [{ code: coupon, amountMinor: 420 }] },
  });
  expect((await free()).location).toMatch(/\/coupons\?said=coupons_not_freed$/);
  expect((await support.post("/coupons/release", { uses })).location).toMatch(/\/coupons\?said=coupons_not_freed$/);
  expect((await support.post("/coupons/release", {})).location).toMatch(/said=coupons_not_freed$/);
  expect((await viewer.post("/coupons/release", { uses, reason: "x" })).status).toBe(403);
});
