import type { Choice, Ineligibility, Panel, Texts } from "./contract.ts";
import { make } from "./fromPanel.ts";
import { icons } from "./panelIcons.ts";
import { later, soon } from "./panelLater.ts";
import { shareView } from "./panelShare.ts";
import { badge, drawing, mainButton, part, quiet, refusal, webAddress } from "./pieces.ts";
import type { View } from "./view.ts";

/** The panel when the server has answered, from the top: what it is about, the link, the offer, then what came of it. */

export function panelView(view: View): Node[] {
  const { panel, texts, host } = view;
  const { advocate, standing } = panel;
  const isClosed = /program|blocked|^code/.test(standing?.reason ?? "");
  const isThanks = host.getAttribute("placement") === "after-purchase";
  const parts = [
    // What can't be had for a reason that no one here can mend is not promised.
    hero(isClosed ? texts.openPanel : panel.offer.headline, texts, isThanks),
    standing && standingView(view, standing),
    !panel.signedIn && !isClosed && invitation(view),
    advocate && shareView(view, advocate),
    !isClosed && offerView(panel, texts, isThanks),
    // Right after a purchase there is one thing to do; the rest waits on the panel's own page.
    ...(isThanks ? [] : earned(view)),
  ];
  return parts.filter(Boolean) as HTMLElement[];
}

function earned(view: View) {
  const { panel, texts } = view;
  const { advocate, choices = [], materials = 0, progress = [], totals = [], friends = [], coupons = [] } = panel;
  const { format } = new Intl.NumberFormat(panel.language);
  const hasEarned = [progress, totals, friends, coupons].some((list) => list.length > 0);
  return [
    ...choices.map((choice) => choiceView(view, choice)),
    ...(hasEarned ? soon(view, (more) => more.earnedParts(view)) : []),
    advocate && !friends.length && part("friends", texts.friendsTitle, quiet(texts.friendsEmpty)),
    materials > 0 &&
      later(view, "materials", `${texts.materialsTitle} (${format(materials)})`, (more) => more.materialList(view)),
    advocate && later(view, "own-code", texts.vanityTitle, (more) => more.vanityForm(view)),
  ];
}

function choiceView(view: View, choice: Choice): HTMLElement {
  const { texts } = view;
  const { rewardId, message } = choice;
  return part(
    "choices",
    texts.choicesTitle,
    quiet(message),
    later(view, `options-${rewardId}`, texts.choose, (more) => more.choiceForm(view, choice)),
  );
}

function standingView({ panel, texts, actions }: View, { message, mayApply }: Ineligibility): HTMLElement {
  const refused = refusal();
  const apply = async () => {
    const answer = await actions.post("/v1/client/applications", { program: panel.program });
    if (answer.ok) actions.say(texts.applied);
    else refused.textContent = answer.message ?? texts.failed ?? "";
  };
  return make(
    "section",
    { class: "standing" },
    make("p", {}, message),
    mayApply && mainButton("apply", texts.apply, () => void apply()),
    refused,
  );
}

function hero(headline: string | undefined, texts: Texts, isThanks: boolean): HTMLElement {
  return make(
    "header",
    { class: "hero" },
    badge(drawing(24, icons.gift)),
    isThanks && make("p", { class: "thanks" }, texts.thanks),
    make("h2", { id: "headline", class: "headline", tabindex: -1 }, headline),
  );
}

/** What the ladder below says of the advocate's steps is not said twice. */
function offerView({ offer, progress = [] }: Panel, texts: Texts, isThanks: boolean) {
  const { advocate, friend } = offer;
  const said = isThanks ? [] : progress.flatMap(({ steps = [] }) => steps.slice(1).map(({ label }) => label));
  const side = (title: string | undefined, lines: readonly string[]) =>
    lines.length > 0 &&
    make("div", { class: "side" }, make("h3", {}, title), make("ul", {}, ...lines.map((line) => make("li", {}, line))));
  return (
    advocate.length + friend.length > 0 &&
    make(
      "div",
      { class: "sides" },
      side(texts.friendGets, friend),
      side(
        texts.youGet,
        advocate.filter((line) => !said.includes(line)),
      ),
    )
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
