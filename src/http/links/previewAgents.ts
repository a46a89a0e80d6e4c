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
 * As many browsers as most of a day's visitors have, none with a name so long that no browser has it: to look at one
 * costs as much as to sign a click. Some half a megabyte at most.
 */
const isRobot = remember((userAgent) => isbot(userAgent) && !COUNTED.some((agent) => agent.test(userAgent)), {
  texts: 1_000,
  longest: 512,
});

/**
 * Whether a robot fetches a link to show what it is about, to index it or to check it. It looks at a share link
 * without following it: what it is given is a card, and no click is recorded.
 */
export function isPreviewAgent(userAgent: string | null | undefined): boolean {
  return userAgent !== null && userAgent !== undefined && isRobot(userAgent);
}
