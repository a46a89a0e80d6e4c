import { publicReasonAgainst } from "../../contract/code.ts";
import type { InvitationView } from "../../db/queries/invitations.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { PublicReason } from "../../domain/attribution.ts";
import type { Language } from "../../i18n/languages.ts";
import { offerTerms } from "../../i18n/offerTerms.ts";
import type { OfferText } from "../../i18n/offerText.ts";
import { OFFER_KEY, offerText } from "../../i18n/offerText.ts";
import { programText } from "../../i18n/programTexts.ts";
import { landingPage } from "../links/landingPages.ts";
import type { Brand } from "./layout.ts";

/** An invitation ready to be shown: no name, nothing of the participant whose code it is. */
export interface Invitation {
  readonly shop: string;
  readonly brand: Brand;
  readonly code: string | null;
  /** Why the code can't be used now; null when it can, and for an unknown one. */
  readonly reason: PublicReason | null;
  readonly offer: OfferText | null;
  readonly terms: readonly string[];
  /** A picture that the tenant chose for cards. */
  readonly image: string | null;
  /** Where the shop is, with the code and the click; null where there is nowhere to go. */
  readonly shopUrl: string | null;
}

export interface InvitationSetting {
  readonly language: Language;
  readonly now: Date;
  /** What links to this service start with. */
  readonly baseUrl: string;
  /** The signed id of the click that led here, as it came. */
  readonly click: string | null;
}

/** Makes an invitation of what is stored of it. */
export function invitationOf(view: InvitationView, setting: InvitationSetting): Invitation {
  const { name: shop, code: found, slug, accent, logo } = view;
  const brand = { slug, accent, logo };
  const { language, now } = setting;
  const nothing = { shop, brand, code: null, reason: null, offer: null, terms: [], image: null, shopUrl: view.shopUrl };
  if (found === null) return nothing;
  const { code, currency, texts, timezone, endsAt } = found;
  const reason = publicReasonAgainst(found, now);
  // A program that was never published has nothing to offer.
  const rules = found.rules === null ? null : parseStored(found.rules, currency);
  const shopPage = isHosted(found.landingUrl, setting.baseUrl) ? view.shopUrl : found.landingUrl;
  return {
    shop,
    brand,
    code,
    reason,
    offer: rules === null ? null : offerText({ rules, currency, texts }, language, "friend"),
    terms: rules === null ? [] : offerTerms({ rules, timezone, endsAt }, language),
    image: imageOf(texts, language),
    shopUrl: shopPage === null || reason !== null ? shopPage : withClick(landingPage(shopPage, code), setting.click),
  };
}

/** What is shown of a code that may not be told not to exist: the invitation of another one, under the code asked for. */
export function withStandIn(view: InvitationView, asked: string): InvitationView {
  if (view.code !== null || view.standIn === null) return view;
  const { code, locale } = view.standIn;
  return { ...view, code: { ...code, code: asked }, locale };
}

/** A program may use the page that we host as its landing page; the way on is then to the tenant's own. */
function isHosted(landingUrl: string, baseUrl: string): boolean {
  const { origin, pathname } = new URL(landingUrl);
  return origin === new URL(baseUrl).origin && /^\/join(\/|$)/.test(pathname);
}

function withClick(page: { readonly url: string; readonly fragment: string }, click: string | null): string {
  return `${page.url}${click === null ? "" : `&click=${click}`}${page.fragment}`;
}

function imageOf(texts: unknown, language: Language): string | null {
  const image = programText(texts, OFFER_KEY, language, "image");
  return image !== null && URL.canParse(image) && /^https:\/\//i.test(image) ? image : null;
}
