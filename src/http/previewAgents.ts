/**
 * Programs that fetch a link to show what it is about, and search engines. They look at a share link without
 * following it: what they are given is a card, and no click is recorded.
 *
 * Browsers inside of apps must not be taken for them, hence full names ("Slackbot", "^WhatsApp/") where an app's own
 * browser names the app as well. Signal and iMessage call themselves by names that are here.
 */
const PREVIEW_AGENTS = new RegExp(
  [
    // Telegrambot, Twitterbot, LinkedInBot, Slackbot, Discordbot, Googlebot, bingbot, Applebot, and all that are
    // called so; CUBOT makes phones.
    "(?<!\\bcu)bot\\b",
    "^WhatsApp/",
    "^Viber/",
    "facebookexternalhit",
    "facebookcatalog",
    "meta-external(?:agent|fetcher)",
    "Slack-ImgProxy",
    "SkypeUriPreview",
    "MicrosoftPreview",
    "BingPreview",
    "Snap URL Preview",
    "Google-(?:InspectionTool|PageRenderer|Read-Aloud)",
    "GoogleOther",
    "Pinterest/0\\.",
    "kakaotalk-scrap",
    "vkShare",
    "Mastodon/",
    "Bluesky Cardyb",
    "Iframely",
    "Embedly",
    "Yahoo! Slurp",
    "Baiduspider",
    "Bytespider",
    "crawler",
  ].join("|"),
  "i",
);

export function isPreviewAgent(userAgent: string | null | undefined): boolean {
  return typeof userAgent === "string" && PREVIEW_AGENTS.test(userAgent);
}
