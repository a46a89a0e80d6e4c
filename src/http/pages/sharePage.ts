import { html, raw } from "hono/html";
import type { PublicOfferView } from "../../db/queries/invitations.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { Language } from "../../i18n/languages.ts";
import { offerText } from "../../i18n/offerText.ts";
import { pageTexts } from "../../i18n/pageTexts.ts";
import { widgetTexts } from "../../i18n/widgetTexts.ts";
import { shopLink } from "./joinPage.ts";
import type { Markup } from "./layout.ts";
import { layout, moreList } from "./layout.ts";
import { PANEL_SCRIPT } from "./scripts.ts";

/**
 * The page of advocates. Without a token it shows the offer, which is on the page already. A visitor with a token
 * in the fragment gets the panel in place of it, so the page itself never needs a key.
 */
export function sharePage(
  view: PublicOfferView,
  language: Language,
  languageUrl: (language: Language) => string,
): Markup {
  const { name: shop, program, slug, accent, logo } = view;
  const brand = { slug, accent, logo };
  const texts = pageTexts[language];
  if (program === null) {
    const main = html`<article class="card"><h1>${texts.noProgram}</h1>${way(view, language)}</article>`;
    return layout({ language, title: shop, shop, brand, main, languageUrl });
  }
  const { currency, texts: own } = program;
  const offered = { rules: parseStored(program.rules, currency), currency, texts: own };
  const offer = offerText(offered, language, "advocate", "headed");
  const { youGet, friendGets, signInTitle, openPanel } = widgetTexts[language];
  // The panel has headings of the second level alone, so the page's own stands above both.
  const main = html`<h1 class="unseen">${openPanel}</h1>
<div data-panel-program="${program.key}" data-panel-lang="${language}" data-panel-sign-in-url="${view.shopUrl ?? ""}">
<article class="card">
<p class="eyebrow">${signInTitle}</p>
<h2 class="headline">${offer.headline}</h2>
<p>${texts.signedOut}</p>
${way(view, language)}
</article>
${moreList(youGet, offer.advocate)}
${moreList(friendGets, offer.friend)}
</div>
<script type="module" src="/widget/panel.js"></script>
<script>${raw(PANEL_SCRIPT)}</script>`;
  return layout({ language, title: `${offer.headline} · ${shop}`, shop, brand, main, languageUrl });
}

function way({ name, shopUrl }: PublicOfferView, language: Language): Markup {
  return shopUrl === null ? raw("") : shopLink(name, shopUrl, language);
}
