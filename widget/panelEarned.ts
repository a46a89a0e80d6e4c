import type { Friend, FriendReward, Progress, Step, Texts } from "./contract.ts";
import { copyButton } from "./copyButton.ts";
import { make } from "./fromPanel.ts";
import { icons } from "./panelIcons.ts";
import { payeeForm } from "./panelPayee.ts";
import { badge, details, drawing, part, quiet } from "./pieces.ts";
import type { View } from "./view.ts";
import { fillText } from "./words.ts";

/** What came of sharing: the way to the next step, what was earned, who joined, and coupons; nothing of what is not there. */

export function earnedParts(view: View): HTMLElement[] {
  const parts = [progressList(view), totalList(view), payeeForm(view), friendList(view), couponList(view)];
  return parts.filter((one): one is HTMLElement => one !== null);
}

/** Up to here each step is drawn by itself. */
const MAX_STEPS_DRAWN = 12;

function progressList(view: View): HTMLElement | null {
  const { panel, texts } = view;
  if (!panel.progress?.length) return null;
  return part("progress", texts.progressTitle, ...panel.progress.map((progress) => progressBar(view, progress)));
}

function progressBar({ panel, texts }: View, { position, next, message, steps = [] }: Progress): HTMLElement {
  const ladder = steps.length > 0 && ladderOf(steps, position !== null, texts);
  if (position === null) return make("div", {}, make("p", {}, message), ladder);
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
    ladder,
  );
}

/**
 * Every step, those that are reached with a sign; the last of them is where the customer stands.
 *
 * @param isCounted whether steps begin with a number of friends, and not with a sum
 */
function ladderOf(steps: readonly Step[], isCounted: boolean, texts: Texts): HTMLElement {
  const last = steps.findLastIndex(({ reached }) => reached);
  return make(
    "ol",
    { class: "ladder" },
    ...steps.map(({ from, label, reached }, index) =>
      make(
        "li",
        { class: `step ${reached ? "reached" : ""}`, "aria-current": index === last && "step" },
        badge(reached ? "\u2713" : `${isCounted ? from : index + 1}`),
        make("span", {}, label, reached && unseen(` (${texts.stepReached})`)),
      ),
    ),
  );
}

function unseen(text: string): HTMLElement {
  return make("span", { class: "unseen" }, text);
}

function totalList({ panel, texts }: View): HTMLElement | null {
  if (!panel.totals?.length) return null;
  const amount = (title: string | undefined, value: string) =>
    make("div", {}, make("dt", {}, title), make("dd", {}, value));
  return make(
    "div",
    { class: "totals" },
    ...panel.totals.map(({ unit, pending, available, paid, expires, payout = [] }) =>
      make(
        "div",
        {},
        make("dl", {}, amount(texts.available, available), amount(texts.pending, pending), amount(texts.paid, paid)),
        quiet(howPaid(unit, texts)),
        expires && quiet(expires),
        ...payout.map((sentence) => quiet(sentence)),
      ),
    ),
  );
}

/** How what is available of a unit (`cash:GBP`, `credit:GBP`, `points`) comes to the customer. */
function howPaid(unit: string, texts: Texts): string | undefined {
  if (unit.startsWith("cash")) return texts.howCash;
  return unit.startsWith("credit") ? texts.howCredit : texts.howPoints;
}

function friendList({ panel, texts }: View): HTMLElement | null {
  const { friends, friendCount = 0, language } = panel;
  if (!friends?.length) return null;
  const { format } = new Intl.NumberFormat(language);
  return part(
    "friends",
    texts.friendsTitle,
    make("ul", {}, ...friends.map((friend) => friendItem(friend, texts))),
    friendCount > friends.length &&
      quiet(fillText(texts.friendsShown, { shown: format(friends.length), count: format(friendCount) })),
  );
}

function friendItem({ referralId, label, status, statusText, rewards, why }: Friend, texts: Texts): HTMLElement {
  return make(
    "li",
    { class: "between" },
    badge(status === "converted" ? "\u2713" : drawing(24, icons.person), status),
    make("div", { class: "friend" }, make("strong", {}, label), quiet(statusText)),
    rewards.length > 0 && make("ul", { class: "rewards" }, ...rewards.map((reward) => rewardItem(reward, texts))),
    why.length > 0 &&
      details(
        `why-${referralId}`,
        texts.why,
        make("ul", { class: "why" }, ...why.map((sentence) => make("li", {}, sentence))),
      ),
  );
}

/** What was cancelled or taken back is struck through, and said to be for those who don't see that. */
function rewardItem({ amount, status, statusText }: FriendReward, texts: Texts): HTMLElement {
  const isOver = /^(voided|clawed_back)$/.test(status);
  return make(
    "li",
    {},
    isOver
      ? make("s", { class: status }, unseen(`${texts.cancelled}: `), amount)
      : make("strong", { class: status }, amount),
    quiet(statusText),
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
