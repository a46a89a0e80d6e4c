import { raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import type { IconName } from "./iconPaths.ts";
import { ICON_PATHS } from "./iconPaths.ts";

/** Icons that point along the line of reading, which is the other way in Hebrew. */
const FLIPPED: ReadonlySet<IconName> = new Set<IconName>([
  "arrow-left",
  "arrow-right",
  "arrow-up-right",
  "chevron-left",
  "chevron-right",
  "external-link",
  "log-out",
  "undo-2",
]);

const VIEW = 'viewBox="0 0 24 24"';

/** Pictures that a page shows many times: drawn once, unseen, for `drawnIcon` to show. */
export function drawnIcons(names: readonly IconName[]): Markup {
  const symbols = names.map((name) => `<symbol id="icon-${name}" ${VIEW}>${ICON_PATHS[name]}</symbol>`);
  return raw(`<svg class="unseen" aria-hidden="true">${symbols.join("")}</svg>`);
}

/** As `icon`, in a button of a page that has `drawnIcons`: readers by ear meet no pictures in buttons. */
export function drawnIcon(name: IconName): Markup {
  return raw(`<svg class="icon"><use href="#icon-${name}"/></svg>`);
}

/** A picture of 16 px beside words that say the same; readers of the page by ear hear the words alone. */
export function icon(name: IconName): Markup {
  const flips = FLIPPED.has(name) ? " flips" : "";
  return raw(`<svg class="icon${flips}" ${VIEW} aria-hidden="true">${ICON_PATHS[name]}</svg>`);
}
