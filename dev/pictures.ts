import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stop } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { nodeEnv } from "../src/env.ts";
import { openNodeServer } from "../src/nodeServer.ts";
import { buildAssets } from "./build.ts";
import { startYear, YEAR_SLUG } from "./demoYear/startYear.ts";
import { ensureSystemPackage } from "./systemPackages.ts";

/**
 * `npm run pictures`: tells a year of a shop to a server of its own, and photographs the pages of the dashboard that
 * the README shows. The server and its data are gone afterwards. It draws the pictures of links, too.
 */

const CARDS = new URL("card/", import.meta.url);
/** As large as messengers show one. */
const CARD_SIZE = { width: 1200, height: 630 };
const FOLDER = new URL("../docs/pictures/", import.meta.url);
/** Of one thing that a page is waited for. */
const STEP_TIMEOUT_MS = 60_000;
const SIZE = { width: 1280, height: 800 };

interface Picture {
  readonly name: string;
  /** Behind the address of the tenant's own pages. */
  readonly path: string;
  /** Is there once the page shows everything. */
  readonly whole: string;
}

const PICTURES: readonly Picture[] = [
  { name: "home", path: "", whole: "main svg" },
  // The cost comes by a request of its own.
  { name: "editor", path: "/programs/friends/edit", whole: "#cost svg" },
];

const executablePath = ensureSystemPackage("chromium", "chromium");
if (executablePath === null) throw new Error("pictures need Chromium");
await buildAssets();
await stop();
const dataDir = await mkdtemp(join(tmpdir(), "pictures-"));
let server: Awaited<ReturnType<typeof openNodeServer>> | null = null;
let browser: Browser | null = null;
try {
  let tellYear = async () => {};
  server = await openNodeServer(nodeEnv({ DATA_DIR: dataDir, PORT: "0" }), (_app, { deps }) => {
    tellYear = async () => await (await startYear(deps, dataDir)).told;
  });
  await tellYear();
  const switches = process.getuid?.() === 0 ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"];
  browser = await chromium.launch({ executablePath, args: switches });
  const page = await browser.newPage({
    viewport: SIZE,
    colorScheme: "light",
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(STEP_TIMEOUT_MS);
  await drawCards(browser);
  await enter(page, dataDir);
  await mkdir(FOLDER, { recursive: true });
  for (const picture of PICTURES) await take(page, server.apiUrl, picture);
} finally {
  await browser?.close();
  await server?.close();
  await rm(dataDir, { recursive: true });
}

/** The picture of a link whose shop has none of its own, and the one that the demo shop gives its customers to share. */
async function drawCards(drawer: Browser): Promise<void> {
  const page = await drawer.newPage({ viewport: CARD_SIZE });
  for (const name of ["invitation", "tea"]) {
    await page.goto(new URL(`${name}.svg`, CARDS).href);
    await writeFile(new URL(`${name}.png`, CARDS), await page.screenshot());
  }
  await page.close();
}

/** Comes in with one click, as a newcomer does. */
async function enter(page: Page, folder: string): Promise<void> {
  const { dashboardUrl } = JSON.parse(await readFile(join(folder, "dev-keys.json"), "utf8"));
  await page.goto(dashboardUrl);
  await page.locator(`a[href^="/dashboard/t/${YEAR_SLUG}"]`).first().waitFor();
}

async function take(page: Page, apiUrl: string, { name, path, whole }: Picture): Promise<void> {
  await page.goto(`${apiUrl}/dashboard/t/${YEAR_SLUG}${path}`);
  await page.locator(whole).first().waitFor();
  await writeFile(new URL(`${name}.png`, FOLDER), await page.screenshot());
  console.log(`docs/pictures/${name}.png`);
}
