import { html } from "hono/html";
import type { PublicReason } from "../../domain/attribution.ts";
import type { Language } from "../../i18n/languages.ts";
import { INVITATION_REFUSAL_TEXTS } from "../../i18n/lists/invitationRefusals.ts";
import { pageTexts } from "../../i18n/pageTexts.ts";
import type { CardImage, Invitation } from "./invitation.ts";
import type { Markup } from "./layout.ts";
import { layout, tickList } from "./layout.ts";

/** The longest description that agents show; they cut it anywhere. */
const MAX_DESCRIPTION = 300;

/** Open Graph names a language with a country, and so does each agent that reads it. */
const OG_LOCALES: Readonly<Record<Language, string>> = {
  en: "en_GB",
  ru: "ru_RU",
  uk: "uk_UA",
  uz: "uz_UZ",
  he: "he_IL",
};

/** What a link looks like where it is shared: the offer and the shop, and no one's name. */
export function cardTags(invitation: Invitation, language: Language, url: string): Markup {
  const { shop, image } = invitation;
  const { title, description } = cardTexts(invitation, language);
  return html`<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="${shop}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${url}">
<meta property="og:locale" content="${OG_LOCALES[language]}">
<meta name="twitter:card" content="summary_large_image">
<meta name="twitter:title" content="${title}">
<meta name="twitter:description" content="${description}">
<meta property="og:image" content="${image.url}">${sizeTags(image)}
<meta property="og:image:alt" content="${title}">
<meta name="twitter:image" content="${image.url}">`;
}

/** Said beforehand, so that an agent lays out the first card of a link with its picture. */
function sizeTags({ size }: CardImage): Markup | string {
  if (size === null) return "";
  return html`<meta property="og:image:width" content="${String(size.width)}"><meta property="og:image:height" content="${String(size.height)}">`;
}

/** The page for agents that only look at a share link: the card, and the same in words. */
export function cardPage(invitation: Invitation, language: Language, url: string): Markup {
  const { title } = cardTexts(invitation, language);
  const { shop, brand, offer } = invitation;
  return layout({
    language,
    title: `${title} · ${shop}`,
    ...{ shop, brand },
    head: cardTags(invitation, language, url),
    main: html`<article class="card"><h1>${title}</h1>${tickList(offer?.friend ?? [])}</article>`,
    languageUrl: null,
  });
}

function cardTexts({ shop, offer, reason }: Invitation, language: Language): { title: string; description: string } {
  const texts = pageTexts[language];
  if (reason !== null) {
    return { title: closedTitle(reason, language), description: INVITATION_REFUSAL_TEXTS[reason][language] };
  }
  if (offer === null) return { title: shop, description: texts.unknownText };
  const description = offer.friend.length === 0 ? texts.enterCode : offer.friend.join(" · ");
  return { title: offer.headline, description: [...description].slice(0, MAX_DESCRIPTION).join("") };
}

/** What an invitation that can't be used is called: some come back, and others never do. */
export function closedTitle(reason: PublicReason, language: Language): string {
  const { notNowTitle, endedTitle } = pageTexts[language];
  return reason === "program_not_active" || reason === "not_eligible" ? notNowTitle : endedTitle;
}
