import type { Friend, Progress } from "./contract.ts";
import { copyButton } from "./copyButton.ts";
import { make } from "./fromPanel.ts";
import { icons } from "./panelIcons.ts";
import { badge, details, drawing, part, quiet } from "./pieces.ts";
import type { View } from "./view.ts";
import { fillText } from "./words.ts";

/** What came of sharing: the way to the next step, what was earned, who joined, and coupons; nothing of what is not there. */

export function earnedParts(view: View): HTMLElement[] {
  const parts = [progressList(view), totalList(view), friendList(view), couponList(view)];
  return parts.filter((one): one is HTMLElement => one !== null);
}

/** Up to here each step is drawn by itself. */
const MAX_STEPS_DRAWN = 12;

function progressList(view: View): HTMLElement | null {
  const { panel, texts } = view;
  if (!panel.progress?.length) return null;
  return part("progress", texts.progressTitle, ...panel.progress.map((progress) => progressBar(view, progress)));
}

function progressBar({ panel, texts }: View, { position, next, message }: Progress): HTMLElement {
  if (position === null) return make("p", {}, message);
  const { format } = new Intl.NumberFormat(panel.language);
  const value = fillText(texts.progressValue, { position: format(position), next: format(next) });
  const bar = make("div", {
    class: "track",
    role: "progressbar",
    "aria-valuemax": next,
    "aria-valuenow": Math.min(position, next),
    "aria-valuetext": value,
    "aria-label": message,
  });
  const drawn = Math.min(next, MAX_STEPS_DRAWN);
  for (let step = 0; step < drawn; step++) {
    bar.append(make("span", { class: step < Math.floor((position / next) * drawn) && "on" }));
  }
  return make(
    "div",
    {},
    make("p", { class: "between" }, make("span", {}, message), make("span", { class: "quiet" }, value)),
    bar,
  );
}

function totalList({ panel, texts }: View): HTMLElement | null {
  if (!panel.totals?.length) return null;
  const amount = (title: string | undefined, value: string) =>
    make("div", {}, make("dt", {}, title), make("dd", {}, value));
  return make(
    "div",
    { class: "totals" },
    ...panel.totals.map(({ pending, available, paid }) =>
      make("dl", {}, amount(texts.available, available), amount(texts.pending, pending), amount(texts.paid, paid)),
    ),
  );
}

function friendList({ panel, texts }: View): HTMLElement | null {
  const { friends, friendCount = 0, language } = panel;
  if (!friends?.length) return null;
  const { format } = new Intl.NumberFormat(language);
  return part(
    "friends",
    texts.friendsTitle,
    make("ul", {}, ...friends.map((friend) => friendItem(friend, texts.why))),
    friendCount > friends.length &&
      quiet(fillText(texts.friendsShown, { shown: format(friends.length), count: format(friendCount) })),
  );
}

function friendItem(
  { referralId, label, status, statusText, rewards, why }: Friend,
  whyText: string | undefined,
): HTMLElement {
  return make(
    "li",
    { class: "between" },
    badge(status === "converted" ? "\u2713" : drawing(24, icons.person), status),
    make("div", { class: "friend" }, make("strong", {}, label), quiet(statusText)),
    rewards.length > 0 &&
      make(
        "ul",
        { class: "rewards" },
        ...rewards.map(({ amount, status: state, statusText: said }) =>
          make("li", {}, make("strong", { class: state }, amount), quiet(said)),
        ),
      ),
    why.length > 0 &&
      details(
        `why-${referralId}`,
        whyText,
        make("ul", { class: "why" }, ...why.map((sentence) => make("li", {}, sentence))),
      ),
  );
}

function couponList(view: View): HTMLElement | null {
  const { panel, texts } = view;
  if (!panel.coupons?.length) return null;
  const items = panel.coupons.map(({ code, message, expires }) => {
    const button = copyButton(view, `coupon-${code}`, null, code, code);
    button.classList.add("ticket");
    button.setAttribute("aria-label", fillText(texts.copyCoupon, { code }));
    return make("li", { class: "between" }, make("div", {}, message, expires && quiet(expires)), button);
  });
  return part("coupons", texts.couponsTitle, make("ul", {}, ...items));
}
