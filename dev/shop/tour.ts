import { html } from "hono/html";
import type { Markup } from "./markup.ts";
import { TOUR_SKU } from "./products.ts";
import type { Session } from "./store.ts";
import type { ShopTexts } from "./texts/en.ts";
import { TEXTS } from "./texts.ts";

/** Leads a newcomer through the demo in one browser: advocate, link, friend, purchase, reward. */

const STEPS = ["tourAdvocate", "tourShare", "tourFriend", "tourBuy", "tourReward"] as const;

/** What the guide says now, and what it offers to do. */
interface Advice {
  /** From 0, of `STEPS`. */
  readonly at: number;
  readonly text: string;
  readonly action: Markup | string;
}

/** The strip above each page; empty where it was put away. */
export function tourStrip(session: Session, path: string): Markup | string {
  const t = TEXTS[session.language];
  if (session.tour.isHidden) return "";
  const { at, text, action } = advice(session, path, t);
  const counted = t.tourStep.replace("{step}", String(at + 1)).replace("{steps}", String(STEPS.length));
  return html`<aside class="tour" aria-label="${t.tourTitle}">
<ol role="list">${STEPS.map(
    (step, index) =>
      html`<li class="${index < at ? "done" : ""}"${index === at ? html` aria-current="step"` : ""}>${t[step]}</li>`,
  )}</ol>
<p><span class="tour-step">${counted}</span> ${text}</p>
<div class="tour-acts">${action}<form method="post" action="/demo/tour"><button class="quiet" name="hidden" value="yes">${t.tourHide}</button></form></div>
</aside>`;
}

/** In the footer, for those who put it away. */
export function tourAgain({ language, tour }: Session): Markup | string {
  if (!tour.isHidden) return "";
  return html`<form method="post" action="/demo/tour"><button class="quiet" name="hidden" value="no">${TEXTS[language].tourShow}</button></form>`;
}

function advice(session: Session, path: string, t: ShopTexts): Advice {
  const { customer, invitation, cart, tour } = session;
  const who = tour.advocate?.name ?? "Maya";
  const named = (text: string) => text.replace("{advocate}", () => who);
  if (customer === null) {
    if (invitation !== null) {
      const go = path === "/demo/signup" ? "" : link("/demo/signup", t.tourFriendAction);
      return { at: 2, text: t.tourFriendText, action: go };
    }
    return { at: 0, text: t.tourAdvocateText, action: become("shop-maya", "share", t.tourAdvocateAction) };
  }
  if (customer.id !== tour.friend?.id) {
    if (tour.outcome === "returned") {
      return { at: 4, text: t.tourEndText, action: link(`/demo/tour/friend?of=${customer.id}`, t.tourAgainAction) };
    }
    if (tour.outcome === "rewarded" && tour.friend !== null) {
      return { at: 4, text: t.tourDoneText, action: become(tour.friend.id, "orders", t.tourDoneAction) };
    }
    const open = link(`/demo/tour/friend?of=${customer.id}`, t.tourShareAction);
    const see = path === "/demo/share" ? "" : link("/demo/share", t.tourShareGo, "second");
    return { at: 1, text: t.tourShareText.replace("{advocate}", () => customer.name), action: html`${open}${see}` };
  }
  if (tour.outcome !== null && cart.size === 0) {
    if (tour.outcome === "nothing") return { at: 3, text: t.tourNothingText, action: addTeapot(t) };
    if (tour.advocate === null) return { at: 4, text: named(t.tourAnotherText), action: "" };
    const see = become(tour.advocate.id, "share", named(t.tourRewardAction));
    const text = tour.outcome === "returned" ? t.tourReturnedText : t.tourRewardText;
    return { at: 4, text: named(text), action: see };
  }
  if (cart.size === 0) return { at: 3, text: t.tourBuyText, action: addTeapot(t) };
  return { at: 3, text: t.tourPayText, action: path === "/demo/cart" ? "" : link("/demo/cart", t.tourPayAction) };
}

function link(path: string, label: string, more = ""): Markup {
  return html`<a class="button ${more}" href="${path}">${label}</a>`;
}

/** Signs in as another person of the tour. */
function become(customer: string, to: "share" | "orders", label: string): Markup {
  return html`<form method="post" action="/demo/signin"><input type="hidden" name="to" value="${to}"><button name="customer" value="${customer}">${label}</button></form>`;
}

function addTeapot(t: ShopTexts): Markup {
  return html`<form method="post" action="/demo/cart/add"><button name="sku" value="${TOUR_SKU}">${t.tourBuyAction}</button></form>`;
}
