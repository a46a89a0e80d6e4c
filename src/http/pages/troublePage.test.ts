import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../app.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { Database } from "../../ports.ts";
import { DatabaseError, NO_CONNECTION } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

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
});
