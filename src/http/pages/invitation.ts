import { publicReasonAgainst } from "../../contract/code.ts";
import { picturePath } from "../../contract/picture.ts";
import type { InvitationView } from "../../db/queries/invitations.ts";
import type { ShownPicture } from "../../db/queries/pictures.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { PublicReason } from "../../domain/attribution.ts";
import type { Language } from "../../i18n/languages.ts";
import { DEFAULT_LANGUAGE } from "../../i18n/languages.ts";
import { offerTerms } from "../../i18n/offerTerms.ts";
import type { OfferText } from "../../i18n/offerText.ts";
import { OFFER_KEY, offerText } from "../../i18n/offerText.ts";
import { programText } from "../../i18n/programTexts.ts";
import { landingPage } from "../links/landingPages.ts";
import type { Brand } from "./layout.ts";
import { OUR_PICTURE } from "./ourPicture.ts";

/** An invitation ready to be shown: no name, nothing of the participant whose code it is. */
export interface Invitation {
  readonly shop: string;
  readonly brand: Brand;
  readonly code: string | null;
  /** Why the code can't be used now; null when it can, and for an unknown one. */
  readonly reason: PublicReason | null;
  readonly offer: OfferText | null;
  readonly terms: readonly string[];
  /** What the page shows above the offer; null where the tenant gave none. */
  readonly picture: ShownPicture | null;
  readonly image: CardImage;
  /** Where the shop is, with the code and the click; null where there is nowhere to go. */
  readonly shopUrl: string | null;
}

/** The picture of a card, wherever it is. */
export interface CardImage {
  readonly url: string;
  /** In pixels; null for a picture of the tenant's own site. */
  readonly size: Pick<ShownPicture, "width" | "height"> | null;
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
  const ours = imageOf(OUR_PICTURE, setting.baseUrl);
  const nothing = { code: null, reason: null, offer: null, terms: [], picture: null, image: ours };
  if (found === null) return { shop, brand, ...nothing, shopUrl: view.shopUrl };
  const { code, currency, texts, timezone, endsAt } = found;
  const reason = publicReasonAgainst(found, now);
  // A program that was never published has nothing to offer.
  const rules = found.rules === null ? null : parseStored(found.rules, currency);
  const shopPage = isHosted(found.landingUrl, setting.baseUrl) ? view.shopUrl : found.landingUrl;
  // An invitation that can't be used shows nothing that the tenant made for those that can.
  const picture = reason === null ? (view.pictures[language] ?? view.pictures[DEFAULT_LANGUAGE] ?? null) : null;
  const chosen = reason === null ? chosenImage(texts, language) : null;
  return {
    shop,
    brand,
    code,
    reason,
    picture,
    offer: rules === null ? null : offerText({ rules, currency, texts }, language, "friend"),
    terms: rules === null ? [] : offerTerms({ rules, timezone, endsAt }, language),
    image: chosen ?? (picture === null ? ours : imageOf(picture, setting.baseUrl)),
    shopUrl: shopPage === null || reason !== null ? shopPage : withClick(landingPage(shopPage, code), setting.click),
  };
}

/** What is shown of a code that may not be told not to exist: the invitation of another one, under the code asked for. */
export function withStandIn(view: InvitationView, asked: string): InvitationView {
  if (view.code !== null || view.standIn === null) return view;
  const { code, locale, pictures } = view.standIn;
  return { ...view, code: { ...code, code: asked }, locale, pictures };
}

/** A program may use the page that we host as its landing page; the way on is then to the tenant's own. */
function isHosted(landingUrl: string, baseUrl: string): boolean {
  const { origin, pathname } = new URL(landingUrl);
  return origin === new URL(baseUrl).origin && /^\/join(\/|$)/.test(pathname);
}

function withClick(page: { readonly url: string; readonly fragment: string }, click: string | null): string {
  return `${page.url}${click === null ? "" : `&click=${click}`}${page.fragment}`;
}

/** What the tenant names for its cards, on a site of its own. */
function chosenImage(texts: unknown, language: Language): CardImage | null {
  const url = programText(texts, OFFER_KEY, language, "image");
  return url !== null && URL.canParse(url) && /^https:\/\//i.test(url) ? { url, size: null } : null;
}

function imageOf({ sha256, width, height }: ShownPicture, baseUrl: string): CardImage {
  return { url: new URL(picturePath(sha256), baseUrl).href, size: { width, height } };
}
