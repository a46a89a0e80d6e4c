import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { ShopLanguage } from "../../dev/shop/texts.ts";
import { violations } from "./axe.ts";
import { openPage } from "./browser.ts";
import { IS_LONG } from "./long.ts";

/** A folder for pictures of every state; without it none are taken. */
const PICTURES = process.env.SCREENSHOTS;
const LOCALES: Readonly<Partial<Record<ShopLanguage, string>>> = { en: "en-GB", he: "he-IL" };
/** A small phone, which is what WCAG asks (1.4.10), a phone, and a desk; the last one stays. */
const SIZES = [
  { name: "small", width: 320, height: 640 },
  { name: "phone", width: 390, height: 844 },
  { name: "desktop", width: 1280, height: 800 },
] as const;

/** A visitor with a browser of their own, whose pages have to be sound in every state. */
export interface Visitor {
  readonly page: Page;
  /**
   * Holds what is shown to what every state owes: accessible in both themes, no wider than the screen, without an
   * error, a message or a breach of the page's policy.
   *
   * @param expected complaints that belong to this state, such as the browser's own line on a 404
   */
  state(name: string, expected?: RegExp): Promise<void>;
  close(): Promise<void>;
}

/**
 * A visitor to the dashboard, every page of which is looked at in two languages. Axe hears the same in both, and is most of
 * the time: `npm test` asks it in English, `npm run test:long` in both. What Hebrew alone can break is the layout.
 */
export function visitDashboard(browser: Browser, language: "en" | "he", who: string): Promise<Visitor> {
  return visit(browser, language, who, { withAxe: language === "en" || IS_LONG });
}

export async function visit(
  browser: Browser,
  language: ShopLanguage,
  who = "",
  { withAxe = true } = {},
): Promise<Visitor> {
  const { page, complaints, close } = await openPage(browser, {
    locale: LOCALES[language] ?? language,
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    // A page that is still fading in has another contrast.
    reducedMotion: "reduce",
  });
  let pictures = 0;
  return {
    page,
    close,
    async state(name, expected) {
      if (withAxe) await holdToWcag(page, name);
      for (const { name: size, ...viewport } of SIZES) {
        await page.setViewportSize(viewport);
        expect.soft(await overflows(page), `${name}, ${viewport.width} pixels wide`).toEqual([]);
        if (size !== "small") {
          await picture(page, `${language}-${who}${String(pictures).padStart(2, "0")}-${name}-${size}`);
        }
      }
      pictures++;
      expect(
        complaints.filter((line) => !expected?.test(line)),
        name,
      ).toEqual([]);
      complaints.length = 0;
    },
  };
}

/** In both themes. */
async function holdToWcag(page: Page, name: string): Promise<void> {
  await turn(page, "light");
  expect.soft(await violations(page), `${name}, light`).toEqual([]);
  await turn(page, "dark");
  expect.soft(await violations(page, "colours"), `${name}, dark`).toEqual([]);
}

/** Changes the theme of the system. Elements follow the page a frame after it, and are drawn so in the next one. */
async function turn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(FRAMES);
}

const FRAMES = `(async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
})()`;

/** What is wider than the screen, or sticks out of an element of ours, which would cut it off. */
export async function overflows(page: Page): Promise<string[]> {
  return (await page.evaluate(OVERFLOWS)) as string[];
}

const OVERFLOWS = `(() => {
  const page = document.documentElement;
  const found = page.scrollWidth > page.clientWidth ? ["the page is " + page.scrollWidth + " wide"] : [];
  for (const host of document.querySelectorAll("referral-panel, referral-code")) {
    const frame = host.shadowRoot?.querySelector(".card, .box");
    const { left, right } = frame?.getBoundingClientRect() ?? {};
    for (const it of frame?.querySelectorAll("*:not(.unseen)") ?? []) {
      const at = it.getBoundingClientRect();
      if (at.width > 0 && (at.left < left - 1 || at.right > right + 1 || it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && !it.matches("input, svg, svg *, .badge")))
        found.push(it.localName + "." + it.className + " from " + at.left + " to " + at.right + ", " + it.scrollWidth + " wide");
    }
  }
  return found;
})()`;

/** Takes pictures in both themes where they were asked for. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await turn(page, colorScheme);
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

/** What is read there, without the marks that isolate values of the other direction. */
export async function textOf(locator: Locator): Promise<string> {
  return plain((await locator.textContent()) ?? "");
}

/** How many lines the text there takes. */
export function linesOf(place: Locator): Promise<number> {
  return place.evaluate((element) => {
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
  });
}

export function plain(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll(/\s+/g, " ");
}
