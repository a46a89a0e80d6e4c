import { html, raw } from "hono/html";
import { picturePath } from "../../contract/picture.ts";
import type { ShownPicture } from "../../db/queries/pictures.ts";
import { isolate } from "../../i18n/isolate.ts";
import type { Language } from "../../i18n/languages.ts";
import { directionOf } from "../../i18n/languages.ts";
import { INVITATION_REFUSAL_TEXTS } from "../../i18n/lists/invitationRefusals.ts";
import { pageTexts } from "../../i18n/pageTexts.ts";
import { widgetTexts } from "../../i18n/widgetTexts.ts";
import { cardTags, closedTitle } from "./card.ts";
import type { Invitation } from "./invitation.ts";
import type { Markup } from "./layout.ts";
import { layout, moreList, tickList } from "./layout.ts";
import { COPY_SCRIPT } from "./scripts.ts";

/** Where the page is, for its card and for the same page in another language. */
export interface JoinPlace {
  readonly language: Language;
  readonly url: string;
  readonly languageUrl: (language: Language) => string;
}

/** The landing page of friends: the offer, the code, the way to the shop; or what became of the invitation. */
export function joinPage(invitation: Invitation, { language, url, languageUrl }: JoinPlace): Markup {
  const { shop, brand, offer, reason, code } = invitation;
  const isOpen = code !== null && reason === null && offer !== null;
  const texts = pageTexts[language];
  const closed = reason === null ? texts.unknownTitle : closedTitle(reason, language);
  const title = isOpen ? offer.headline : closed;
  return layout({
    language,
    title: `${title} · ${shop}`,
    ...{ shop, brand },
    head: cardTags(invitation, language, url),
    main: isOpen
      ? openInvitation(invitation, { code, offer }, language)
      : closedInvitation(invitation, title, language),
    languageUrl,
  });
}

function openInvitation(
  { shop, shopUrl, terms, picture }: Invitation,
  { code, offer }: { readonly code: string; readonly offer: NonNullable<Invitation["offer"]> },
  language: Language,
): Markup {
  const texts = pageTexts[language];
  const { yourCode, copied } = widgetTexts[language];
  return html`<article class="card">${picture === null ? "" : shownPicture(picture)}
<p class="eyebrow">${texts.yourOffer}</p>
<h1>${offer.headline}</h1>
${tickList(offer.friend)}
<div class="code"><span><span class="label">${yourCode}</span><strong dir="ltr">${code}</strong></span>
<button class="small" type="button" hidden data-copy="${code}" data-done="${copied}" aria-live="polite">${texts.copy}</button></div>
${shopUrl === null ? "" : shopLink(shop, shopUrl, language)}
<p class="hint">${shopUrl === null ? texts.enterCode : texts.codeComesAlong}</p>
</article>
${moreList(texts.friendGets, offer.advocate)}
${moreList(texts.terms, terms)}
<script>${raw(COPY_SCRIPT)}</script>`;
}

/** Beside words that say the same, so it is read out as nothing. */
function shownPicture({ sha256, width, height }: ShownPicture): Markup {
  return html`<img class="picture" src="${picturePath(sha256)}" alt="" width="${String(width)}" height="${String(height)}">`;
}

function closedInvitation({ shop, shopUrl, reason }: Invitation, title: string, language: Language): Markup {
  const texts = pageTexts[language];
  return html`<article class="card">
<h1>${title}</h1>
<p>${reason === null ? texts.unknownText : INVITATION_REFUSAL_TEXTS[reason][language]}</p>
${shopUrl === null ? "" : html`<p>${texts.shopStillOpen}</p>${shopLink(shop, shopUrl, language)}`}
</article>`;
}

export function shopLink(shop: string, shopUrl: string, language: Language): Markup {
  const name = isolate(shop, "words", directionOf(language));
  const label = pageTexts[language].goToShop.replace("{shop}", () => name);
  return html`<a class="button" href="${shopUrl}">${label}</a>`;
}
