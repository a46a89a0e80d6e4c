import type { Browser, BrowserContextOptions } from "playwright-core";
import { teaPicture } from "../../dev/demoYear/picture.ts";
import { openPage, type WatchedPage } from "./browser.ts";
import { PICTURE_PATH, sharedMaterials, type TestLanguage } from "./panelReplies.ts";
import type { WidgetSite } from "./widgetSite.ts";

/** What the docs say to allow, and nothing else. */
const policyFor = (api: string) => `default-src 'none'; script-src ${api}; connect-src ${api}`;

/** Pages of a shop with a panel on them. */
export interface PanelPages {
  open(attributes: string, language?: TestLanguage, options?: BrowserContextOptions): Promise<WatchedPage>;
  closeAll(): Promise<unknown>;
}

export function panelPages(browser: Browser, site: WidgetSite): PanelPages {
  site.answer("/v1/client/materials", ({ query }) => ({
    body: sharedMaterials(query.get("lang") === "he" ? "he" : "en"),
  }));
  site.picture(PICTURE_PATH, teaPicture());
  const opened: WatchedPage[] = [];
  return {
    async open(attributes, language = "en", options = {}) {
      const html = `<!doctype html><html lang="${language}" dir="${language === "he" ? "rtl" : "ltr"}"><meta charset="utf-8"><title>Shop</title>
        <script type="module" src="${site.api}/widget/panel.js"></script>
        <main><h1>Shop</h1><p><a href="#before">before</a></p>
        <referral-panel key="pk_test_1" lang="${language}" ${attributes}></referral-panel><p><a href="#after">after</a></p></main>`;
      const watched = await openPage(browser, options);
      opened.push(watched);
      await watched.page.goto(site.page(html, policyFor(site.api)));
      return watched;
    },
    closeAll: () => Promise.all(opened.splice(0).map((one) => one.close())),
  };
}

/** Where the keyboard is: the id, class or name inside the panel, or that it is on the page. */
export const FOCUSED = `(() => {
  const inside = document.querySelector('referral-panel').shadowRoot.activeElement;
  if (!inside) return document.activeElement === document.body ? 'nowhere' : 'page';
  return inside.id || (inside.className === 'open-button' ? 'open-button' : inside.localName);
})()`;
