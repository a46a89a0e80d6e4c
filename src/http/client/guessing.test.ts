import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { ADDRESS_HEADER, createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { tinyPng } from "../../testing/pictures.ts";
import { FAILED_CODE_LIMIT, OWN_FAILED_CODE_LIMIT } from "./limits.ts";

// Guessers with many addresses, and those who would have others refused.

const LANDING = "https://shop.example/welcome";
const OTHER_LANDING = "https://other.example/";
/** More addresses than it takes to use up everything. */
const ADDRESSES = FAILED_CODE_LIMIT.most + 8;

let app: TestApp;
let visitor: ApiClient;
/** Right codes, in two programs and two languages. */
let codes: string[];
let [right, ended] = ["", ""];
let guesses = 0;

beforeAll(async () => {
  app = await createTestApp();
  visitor = apiClient(app.fetch, app.tenant.publishableKey);
  await app.api.post("/v1/programs", { ...demoProgram, key: "others", landingUrl: OTHER_LANDING });
  expect((await app.api.post("/v1/programs/others/publish", {})).status).toBe(200);
  const file = { body: tinyPng(3, 2), headers: { "content-type": "image/png" } };
  const { sha256 } = (await app.api.send<{ sha256: string }>("POST", "/v1/media", file)).body;
  const material = { kind: "picture", language: "en", title: "Post", picture: sha256 };
  expect((await app.api.put("/v1/programs/friends/materials/post", material)).status).toBeLessThan(300);
  codes = [];
  for (let n = 0; n < 40; n++) {
    const participant = { externalId: `owner-${n}`, locale: n % 3 === 0 ? "he" : "uk" };
    const program = n % 2 === 0 ? "friends" : "others";
    const { body } = await app.api.post<{ code: string }>("/v1/codes", { program, participant });
    codes.push(body.code);
  }
  [right = "", ended = ""] = codes;
  await app.api.patch(`/v1/codes/${ended}`, { disabled: true });
});
// A new window for each test.
beforeEach(() => app.clock.advance(RATE_WINDOW_MS));
afterAll(() => app.close());

const as = async (externalId: string) =>
  apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now()));
const wrongCode = () => {
  guesses += 1;
  return `WRONG${guesses}`;
};
const addressOf = (n: number) => `10.${n >> 8}.${n & 255}.1`;
const check = (code: string, address: string, client = visitor) =>
  client.get<Record<string, unknown>>(`/v1/client/codes/${code}`, { [ADDRESS_HEADER]: address });
/** What a door shows of a code, without the code itself and the click, which are each request's own. */
const DOORS = {
  "/v1/client/codes": async (code: string, address: string) => {
    const { status, body } = await check(code, address);
    return JSON.stringify([status, body])
      .replaceAll(code, "CODE")
      .replace(/"requestId":"\w+"/, "");
  },
  "/r/tea-shop": (code: string, address: string) => follow("/r/tea-shop", code, address),
  "/join/tea-shop": (code: string, address: string) => follow("/join/tea-shop", code, address),
};
type Door = keyof typeof DOORS;
const doors = Object.keys(DOORS) as Door[];

async function follow(base: string, code: string, address: string, headers: Record<string, string> = {}) {
  const request = new Request(`http://api.test${base}/${code}`, { headers: { [ADDRESS_HEADER]: address, ...headers } });
  const response = await app.fetch(request);
  const text = `${response.status} ${response.headers.get("location")} ${await response.text()}`;
  return text.replace(/click=clk_[\w.-]+/g, "CLICK").replaceAll(code, "CODE");
}

/** Uses up what is told of wrong codes, each from an address of its own. */
async function guessFromMany(door: Door, count = ADDRESSES): Promise<string[]> {
  return await Promise.all(Array.from({ length: count }, (_, n) => DOORS[door](wrongCode(), addressOf(n))));
}

describe.each(doors)("codes that are guessed at %s", (door) => {
  it("from many addresses are told apart sixty times a minute: more look like right ones", async () => {
    const looks = new Set(await Promise.all(codes.map((code) => DOORS[door](code, "10.99.0.1"))));
    const [aWrongOne] = await guessFromMany(door, 1);
    expect(looks).not.toContain(aWrongOne);
    const seen = await guessFromMany(door);
    expect(seen.filter((look) => !looks.has(look))).toEqual(Array(FAILED_CODE_LIMIT.most - 1).fill(aWrongOne));
    app.clock.advance(RATE_WINDOW_MS);
    expect(await DOORS[door](wrongCode(), addressOf(0))).toBe(aWrongOne);
  });

  it("from one address are told apart ten times a minute, which leaves others their own", async () => {
    const looks = new Set(await Promise.all(codes.map((code) => DOORS[door](code, "10.99.0.1"))));
    const seen = [];
    for (let n = 0; n < FAILED_CODE_LIMIT.most; n++) seen.push(await DOORS[door](wrongCode(), "10.98.0.1"));
    expect(seen.filter((look) => !looks.has(look))).toHaveLength(OWN_FAILED_CODE_LIMIT.most);
    expect(looks).not.toContain(await DOORS[door](wrongCode(), "10.98.0.2"));
  });

  it("keep no right one from being answered as ever, to those who guess and to all others", async () => {
    const some = codes.slice(0, 8);
    const before = await Promise.all(some.map((code) => DOORS[door](code, "10.99.0.1")));
    await guessFromMany(door);
    for (const address of [addressOf(0), "10.99.0.2"]) {
      expect(await Promise.all(some.map((code) => DOORS[door](code, address)))).toEqual(before);
    }
  });
});

