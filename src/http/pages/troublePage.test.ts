import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../app.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { Ask, Database } from "../../ports.ts";
import { DatabaseError, NO_CONNECTION } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { PATIENCE_MS } from "../links/findLink.ts";
import { AWAY_FOR_MS, KNOWN_FOR_MS, LAST_KNOWN_FOR_MS } from "../links/shareLinkCache.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

const away: Database = {
  query: () => Promise.reject(new DatabaseError("on demand", NO_CONNECTION, null)),
  close: async () => {},
};

/** An app whose database can go away. */
const thatLosesIt = () => {
  let isAway = false;
  const asked: (Ask | undefined)[] = [];
  const database: Database = {
    ...app.database,
    query: async (sql, params, ask) => {
      asked.push(ask);
      return await (isAway ? away : app.database).query(sql, params, ask);
    },
  };
  const served = createApp({ ...app.deps, database });
  return {
    asked,
    lose: () => {
      isAway = true;
    },
    find: () => {
      isAway = false;
    },
    visit: async (path: string, headers: Record<string, string> = {}) => {
      const response = await served.fetch(new Request(`http://api.test${path}`, { headers }));
      const location = response.headers.get("location");
      return { status: response.status, url: location === null ? null : new URL(location), response };
    },
  };
};

describe("people whose link leads nowhere", () => {
  it.each(["/r/no-such-shop/CODE", "/r/NO%20SLUG/CODE", "/share/no-such-shop"])(
    "are told so in their language and in words, and programs as JSON: %s",
    async (path) => {
      const get = (headers: Record<string, string>) => {
        return app.fetch(new Request(`http://api.test${path}`, { headers, redirect: "manual" }));
      };
      const texts = await Promise.all(
        LANGUAGES.map(async (language) => {
          const response = await get({ "accept-language": language, accept: "text/html,*/*;q=0.8" });
          const said = ["content-language", "content-type"].map((name) => response.headers.get(name));
          expect([response.status, ...said]).toEqual([404, language, "text/html; charset=utf-8"]);
          return /<h1>(.+)<\/h1>/.exec(await response.text())?.[1];
        }),
      );
      expect(new Set(texts).size).toBe(LANGUAGES.length);
      const told = await get({ accept: "application/json" });
      expect([told.status, told.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    },
  );
});

describe("while the database is away, people who follow a link", () => {
  it.each(["/join/CODE", "/join/tea-shop/CODE", "/share/tea-shop", "/r/tea-shop/CODE", "/r/CODE"])(
    "are asked to try again, in their language and in words: %s",
    async (path) => {
      const broken = createApp({ ...app.deps, database: away });
      const texts = await Promise.all(
        LANGUAGES.map(async (language) => {
          const headers = { "accept-language": language };
          const response = await broken.fetch(new Request(`http://api.test${path}`, { headers, redirect: "manual" }));
          const said = ["retry-after", "content-language", "content-type"].map((name) => response.headers.get(name));
          expect([response.status, ...said]).toEqual([503, "1", language, "text/html; charset=utf-8"]);
          return /<h1>(.+)<\/h1>/.exec(await response.text())?.[1];
        }),
      );
      expect(new Set(texts).size).toBe(LANGUAGES.length);
      expect(texts).toContain("This can&#39;t be done right now. Please try again in a moment.");
    },
  );

  it("try again by a button, under the address that they came by", async () => {
    const broken = createApp({ ...app.deps, database: away });
    const response = await broken.fetch(new Request("http://api.test/r/tea-shop/CODE?via=mail&utm_source=x"));
    expect(await response.text()).toContain('<a class="button" href="">Try again</a>');
  });

  it("are led to where their link led last, and their click is kept, for a day", async () => {
    const [code, landing] = await linkOf("adv");
    const { visit, lose, find, asked } = thatLosesIt();
    await visit(`/r/tea-shop/${code}`);
    app.clock.advance(KNOWN_FOR_MS);
    lose();
    const { status, url } = await visit(`/r/tea-shop/${code}?via=mail&utm_source=x`);
    expect([status, url?.origin, url?.pathname]).toEqual([302, landing.origin, landing.pathname]);
    expect([...(url?.searchParams.keys() ?? [])]).toEqual(["utm_source", "ref", "click"]);
    // Who can be led on does not wait long, and for some seconds the next ones wait for nothing.
    const waited = asked.length;
    expect(asked.at(-1)?.withinMs).toBeLessThanOrEqual(PATIENCE_MS);
    expect((await visit(`/r/tea-shop/${code}`)).status).toBe(302);
    expect(asked).toHaveLength(waited);
    app.clock.advance(AWAY_FOR_MS);
    expect((await visit(`/r/tea-shop/${code}`)).status).toBe(302);
    expect(asked).toHaveLength(waited + 1);

    find();
    await app.deps.clicks.flush();
    const { body } = await app.api.get<{ stats: { clicks: number } }>("/v1/participants/adv");
    expect(body.stats.clicks).toBe(4);
    lose();
    app.clock.advance(LAST_KNOWN_FOR_MS);
    expect((await visit(`/r/tea-shop/${code}`)).status).toBe(503);
  });

  it("are led to their shop by a link that was never seen, and its click ties them where the code exists", async () => {
    const [[seen], [other]] = [await linkOf("adv"), await linkOf("adv-2")];
    const { visit, lose, asked } = thatLosesIt();
    await visit(`/r/tea-shop/${seen}`);
    lose();
    const { url } = await visit(`/r/tea-shop/${other}`);
    // A database that is only slow gets the time to tell whether the code exists.
    expect(asked.at(-1)?.withinMs).toBeGreaterThan(PATIENCE_MS);
    expect([url?.pathname, url?.searchParams.get("ref")]).toEqual(["/welcome", other]);
    const clickIds = [url?.searchParams.get("click")];
    const signup = { type: "signup", participant: { externalId: "led" }, clickIds };
    const { body } = await app.api.post<{ results: { referral: object }[] }>("/v1/events", signup);
    expect(body.results[0]?.referral).toMatchObject({ advocate: "adv-2", source: "click" });
    // Of another shop nothing is known.
    expect((await visit(`/r/coffee-shop/${other}`)).status).toBe(503);
  });

  it("are led to where the link led last of all", async () => {
    const [code] = await linkOf("adv");
    const { visit, lose } = thatLosesIt();
    await visit(`/r/tea-shop/${code}`);
    app.clock.advance(KNOWN_FOR_MS);
    await app.api.patch("/v1/programs/friends", { landingUrl: "https://shop.example/moved" });
    expect((await visit(`/r/tea-shop/${code}`)).url?.pathname).toBe("/moved");
    lose();
    app.clock.advance(KNOWN_FOR_MS);
    expect((await visit(`/r/tea-shop/${code}`)).url?.pathname).toBe("/moved");
    await app.api.patch("/v1/programs/friends", { landingUrl: "https://shop.example/welcome" });
  });

  it("are told the problem where a program asks for JSON, and a page where a browser takes both", async () => {
    const { visit, lose } = thatLosesIt();
    lose();
    const told = async (accept: string) => {
      const { status, response } = await visit("/r/tea-shop/CODE", { accept });
      return [status, response.headers.get("content-type")];
    };
    expect(await told("application/json")).toEqual([503, "application/problem+json"]);
    expect(await told("application/problem+json, */*")).toEqual([503, "application/problem+json"]);
    for (const accept of ["*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json, text/html"]) {
      expect(await told(accept)).toEqual([503, "text/html; charset=utf-8"]);
    }
  });
});

/** A code, and where its links lead. */
async function linkOf(externalId: string): Promise<[string, URL]> {
  const { body } = await app.api.post<{ code: string }>("/v1/codes", {
    program: "friends",
    participant: { externalId },
  });
  return [body.code, new URL("https://shop.example/welcome")];
}
