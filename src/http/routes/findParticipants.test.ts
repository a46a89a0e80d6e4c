import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Found {
  readonly data: readonly {
    readonly externalId: string;
    readonly match: { readonly by: string; readonly text: string; readonly whole: boolean } | null;
    readonly balances: readonly { readonly unit: string }[];
  }[];
  readonly nextCursor: string | null;
}

let app: TestApp;
let code: string;
let coupon: string;

beforeAll(async () => {
  app = await createTestApp();
  const { api } = app;
  const put = async (externalId: string, profile: object = {}) => {
    app.clock.advance(1_000);
    await api.put(`/v1/participants/${externalId}`, profile);
  };
  await put("ann", { email: "Ann.Tea+news@Gmail.com", segments: ["vip", "staff"] });
  await put("ann-2", { email: "anna@shop.example", phone: "+44 (0)20 7183 8750", segments: ["vip"] });
  await put("annex", { segments: ["staff"] });
  await put("bob", { email: "ann@shop.example" });
  await put("é-1", { email: "annetea@gmail.com" });
  const issued = await api.post<{ code: string }>("/v1/codes", {
    program: "friends",
    participant: { externalId: "ann" },
    vanity: "BOBS-TEA",
  });
  code = issued.body.code;
  app.clock.advance(1_000);
  const signup = { type: "signup", participant: { externalId: "fay" }, code };
  const { body } = await api.post<{ results: { rewards: { coupon?: { code: string } }[] }[] }>("/v1/events", signup);
  coupon = body.results[0]?.rewards[0]?.coupon?.code ?? "";
  const order = { type: "purchase", orderId: "541431", amountMinor: 4200, currency: "GBP" };
  await api.post("/v1/events", { ...order, participant: { externalId: "fay" } });
});
afterAll(() => app.close());

async function find(query: string): Promise<Found> {
  const { status, body } = await app.api.get<Found>(`/v1/participants?${query}`);
  expect(status).toBe(200);
  return body;
}

const ids = ({ data }: Found) => data.map(({ externalId }) => externalId);
const told = ({ data }: Found) => data.map(({ externalId, match }) => `${externalId} ${match?.by} ${match?.whole}`);

describe("one text finds a participant by whatever a person has of them", () => {
  it.each<readonly [string, () => string, string]>([
    ["an id", () => "ann-2", "ann-2 externalId true"],
    ["an id that is not ASCII", () => "é-1", "é-1 externalId true"],
    ["how an id begins", () => "anne", "annex externalId false"],
    ["an e-mail in any spelling that folds to it", () => "anntea+x@googlemail.com", "ann email true"],
    ["how an e-mail begins", () => "ANNA@", "ann-2 email false"],
    ["a phone, in any spelling that is the same number", () => "0044 207 183-8750", "ann-2 phone true"],
    ["a phone whose plus was left out", () => "44 2071838750", "ann-2 phone true"],
    ["how a phone begins", () => "+44 (0)20 71", "ann-2 phone false"],
    ["a code", () => code, "ann code true"],
    ["a vanity code, written as people like", () => "bobs tea", "ann code true"],
    ["how a vanity code begins", () => "bobs-t", "ann code false"],
    ["an order", () => "541431", "fay order true"],
    ["a coupon", () => coupon.toLowerCase(), "fay coupon true"],
  ])("%s", async (_, typed, first) => {
    expect(told(await find(`q=${encodeURIComponent(typed())}`))[0]).toBe(first);
  });

  it("those whom it names come before those of whom something begins with it, each once", async () => {
    expect(told(await find("q=ann"))).toEqual([
      "ann externalId true",
      "ann-2 externalId false",
      "annex externalId false",
      "bob email false",
      "é-1 email false",
    ]);
    expect(told(await find("q=bob"))).toEqual(["bob externalId true", "ann code false"]);
  });

  it("what is only part of an order or of a coupon finds no one", async () => {
    expect(ids(await find("q=54143"))).toEqual([]);
    expect(ids(await find(`q=${coupon.slice(0, 8)}`))).toEqual([]);
  });

  it("what nothing begins with finds no one, whatever characters it has", async () => {
    for (const typed of ["nobody", "%", "_", "'", "\\", "ann%", "\u{10ffff}"]) {
      expect(ids(await find(`q=${encodeURIComponent(typed)}`))).toEqual([]);
    }
  });

  it("page by page come the same, in the same order", async () => {
    for (const query of ["q=ann", "q=b", "segment=vip", "q=ann&segment=staff", "limit=50"]) {
      const whole = await find(query);
      const paged: Found["data"][number][] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: Found = await find(`${query}${query.includes("limit") ? "" : "&limit=1"}${cursor}`);
        paged.push(...page.data);
        cursor = page.nextCursor === null ? null : `&cursor=${page.nextCursor}`;
      }
      expect(paged).toEqual(whole.data);
      expect(paged.length).toBeGreaterThan(0);
    }
  });
});

it("without a text all are listed, the newest first, and a segment leaves those in it", async () => {
  expect(ids(await find("limit=3"))).toEqual(["fay", "é-1", "bob"]);
  expect(ids(await find("segment=vip"))).toEqual(["ann-2", "ann"]);
  expect(ids(await find("segment=vip&q=ann"))).toEqual(["ann", "ann-2"]);
  expect(ids(await find("segment=none"))).toEqual([]);
});

it("another tenant finds none of them", async () => {
  const other = await app.newTenant("Coffee shop");
  for (const typed of ["ann", code, "541431", coupon]) {
    expect((await other.api.get<Found>(`/v1/participants?q=${typed}`)).body.data).toEqual([]);
  }
});

it("a cursor that was made up is refused", async () => {
  const made = Buffer.from(JSON.stringify(["9", "a", "par_1"])).toString("base64url");
  expect((await app.api.get(`/v1/participants?q=a&cursor=${made}`)).status).toBe(422);
});
