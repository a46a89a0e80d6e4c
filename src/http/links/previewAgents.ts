import { isbot } from "isbot";
import { remember } from "../../domain/remember.ts";

/**
 * Browsers inside of apps. They say the most of all browsers about the app, the phone and its network, and some of it
 * looks like a robot to isbot: a network called "A | B", a section called "newsapp", a phone made by Google.
 */
const IN_APP = [
  "\\[FB(?:AN|_IAB|AV)/",
  "\\b(?:Instagram|Barcelona) \\d",
  "\\bTelegram-(?:Android|iOS)/",
  "\\bLine/\\d",
  "\\bMicroMessenger/",
  "\\bKAKAOTALK\\b",
  "\\bNAVER\\(",
  "\\bDaumApps/",
  "\\bBytedanceWebview/",
  "\\b(?:musical_ly|trill)_",
  "Snapchat/?\\d",
  "\\bTwitter(?:Android| for )",
  "\\[LinkedInApp\\]",
  "\\[Pinterest/",
  "\\bViber/",
  "\\bVKAndroidApp/",
  "\\bZalo ",
];
/** A browser of any kind, on a phone or a computer. */
const BROWSER_IN_APP = new RegExp(
  `^Mozilla/5\\.0 \\((?:iPhone|iPad|iPod|Linux|Macintosh|Windows).*(?:${IN_APP.join("|")})`,
);

/** Phones of this maker carry "bot" in their names. */
const CUBOT_PHONE = /\bcubot\b|\bcubot_/i;

/** What developers try a link out with, and shops' own apps and tests follow links with. */
const DEVELOPERS_TOOL =
  /^(?:curl|Wget|HTTPie|insomnia|PostmanRuntime|okhttp)\/|^(?:node|undici)$|\b(?:HeadlessChrome|Cypress)\//i;

const COUNTED = [BROWSER_IN_APP, CUBOT_PHONE, DEVELOPERS_TOOL];

/**
 * What shows a link's card to people: messengers, networks, mail programs and the services that they use. Some also have
 * crawlers that show nothing; to these a card does no harm.
 */
const PREVIEWS = [
  "facebook|facebot|meta-external|whatsapp|instagram|threads",
  "telegram|twitter|slack|discord|linkedin|pinterest|skype|teams|microsoftpreview|bingpreview",
  "viber|line-poker|kakaotalk|snap url|snapchat|zalo|wechat|signal|synapse|matrix|mattermost|rocket\\.chat|zulip",
  "vkshare|odklbot|mail\\.ru|reddit|tumblr|mastodon|pleroma|misskey|bluesky|cardyb",
  "embedly|iframely|opengraph|unfurl|linkpreview|link preview|urlpreview|preview",
  "google-messages|googleimageproxy|applebot|quora|flipboard|notion|trello|outbrain|xing|yandex.*pagechecker",
];
const PREVIEW = new RegExp(PREVIEWS.join("|"), "i");

/**
 * Who follows a link:
 * - `visitor`: a person, or what developers try it out with.
 * - `preview`: what shows people what the link is about. It is given a card.
 * - `robot`: any other program, which indexes or checks links. It is led on, and counts for nothing.
 */
export type AgentKind = "visitor" | "preview" | "robot";

/**
 * As many browsers as most of a day's visitors have, none with a name so long that no browser has it: to look at one
 * costs as much as to sign a click. Some half a megabyte at most.
 */
const kindOf = remember(
  (userAgent): AgentKind => {
    if (!isbot(userAgent) || COUNTED.some((agent) => agent.test(userAgent))) return "visitor";
    return PREVIEW.test(userAgent) ? "preview" : "robot";
  },
  { texts: 1_000, longest: 512 },
);

/** Tells who follows a link by the name that they give themselves. */
export function agentKind(userAgent: string | null | undefined): AgentKind {
  return userAgent === null || userAgent === undefined ? "visitor" : kindOf(userAgent);
}
