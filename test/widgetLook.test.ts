import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { fullPanel, panelInTrouble, publicPanel, sharedMaterials, TEST_LANGUAGES } from "./support/panelReplies.ts";
import { overflows, picture } from "./support/visitor.ts";
import { startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

/** What has time for pictures has time for every screen and language; else those that anything breaks first. */
const isWhole = process.env.SCREENSHOTS !== undefined;
const WIDTHS = isWhole ? [320, 390, 768, 1_280] : [320, 1_280];
const LANGUAGES = isWhole ? TEST_LANGUAGES : TEST_LANGUAGES.filter((language) => language !== "ru");
/** What shops' own styles do to everything on their pages. */
const RESET = `* { margin: 0; padding: 0; box-sizing: border-box; font-family: cursive; letter-spacing: 0.1em; text-transform: uppercase;
  line-height: 1; text-align: center; list-style: none; color: inherit }
  html { font-size: 10px } button, a, input, section { border: 3px solid red; background: pink; display: inline }`;

const panel = (attributes: string) => `<referral-panel key="pk" token="t" ${attributes}></referral-panel>`;

/** Where a panel may stand on a page, and what the page does to it. */
const PLACES: Readonly<Record<string, { readonly css?: string; readonly body: string; readonly shown?: string }>> = {
  inline: { body: panel("") },
  "after a purchase": { body: panel('placement="after-purchase"'), shown: ".share" },
  "in a dialog": { body: panel('placement="dialog" open') },
  "behind a floating button": { body: panel('placement="button" open') },
  "in a narrow column": { css: "aside { inline-size: 15rem }", body: `<aside>${panel("")}</aside>` },
  "among resets, on a root of 10px": { css: RESET, body: panel("") },
  "with texts of 200%": { css: "html { font-size: 200% }", body: panel("") },
  "twice on a page": { body: panel("") + panel('placement="after-purchase"') },
};

describe.skipIf(chromiumPath === null)("how a panel looks", () => {
  let browser: Browser;
  let site: WidgetSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  describe.each(LANGUAGES)("in %s", (language) => {
    const open = async (
      body: string,
      css = "",
      colours: { readonly page: "light" | "dark"; readonly system: "light" | "dark" } = {
        page: "light",
        system: "light",
      },
    ) => {
      site.answer("/v1/client/materials", () => ({ body: sharedMaterials(language) }));
      const ground =
        colours.page === "dark" ? "body { background: #101418; color: #f4f4f4 }" : "body { background: #fff }";
      const html = `<!doctype html><html lang="${language}" dir="${language === "he" ? "rtl" : "ltr"}"><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><title>Shop</title><style>${ground}${css}</style>
        <script type="module" src="${site.api}/widget/panel.js"></script><main><h1>Shop</h1>${body}</main>`;
      const watched = await openPage(browser, { colorScheme: colours.system, reducedMotion: "reduce" });
      await watched.page.goto(site.page(html));
      return watched;
    };
    const holds = async (page: Page, name: string) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect.soft(await overflows(page), `${name}, ${width} pixels wide`).toEqual([]);
        await picture(page, `panel-${language}-${name.replaceAll(/\W+/g, "-")}-${width}`);
      }
    };

    it.each(Object.entries(PLACES))(
      "nothing is cut off %s, and axe finds nothing",
      async (name, { css, body, shown }) => {
        site.answer("/v1/client/panel", () => ({ body: fullPanel(language) }));
        const { page, complaints, close } = await open(body, css);
        await page
          .locator(shown ?? ".friends")
          .first()
          .waitFor();
        await holds(page, name);
        expect(await page.evaluate(TITLE_LOOKS), "nothing of the page's own texts").toEqual([
          "normal",
          "none",
          "start",
        ]);
        expect(await violations(page)).toEqual([]);
        expect(complaints).toEqual([]);
        await close();
      },
    );

    it("a visitor who is not signed in sees the whole offer, and what was opened is whole too", async () => {
      site.answer("/v1/client/panel", () => ({ body: publicPanel(language) }));
      const visitor = await open(panel(""));
      await visitor.page.locator("#sign-in").waitFor();
      await holds(visitor.page, "signed out");
      await visitor.close();
      site.answer("/v1/client/panel", () => ({ body: fullPanel(language) }));
      const opened = await open(panel(""));
      await opened.page.locator(".friends").waitFor();
      await opened.page.evaluate(OPEN_ALL);
      await opened.page.locator(".material").first().waitFor();
      await holds(opened.page, "all opened");
      await opened.close();
    });

    it("what keeps a customer from sharing is told in place of the link", async () => {
      for (const reason of ["program_not_active", "code_disabled", "blocked"]) {
        site.answer("/v1/client/panel", () => ({ body: panelInTrouble(language, reason) }));
        const { page, close } = await open(panel(""));
        await page.locator(".standing").waitFor();
        expect(await page.locator("#copy").count()).toBe(0);
        await holds(page, reason);
        expect(await violations(page)).toEqual([]);
        await close();
      }
    });

    it.each([
      ["light", "dark"],
      ["dark", "light"],
      ["dark", "dark"],
    ] as const)("on a %s page axe finds nothing where the system is %s", async (ground, system) => {
      site.answer("/v1/client/panel", () => ({ body: fullPanel(language) }));
      const { page, close } = await open(panel(""), "", { page: ground, system });
      await page.locator(".friends").waitFor();
      await page.setViewportSize({ width: 768, height: 900 });
      if (process.env.SCREENSHOTS)
        await page.screenshot({
          path: `${process.env.SCREENSHOTS}/panel-${language}-${ground}-page-${system}-system.png`,
          fullPage: true,
        });
      expect(await violations(page)).toEqual([]);
      await close();
    });
  });
});

const TITLE_LOOKS = `(({ letterSpacing, textTransform, textAlign }) => [letterSpacing, textTransform, textAlign])(
  getComputedStyle(document.querySelector("referral-panel").shadowRoot.querySelector("h2")))`;
const OPEN_ALL =
  "document.querySelector('referral-panel').shadowRoot.querySelectorAll('details').forEach((it) => { it.open = true })";
