import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldCode } from "../../domain/codes.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** Codes as people write them, several of one participant, and codes that come from another system. */

interface Issued {
  readonly code: string;
  readonly vanity: string | null;
  readonly shareUrl: string;
}

interface Row extends Partial<Issued> {
  readonly status: number;
  readonly problem?: { readonly code: string; readonly detail: string; readonly errors?: readonly object[] };
}

interface Person {
  readonly codes: readonly {
    readonly code: string;
    readonly vanity: string | null;
    readonly further: readonly string[];
  }[];
}

let app: TestApp;
let people = 0;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const someone = () => {
  people += 1;
  return `person-${people}`;
};
const importCodes = async (rows: readonly (readonly [externalId: string, code: string, vanity?: string])[]) => {
  const codes = rows.map(([externalId, code, vanity = null]) => ({ participant: { externalId }, code, vanity }));
  return (await app.api.post<{ results: Row[] }>("/v1/codes/batch", { program: "friends", codes })).body.results;
};
const choose = (externalId: string, vanity: string | null) =>
  app.api.post<Issued & { readonly detail?: string; readonly errors?: readonly object[] }>("/v1/codes", {
    ...{ program: "friends", participant: { externalId }, vanity },
  });
const codesOf = async (externalId: string) => (await app.api.get<Person>(`/v1/participants/${externalId}`)).body.codes;
/** The advocate of a new friend who brings the code; the refusal where there is none. */
const advocateBy = async (code: string, more: object = {}) => {
  const signup = { type: "signup", participant: { externalId: someone() }, program: "friends", code, ...more };
  interface Referral {
    readonly advocate: string | null;
    readonly rejectedReason: string | null;
  }
  const { body } = await app.api.post<{ results: { referral: Referral }[] }>("/v1/events", signup);
  const referral = body.results[0]?.referral;
  return referral?.rejectedReason ?? referral?.advocate;
};

describe("codes of another system", () => {
  it("go on working as they were written, several of one participant too, and the first is primary", async () => {
    const rows = [
      ["m-1", "mary.smith"],
      ["m-1", "MARY"],
      ["m-1", "10%OFF"],
      ["m-2", "JOS\u00c9"],
      ["m-3", "AB"],
      ["m-4", "\u041c\u0430\u0448\u0430-5"],
      ["m-5", "\u05e9\u05dc\u05d5\u05dd"],
    ] as const;
    const results = await importCodes(rows);
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      [201, "MARYSMITH"],
      [201, "MARY"],
      [201, "10OFF"],
      [201, "JOS\u00c9"],
      [201, "AB"],
      [201, "MA\u0428A5"],
      [201, "\u05e9\u05dc\u05d5\u05dd"],
    ]);
    expect(await codesOf("m-1")).toMatchObject([{ code: "MARYSMITH", vanity: null, further: ["10%OFF", "MARY"] }]);
    for (const [owner, code] of rows) expect(await advocateBy(code.toLowerCase()), code).toBe(owner);
    expect(await advocateBy("jose\u0301")).toBe("m-2");
    expect((await importCodes(rows)).map(({ status }) => status)).toEqual(rows.map(() => 200));
  });

  it("are reported row by row: what is taken says by which code, and what can't be one says why", async () => {
    await importCodes([["r-1", "O'Neil"]]);
    const results = await importCodes([
      ["r-2", "o.neil"],
      ["r-2", "\u041eneil"],
      ["r-2", "<script>"],
      ["r-2", "x"],
      ["r-2", "\u202eONEIL\u200b"],
      ["r-1", "ONEIL"],
    ]);
    expect(results.map(({ status, problem }) => [status, problem?.detail, problem?.errors])).toEqual([
      [409, "The code o.neil is taken, since it means the same as O'Neil.", undefined],
      [422, "The row is not valid.", [expect.objectContaining({ message: expect.stringContaining("one alphabet") })]],
      [
        422,
        "The row is not valid.",
        [expect.objectContaining({ message: expect.stringContaining("letters and digits") })],
      ],
      [422, "The row is not valid.", [{ path: "code", message: "2 to 40 letters or digits" }]],
      [409, "The code ONEIL is taken, since it means the same as O'Neil.", undefined],
      [200, undefined, undefined],
    ]);
  });

  it("are 20 of one participant in one program at most", async () => {
    const rows = Array.from({ length: 21 }, (_, nth) => ["full", `FULL-${nth}`] as const);
    const results = await importCodes(rows);
    expect(results.slice(18).map(({ status, problem }) => [status, problem?.code])).toEqual([
      [201, undefined],
      [201, undefined],
      [409, "too_many_codes"],
    ]);
    expect((await choose("full", "one more")).body).toMatchObject({ code: "too_many_codes" });
    expect((await choose("full", "full.7")).body).toMatchObject({ vanity: "FULL-7" });
  });

  it("share what is set on the primary", async () => {
    await importCodes([
      ["t-1", "TERMS-A"],
      ["t-1", "TERMS-B"],
    ]);
    await app.api.patch("/v1/codes/termsb", { maxUses: 1 });
    expect([await advocateBy("terms a"), await advocateBy("terms b")]).toEqual(["t-1", "code_used_up"]);
  });
});

