import { html } from "hono/html";
import * as z from "zod";
import type { Feed, FeedPlace } from "../../db/queries/feed.ts";
import { hasNewer, MOST_IN_FEED, readFeed } from "../../db/queries/feed.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { FEED_TEXTS } from "../../i18n/dashboard/feed.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { entriesOf, entrySentence, feedList } from "../feedView.ts";
import { queryOf } from "../listQuery.ts";
import { attributes } from "../parts/attributes.ts";
import { linkButton } from "../parts/button.ts";
import { empty } from "../parts/empty.ts";
import { tabs } from "../parts/tabs.ts";
import { pageRoute, proved } from "../route.ts";
import { setupFrame, setupPath } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const PATH = "/setup/feed";
/** How far a page has come, as `seq.milliseconds`. */
const PLACE = /^(\d{1,18})\.(\d{1,15})$/;

const query = z.strictObject({ show: z.enum(["refused"]).optional(), since: z.string().regex(PLACE).optional() });

/**
 * What the shop reports, as it comes. Where there is script, the list asks every two seconds for what is newer, and a 204
 * says that nothing is.
 */
export const setupFeedPage = pageRoute(
  { path: PATH, may: "seeFigures", query },
  async ({ app: { deps }, asker, viewer: look, query: { show = null, since }, baseUrl, requestId }) => {
    if (since !== undefined && !proved(await hasNewer(deps.database, asker, placeFrom(since)))) {
      return new Response(null, { status: 204, headers: { "cache-control": "no-store", "x-request-id": requestId } });
    }
    const feed = proved(await readFeed(deps.database, asker));
    const viewer = look();
    const { frame, tabs: pages } = setupFrame(viewer, "feed");
    const hint = html`<p class="hint">${FEED_TEXTS.hint[viewer.language]}</p>`;
    return {
      ...frame,
      main: html`${pages}${hint}${feedCard(viewer, feed, { show, guideUrl: `${baseUrl}/guide/errors` })}`,
    };
  },
);

function placeFrom(since: string): FeedPlace {
  const [seq = "0", refusedAt = "0"] = since.split(".");
  return { seq, refusedAt };
}

function placeOf({ events, refusals }: Feed): string {
  const [latest] = refusals;
  return `${events[0]?.seq ?? "0"}.${latest === undefined ? "0" : String(Date.parse(latest.at))}`;
}

interface Shown {
  readonly show: "refused" | null;
  readonly guideUrl: string;
}

/** What is changed in place. Its last words are heard by readers by ear, once they are others. */
function feedCard(viewer: Viewer, feed: Feed, { show, guideUrl }: Shown): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const address = (of: Shown["show"], since: string | null = null) =>
    shopPath(viewer, `${PATH}${queryOf({ show: of, since })}`);
  const ways = tabs(FEED_TEXTS.shown[language], [
    { href: address(null), label: FEED_TEXTS.all[language], isCurrent: show === null },
    {
      href: address("refused"),
      label: FEED_TEXTS.refused[language],
      isCurrent: show === "refused",
      count: formats.number(feed.refused),
    },
  ]);
  const entries = entriesOf(show === null ? feed : { ...feed, events: [] }).slice(0, MOST_IN_FEED);
  const [newest] = entries;
  const news =
    newest === undefined ? "" : fillText(formats, FEED_TEXTS.news[language], { what: entrySentence(viewer, newest) });
  const polled = attributes({
    ...{ "hx-get": address(show, placeOf(feed)), "hx-trigger": "poll", "hx-sync": "this:drop" },
    ...{ "hx-target": "#feed", "hx-select": "#feed", "hx-swap": "outerMorph", "data-poll": true },
  });
  return html`<section class="card" id="feed"${polled}><h2 class="unseen">${FEED_TEXTS.latest[language]}</h2>${ways}${entries.length === 0 ? nothing(viewer, show) : feedList(viewer, entries, guideUrl)}<p class="unseen" id="feed-news" role="status">${news}</p></section>`;
}

function nothing(viewer: Viewer, show: Shown["show"]): Markup {
  const { language } = viewer;
  if (show === "refused") return empty({ icon: "circle-check", text: FEED_TEXTS.noneRefused[language] });
  const href = setupPath(viewer, "snippet") ?? shopPath(viewer, "/setup");
  const action = linkButton({ href, label: FEED_TEXTS.toCode[language], look: "primary" });
  return empty({ icon: "radio", text: FEED_TEXTS.none[language], action });
}
