import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { ensureSystemPackage } from "../../dev/systemPackages.ts";

/** Of a browser's start, and of one thing that a page is waited for: long enough for any machine, and it ends a hang. */
const LAUNCH_TIMEOUT_MS = 180_000;
const STEP_TIMEOUT_MS = 120_000;

/** It makes no calls by itself; a sandbox can't be made as root. */
const SWITCHES = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Containers often have a /dev/shm too small for a page.
  "--disable-dev-shm-usage",
];

const fontconfig = inject("fontconfig");

/** The system's Chromium; null where there is none, or none with these fonts, and tests that need it are left out. */
export const chromiumPath: string | null =
  fontconfig === "unavailable" ? null : ensureSystemPackage("chromium", "chromium");

/**
 * A browser with a fresh profile of its own, which goes when it is closed.
 *
 * @param hosts names that lead to this machine, so that pages can be of somewhere else
 */
export async function launchBrowser(...hosts: readonly string[]): Promise<Browser> {
  if (chromiumPath === null) throw new Error("there is no Chromium; leave the test out with chromiumPath");
  return await chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [...SWITCHES, ...(hosts.length === 0 ? [] : [`--host-resolver-rules=${hosts.map(toHere).join(",")}`])],
    ...(fontconfig === "installed" ? {} : { env: { ...process.env, FONTCONFIG_FILE: fontconfig } }),
    timeout: LAUNCH_TIMEOUT_MS,
  });
}

const TELL_VIOLATIONS = `addEventListener("securitypolicyviolation", (event) => {
  console.error("policy:", event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample);
});`;

const toHere = (host: string) => `MAP ${host} 127.0.0.1`;

/** A page in a context of its own, and whatever went wrong on it: errors, what its policy stopped, everything logged. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
  /** The address of every request that the page made. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Opens a page as another visitor would: without the cookies and the storage of others. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  await context.addInitScript(TELL_VIOLATIONS);
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_TIMEOUT_MS);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  return { page, complaints, requests, close: () => context.close() };
}