describe("a vanity code that is changed", () => {
  it("goes on as a further code, may be taken again, and gives way to the primary", async () => {
    const { code } = (await choose("v-1", "first")).body;
    const second = await choose("v-1", "Sec.ond");
    expect([second.status, second.body.code, second.body.vanity]).toEqual([201, code, "Sec.ond"]);
    expect(second.body.shareUrl).toMatch(/\/Sec\.ond$/);
    expect(await codesOf("v-1")).toMatchObject([{ code, vanity: "Sec.ond", further: ["first"] }]);
    for (const each of ["first", "second", code]) expect(await advocateBy(each)).toBe("v-1");
    expect((await choose("v-1", "FIRST")).body.vanity).toBe("first");
    expect(await codesOf("v-1")).toMatchObject([{ code, vanity: "first", further: ["Sec.ond"] }]);
    expect([(await choose("v-1", "first")).status, (await choose("v-1", null)).body.vanity]).toEqual([200, "first"]);
    expect((await choose("v-1", code.toLowerCase())).body.vanity).toBeNull();
    expect((await codesOf("v-1"))[0]?.further).toEqual(["first", "Sec.ond"]);
  });

  it("is no insult, in any spelling, and no mixture of alphabets; names that hold one are none", async () => {
    for (const vanity of [
      "fuck-you",
      "F.U.C.K",
      "5hit",
      "dick1",
      "\u0425\u0443\u0439\u043b\u043e",
      "\u05d6\u05d5\u05e0\u05d4",
    ]) {
      expect((await choose("i-1", vanity)).body, vanity).toMatchObject({ status: 422, code: "code_unfit" });
    }
    expect((await choose("i-1", "p\u0430ypal")).body.errors).toEqual([
      { path: "vanity", message: expect.stringContaining("letters of one alphabet") },
    ]);
    for (const vanity of ["Scunthorpe", "Cassandra", "Dickens", "\u05ea\u05d6\u05d5\u05e0\u05d4"]) {
      expect((await choose("i-2", vanity)).status, vanity).toBe(201);
    }
    // The tenant knows what its customers are called.
    expect((await importCodes([["i-3", "DICK"]]))[0]?.status).toBe(201);
  });
});

describe("a share link of a code of any script", () => {
  it.each(["Ada & Co", "15%off", "a+b c", "ada.smith-5", "\u041c\u0430\u0448\u0430"])(
    "leads on as its owner has it: %s",
    async (vanity) => {
      const owner = someone();
      const { shareUrl } = (await choose(owner, vanity)).body;
      const answer = await app.api.send("GET", new URL(shareUrl).pathname);
      expect(new URL(answer.headers.get("location") ?? "").searchParams.get("ref")).toBe(foldCode(vanity));
      expect(await advocateBy(shareUrl)).toBe(owner);
    },
  );

  it("leads to the landing page in letters that every header has, and its click ties the friend", async () => {
    await importCodes([["l-1", "Jos\u00e9-\u00d1"]]);
    const { shareUrl } = (await choose("l-1", null)).body;
    const answer = await app.api.send("GET", new URL(shareUrl).pathname);
    const location = answer.headers.get("location") ?? "";
    expect([answer.status, location]).toEqual([302, expect.stringMatching(/^[\x21-\x7e]+$/)]);
    const query = new URL(location).searchParams;
    expect(query.get("ref")).toBe("JOS\u00c9\u00d1");
    const click = { code: null, clickIds: [query.get("click")] };
    expect(await advocateBy("", { ...click })).toBe("l-1");
    expect(await advocateBy(location)).toBe("l-1");
    expect(await advocateBy(shareUrl)).toBe("l-1");
  });
});
