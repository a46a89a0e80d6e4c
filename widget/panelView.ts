import type { Offer, Texts } from "./contract.ts";
import { make } from "./fromPanel.ts";
import { couponList, friendList, progressList, totalList } from "./panelEarned.ts";
import { applicationForm, choiceForm, vanityForm } from "./panelForms.ts";
import { icons } from "./panelIcons.ts";
import { shareView } from "./panelShare.ts";
import { badge, drawing, mainButton, part, webAddress } from "./pieces.ts";
import type { View } from "./view.ts";

/** The panel when the server has answered, from the top: the offer, the link, then what came of it. */

export function panelView(view: View): Node[] {
  const { panel, texts, host } = view;
  const { advocate, standing } = panel;
  const isThanks = host.getAttribute("placement") === "after-purchase";
  const parts = [
    hero(panel.offer, texts, isThanks),
    !panel.signedIn && invitation(view),
    standing &&
      make(
        "section",
        { class: "standing" },
        make("p", {}, standing.message),
        standing.mayApply && applicationForm(view),
      ),
    advocate && shareView(view, advocate),
    // Right after a purchase there is one thing to do; the rest waits on the panel's own page.
    ...(isThanks ? [] : earned(view)),
  ];
  return parts.filter((one): one is HTMLElement => !!one);
}

function earned(view: View) {
  const { advocate, choices = [] } = view.panel;
  return [
    ...choices.map((choice) => choiceForm(view, choice)),
    progressList(view),
    totalList(view),
    friendList(view),
    couponList(view),
    advocate && !advocate.vanity && vanityForm(view),
  ];
}

function hero({ headline, advocate, friend }: Offer, texts: Texts, isThanks: boolean): HTMLElement {
  const side = (title: string | undefined, lines: readonly string[], sign: Node | string) =>
    lines.length > 0 &&
    make(
      "div",
      { class: "side" },
      badge(sign),
      make("h3", {}, title),
      make("ul", {}, ...lines.map((line) => make("li", {}, line))),
    );
  return make(
    "header",
    { class: "hero" },
    isThanks && make("p", { class: "thanks" }, texts.thanks),
    make("h2", { id: "headline", class: "headline", tabindex: -1 }, headline),
    make(
      "div",
      { class: "sides" },
      side(texts.friendGets, friend, drawing(24, icons.gift)),
      side(texts.youGet, advocate, "\u2665\ufe0e"),
    ),
  );
}

function invitation({ texts, host, actions }: View): HTMLElement {
  const href = webAddress(host.getAttribute("sign-in-url"));
  return part(
    "invitation",
    texts.signInTitle,
    make("p", {}, texts.signInText),
    href
      ? make("a", { class: "button", href, onclick: actions.signIn }, texts.signIn)
      : mainButton("sign-in", texts.signIn, actions.signIn),
  );
}