it("a wrong code looks alike at every door and each time, in all the ways in which right ones look", async () => {
  await guessFromMany("/r/tea-shop");
  const wrong = Array.from({ length: 40 }, wrongCode);
  const landings = await Promise.all(wrong.map((code) => DOORS["/r/tea-shop"](code, "10.97.0.1")));
  const programs = await Promise.all(wrong.map(async (code) => (await check(code, "10.97.0.2")).body));
  expect(landings.map((look) => (look.includes(LANDING) ? "friends" : "others"))).toEqual(
    programs.map(({ program }) => program),
  );
  expect(new Set(programs.map(({ program }) => program))).toEqual(new Set(["friends", "others"]));
  const page = (code: string) => DOORS["/join/tea-shop"](code, "10.97.0.3");
  const pages = await Promise.all(wrong.map(page));
  expect(await Promise.all(wrong.map(page))).toEqual(pages);
  expect(new Set(pages.map((look) => /lang="(\w\w)"/.exec(look)?.[1]))).toEqual(new Set(["he", "uk"]));
  const hasPicture = pages.map((look) => look.includes('class="picture"'));
  expect(new Set(hasPicture), "of one program, and not of the other").toEqual(new Set([true, false]));
  const preview = { "user-agent": "WhatsApp/2.23" };
  const looks = await Promise.all(codes.map((code) => follow("/r/tea-shop", code, "10.97.0.4", preview)));
  expect(looks).toContain(await follow("/r/tea-shop", wrong[0] ?? "", "10.97.0.4", preview));
});

it("clicks on wrong codes are never recorded, told or not", async () => {
  const clicks = async () => {
    await app.deps.clicks.flush();
    return (await app.database.query("SELECT count(*)::integer FROM clicks"))[0]?.[0];
  };
  const before = await clicks();
  await guessFromMany("/r/tea-shop");
  expect(await clicks()).toBe(before);
});

it("six addresses that fail on purpose keep no browser from a right code, nor from redeeming it", async () => {
  for (let n = 0; n < 6 * OWN_FAILED_CODE_LIMIT.most; n++) await check(wrongCode(), addressOf(n % 6));
  expect((await check(right, addressOf(0))).body).toMatchObject({ code: right, redeemable: true });
  expect((await check(right, "10.96.0.1")).body).toMatchObject({ code: right, redeemable: true });
  const friend = await as("friend");
  const redeemed = await friend.post("/v1/client/redemptions", { code: right }, { [ADDRESS_HEADER]: addressOf(0) });
  expect([redeemed.status, redeemed.body.status]).toEqual([200, "attributed"]);
});

it("a participant who has signed in is told the truth, so often, and then refused alone", async () => {
  await guessFromMany("/v1/client/codes");
  const [guesser, other] = [await as("guesser"), await as("other")];
  const statuses = [];
  for (let n = 0; n < OWN_FAILED_CODE_LIMIT.most; n++) {
    const code = wrongCode();
    const { status } = await (n % 2 === 0
      ? check(code, addressOf(0), guesser)
      : guesser.post("/v1/client/redemptions", { code }, { [ADDRESS_HEADER]: addressOf(0) }));
    statuses.push(status);
  }
  expect(new Set(statuses)).toEqual(new Set([404]));
  for (const code of [wrongCode(), right]) expect((await check(code, addressOf(0), guesser)).status).toBe(429);
  expect((await guesser.post("/v1/client/redemptions", { code: right })).status).toBe(429);
  expect((await check(right, addressOf(0), other)).status).toBe(200);
  expect((await check(wrongCode(), addressOf(0), other)).status).toBe(404);
});

it("what is told of one tenant's codes is not used up by another's, and where there are none that is told", async () => {
  const { tenant } = await app.newTenant("Book shop");
  const books = apiClient(app.fetch, tenant.publishableKey);
  await guessFromMany("/v1/client/codes");
  for (let n = 0; n < ADDRESSES; n++) expect((await check(wrongCode(), addressOf(n), books)).status).toBe(404);
});

it("while the limiter is down, links to right codes are followed and wrong ones are not told apart", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const failing = () => Promise.reject(new Error("no connection"));
  const down = await createTestApp({ rateLimiter: { take: failing, isSpent: failing } });
  const owner = { program: "friends", participant: { externalId: "owner" } };
  const { code } = (await down.api.post<{ code: string }>("/v1/codes", owner)).body;
  const page = async (name: string) => {
    const headers = { [ADDRESS_HEADER]: "10.0.0.1" };
    const response = await down.fetch(new Request(`http://api.test/join/tea-shop/${name}`, { headers }));
    return [response.status, (await response.text()).replaceAll(name, "CODE")];
  };
  expect(await page("NOTHING")).toEqual(await page(code));
  expect((await page(code))[0]).toBe(200);
  await down.close();
  log.mockRestore();
});
