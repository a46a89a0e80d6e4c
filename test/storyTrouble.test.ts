import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, vi } from "vitest";
import { createApp } from "../src/app.ts";
import { LANGUAGES } from "../src/i18n/languages.ts";
import { DatabaseError, NO_CONNECTION } from "../src/ports.ts";
import type { TestApp } from "../src/testing/createTestApp.ts";
import { createTestApp } from "../src/testing/createTestApp.ts";
import { launchBrowser } from "./support/browser.ts";
import { visit } from "./support/visitor.ts";

/** What people see who follow a link while the database is away, and of whose shop nothing is known. */

let browser: Browser;
let app: TestApp;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), createTestApp()]);
  const query = () => Promise.reject(new DatabaseError("on demand", NO_CONNECTION, null));
  const served = createApp({ ...app.deps, database: { query, close: async () => {} } });
  const server = createServer(getRequestListener(served.fetch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => new Promise((resolve) => server.close(() => resolve()));
});
afterAll(async () => {
  await browser.close();
  await stop();
  await app.close();
});

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

describe("the page that asks to try again in a moment", () => {
  it.each(LANGUAGES)("is sound in %s", async (language) => {
    const { page, state, close } = await visit(browser, language, "t");
    await page.goto(`${url}/r/tea-shop/CODE?via=mail`);
    await state("trouble", /status of 503/);
    await page.getByRole("link").first().click();
    await page.waitForURL(`${url}/r/tea-shop/CODE?via=mail`);
    await state("again", /status of 503/);
    await close();
  });
});
