import { html, raw } from "hono/html";
import type { Markup } from "../http/pages/layout.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { hiddenFields } from "./parts/button.ts";
import { icon } from "./parts/icon.ts";
import type { Section } from "./sections.ts";
import { SECTION_ENTRIES, SECTIONS } from "./sections.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** More than so many are shown as "99+": the place is small, and the page has the number. */
const MOST_SHOWN = 99;

/** The navigation at the side of wide screens: shops above, pages, the account below. */
export function navigation(viewer: Viewer, current: Section | null): Markup {
  const { language } = viewer;
  return html`<nav class="side" aria-label="${FRAME_TEXTS.navigation[language]}">
${shopSwitcher(viewer)}
<ul>${sectionsFor(viewer).map((section) => html`<li>${entry(viewer, section, current)}</li>`)}</ul>
${accountMenu(viewer, "account-menu")}
</nav>`;
}

/** The five tabs at the foot of a phone's screen; the last opens everything else. */
export function phoneTabs(viewer: Viewer, current: Section | null): Markup {
  const { language, reviewsWaiting } = viewer;
  const all = sectionsFor(viewer);
  const tabs = all.filter((section) => SECTION_ENTRIES[section].isTab);
  const others = all.filter((section) => !SECTION_ENTRIES[section].isTab);
  const isInside = current === null || others.includes(current);
  const dot = reviewsWaiting > 0 && others.includes("reviews") ? html`<span class="dot"></span>` : "";
  return html`<nav class="tabbar" aria-label="${FRAME_TEXTS.navigation[language]} – ${FRAME_TEXTS.more[language]}">
<ul>${tabs.map((section) => html`<li>${entry(viewer, section, current, false)}</li>`)}<li><button type="button" class="entry${isInside ? " current" : ""}" popovertarget="more">${icon("ellipsis")}${dot}<span>${FRAME_TEXTS.more[language]}</span></button></li></ul>
<div class="sheet" id="more" popover><ul>${others.map((section) => html`<li>${entry(viewer, section, current)}</li>`)}</ul>${shopList(viewer)}${accountLinks(viewer)}</div>
</nav>`;
}

function sectionsFor(viewer: Viewer): readonly Section[] {
  return SECTIONS.filter((section) => viewerMay(viewer, SECTION_ENTRIES[section].may));
}

function entry(viewer: Viewer, section: Section, current: Section | null, hasBadge = true): Markup {
  const { path, icon: picture } = SECTION_ENTRIES[section];
  const isCurrent = section === current ? raw(' aria-current="page"') : raw("");
  const badge = hasBadge && section === "reviews" ? waiting(viewer) : "";
  return html`<a class="entry" href="${shopPath(viewer, path)}"${isCurrent}>${icon(picture)}<span>${FRAME_TEXTS[section][viewer.language]}</span>${badge}</a>`;
}

function waiting({ reviewsWaiting, language }: Viewer): Markup {
  if (reviewsWaiting === 0) return html``;
  const shown = reviewsWaiting > MOST_SHOWN ? `${MOST_SHOWN}+` : String(reviewsWaiting);
  const formats = formatsOf(language);
  const said = fillText(formats, FRAME_TEXTS.reviewsWaiting[language], { count: shown }, reviewsWaiting);
  return html`<span class="count"><bdi aria-hidden="true">${shown}</bdi><span class="unseen">${said}</span></span>`;
}

function shopSwitcher(viewer: Viewer): Markup {
  const { shopName, shops, language } = viewer;
  const mark = html`<span class="mark" aria-hidden="true">${firstLetter(shopName)}</span>`;
  if (shops.length < 2) return html`<p class="shop">${mark}<bdi>${shopName}</bdi></p>`;
  return html`<button type="button" class="shop" popovertarget="shops">${mark}<bdi>${shopName}</bdi><span class="unseen">${FRAME_TEXTS.switchShop[language]}</span>${icon("chevrons-up-down")}</button>
<div class="menu" id="shops" popover>${shopList(viewer)}</div>`;
}

function shopList({ shops, tenantSlug, language }: Viewer): Markup {
  if (shops.length < 2) return html``;
  const links = shops.map(({ slug, name }) => {
    const isCurrent = slug === tenantSlug ? raw(' aria-current="true"') : raw("");
    return html`<li><a class="entry" href="${shopPath({ tenantSlug: slug })}"${isCurrent}><span class="mark" aria-hidden="true">${firstLetter(name)}</span><bdi>${name}</bdi></a></li>`;
  });
  return html`<ul aria-label="${FRAME_TEXTS.shops[language]}">${links}<li><a class="entry" href="/dashboard">${icon("store")}<span>${FRAME_TEXTS.allShops[language]}</span></a></li></ul>`;
}

function accountMenu(viewer: Viewer, id: string): Markup {
  const { email, role, language } = viewer;
  return html`<button type="button" class="account" popovertarget="${id}">${icon("user")}<span><bdi>${email}</bdi><small>${FRAME_TEXTS[role][language]}</small></span>${icon("chevrons-up-down")}</button>
<div class="menu low" id="${id}" popover>${accountLinks(viewer)}</div>`;
}

function accountLinks({ language }: Viewer): Markup {
  return html`<ul aria-label="${FRAME_TEXTS.account[language]}"><li><a class="entry" href="/dashboard/account">${icon("user")}<span>${FRAME_TEXTS.account[language]}</span></a></li>
<li><form method="post" action="/dashboard/sign-out">${hiddenFields({})}<button class="entry">${icon("log-out")}<span>${FRAME_TEXTS.signOut[language]}</span></button></form></li></ul>`;
}

function firstLetter(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? "";
}
