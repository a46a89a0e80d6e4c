import fc from "fast-check";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser, openPage, type WatchedPage } from "./support/browser.ts";
import { fullPanel } from "./support/panelReplies.ts";
import { startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

const ACCENTS = 150;
const LEAST_CONTRAST = 4.5;

describe.skipIf(chromiumPath === null)("the theme of elements on a page", () => {
  let browser: Browser;
  let site: WidgetSite;
  const opened: WatchedPage[] = [];
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
    site.answer("/v1/client/panel", () => ({ body: fullPanel("en") }));
  });
  afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const ELEMENTS = `<referral-panel key="pk" token="t" lang="en"></referral-panel><referral-code key="pk" lang="en"></referral-code>`;
  async function open(
    { head = "", body = ELEMENTS, root = "" }: { head?: string; body?: string; root?: string },
    options: BrowserContextOptions,
  ) {
    const watched = await openPage(browser, { reducedMotion: "reduce", ...options });
    opened.push(watched);
    const html = `<!doctype html><html lang="en" ${root}><meta charset="utf-8"><title>Shop</title>${head}
      <script type="module" src="${site.api}/widget/panel.js"></script><script type="module" src="${site.api}/widget/code.js"></script>
      <body>${body}`;
    await watched.page.goto(site.page(html));
    await watched.page.locator(".share").waitFor();
    return watched.page;
  }
  const OTHER = { light: "dark", dark: "light" } as const;

  const pages = [
    ["that says nothing", "light", {}],
    ["with a white body", "light", { head: "<style>body{background:#fff;color:#111}</style>" }],
    ["whose html is dark", "dark", { head: "<style>html{background:#0b0f14;color:#eee}</style>" }],
    ["whose color-scheme is dark", "dark", { head: "<style>:root{color-scheme:dark}</style>" }],
    ["whose color-scheme is light", "light", { head: "<style>:root{color-scheme:only light}</style>" }],
    [
      "with a dark part around it",
      "dark",
      { body: `<main style="background:oklch(0.2 0.02 250)"><p>${ELEMENTS}</main>` },
    ],
    [
      "with a light part on a dark body",
      "light",
      {
        head: "<style>body{background:#111}</style>",
        body: `<section style="background:rgb(255 255 255/.9)">${ELEMENTS}</section>`,
      },
    ],
    [
      "with a gradient and white texts",
      "dark",
      { head: "<style>body{background:linear-gradient(#123,#456);color:#fff}</style>" },
    ],
    [
      "with a card colour of its own",
      "light",
      { head: "<style>body{background:#111;--referral-background:#fffdf5;--referral-text:#222}</style>" },
    ],
    ["that names a theme", "dark", { body: ELEMENTS.replaceAll('lang="en"', 'lang="en" theme="dark"') }],
  ] as const;
  it.each(pages)("on a page %s they are %s, whatever the visitor's system is", async (_, theme, parts) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await open(parts, { colorScheme });
      expect(await page.evaluate(THEMES), colorScheme).toEqual([theme, theme]);
    }
  });

  it("where the page leaves it to the visitor's system, they follow that, also when it changes", async () => {
    for (const head of [
      "<style>:root{color-scheme:light dark}</style>",
      '<meta name="color-scheme" content="light dark">',
    ]) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await open({ head }, { colorScheme });
        expect(await page.evaluate(THEMES), head).toEqual([colorScheme, colorScheme]);
        await page.emulateMedia({ colorScheme: OTHER[colorScheme] });
        await expect.poll(() => page.evaluate(THEMES)).toEqual([OTHER[colorScheme], OTHER[colorScheme]]);
      }
    }
  });

  it("a page that changes its theme by a class, at once or fading, takes them with it", async () => {
    for (const fade of ["", "body{transition:background-color 80ms linear}"]) {
      const head = `<style>body{background:#fff}.dark body{background:#101418;color:#eee}${fade}</style>`;
      const page = await open({ head }, { colorScheme: "light", reducedMotion: "no-preference" });
      await page.evaluate("document.documentElement.classList.add('dark')");
      await expect.poll(() => page.evaluate(THEMES)).toEqual(["dark", "dark"]);
      await page.evaluate("document.documentElement.classList.remove('dark')");
      await expect.poll(() => page.evaluate(THEMES)).toEqual(["light", "light"]);
    }
  });

  it("elements in a shadow root of the page stand on what is around that", async () => {
    const body = `<div id="outer" style="background:#0a0a0a"></div><script>
      document.querySelector("#outer").attachShadow({ mode: "open" }).innerHTML = \`<div>${ELEMENTS}</div>\`;</script>`;
    const page = await open({ body }, { colorScheme: "light" });
    const inside = THEMES.replaceAll("document.", "document.querySelector('#outer').shadowRoot.");
    expect(await page.evaluate(inside)).toEqual(["dark", "dark"]);
  });

  it("an element that is taken away and put elsewhere has the theme of its new place", async () => {
    const body = `${ELEMENTS}<div id="night" style="background:#000;color:#fff"></div>`;
    const page = await open({ body }, { colorScheme: "light" });
    await page.evaluate(
      "document.querySelector('#night').append(...document.querySelectorAll('referral-panel, referral-code'))",
    );
    await expect.poll(() => page.evaluate(THEMES)).toEqual(["dark", "dark"]);
  });

  it("texts on any accent, and in it, have a contrast of 4.5:1 in both themes", async () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, "0")}`);
    const accents = [
      "#ffffff",
      "#000000",
      "#757575",
      "#0000ff",
      "#ff0000",
      "#00ff00",
      "#ffff00",
      "#ff00ff",
      ...fc.sample(colour, ACCENTS),
    ];
    const body = `${ELEMENTS}<referral-panel key="pk" token="t" placement="button"></referral-panel>`;
    const page = await open({ body }, { colorScheme: "light" });
    const pairs = (await page.evaluate(`(${contrastsOf})(${JSON.stringify(accents)})`)) as [string, number][];
    expect(pairs.length).toBe(accents.length * 2 * 7);
    expect(pairs.filter(([, contrast]) => contrast < LEAST_CONTRAST)).toEqual([]);
  });
});

/** What the card and the code field have decided. */
const THEMES = `[document.querySelector("referral-panel").shadowRoot.querySelector(".card").dataset.theme,
  document.querySelector("referral-code").shadowRoot.querySelector(".box").dataset.theme]`;

/** Runs in the page: of each accent, in both themes, the contrast of each text with its ground, as they are painted. */
const contrastsOf = `(accents) => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const luminance = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = Array.from(context.getImageData(0, 0, 1, 1).data, (part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (text, ground) => {
    const [high, low] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const [panel, floating] = document.querySelectorAll("referral-panel");
  const code = document.querySelector("referral-code");
  const css = (host, selector) => getComputedStyle(host.shadowRoot.querySelector(selector));
  const found = [];
  for (const accent of accents) for (const theme of ["light", "dark"]) {
    document.documentElement.style.setProperty("--referral-accent", accent);
    for (const card of [panel.shadowRoot.querySelector(".card"), code.shadowRoot.querySelector(".box")]) card.dataset.theme = theme;
    const pairs = [
      ["button", css(panel, ".button").color, css(panel, ".button").backgroundColor],
      ["headline", css(panel, "h2").color, css(panel, ".hero").backgroundColor],
      ["summary on the card", css(panel, "summary").color, css(panel, ".card").backgroundColor],
      ["accent on the tint", css(panel, "summary").color, css(panel, ".side").backgroundColor],
      ["text on the tint", css(panel, ".side").color, css(panel, ".side").backgroundColor],
      ["floating button", css(floating, ".open-button").color, css(floating, ".open-button").backgroundColor],
      ["code button", css(code, ".button").color, css(code, ".button").backgroundColor],
    ];
    for (const [name, text, ground] of pairs) found.push([accent + " " + theme + ": " + name, contrast(text, ground)]);
  }
  return found;
}`;
