import type { Permission } from "../domain/permissions.ts";
import { SETUP_TEXTS } from "../i18n/dashboard/setup.ts";
import type { PageView } from "./page.ts";
import { tabs } from "./parts/tabs.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** The pages of a shop's set-up, in the order of their tabs. */
const PAGES = {
  overview: { path: "/setup", may: "seeFigures" },
  snippet: { path: "/setup/code", may: "seeFigures" },
  feed: { path: "/setup/feed", may: "seeFigures" },
  brand: { path: "/setup/brand", may: "changePrograms" },
  keys: { path: "/setup/keys", may: "administer" },
  webhooks: { path: "/setup/webhooks", may: "administer" },
  payouts: { path: "/setup/payouts", may: "administer" },
  shop: { path: "/setup/shop", may: "administer" },
  members: { path: "/setup/members", may: "administer" },
} as const satisfies Readonly<Record<string, { readonly path: string; readonly may: Permission }>>;

export type SetupPage = keyof typeof PAGES;

const IN_ORDER = Object.keys(PAGES) as readonly SetupPage[];

/** The address of a page of the set-up; null where the viewer may not open it. */
export function setupPath(viewer: Viewer, page: SetupPage): string | null {
  const { path, may } = PAGES[page];
  return viewerMay(viewer, may) ? shopPath(viewer, path) : null;
}

/** What every page of the set-up has: its title, and the pages beside it. */
export function setupFrame(viewer: Viewer, current: SetupPage) {
  const { language } = viewer;
  const all = IN_ORDER.flatMap((page) => {
    const href = setupPath(viewer, page);
    return href === null ? [] : [{ href, label: SETUP_TEXTS[page][language], isCurrent: page === current }];
  });
  const frame: Omit<PageView, "main"> = { title: SETUP_TEXTS.title[language], section: "setup" };
  return { frame, tabs: tabs(SETUP_TEXTS.parts[language], all) };
}
