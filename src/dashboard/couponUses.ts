import { html } from "hono/html";
import type { UnreportedUse } from "../db/queries/codePages.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_REASON_LENGTH } from "../http/schemas/texts.ts";
import { BY_HAND_PROBLEMS, BY_HAND_TEXTS } from "../i18n/dashboard/byHand.ts";
import { CODES_TEXTS } from "../i18n/dashboard/codes.ts";
import { FINAL_STEP_TEXTS } from "../i18n/dashboard/finalSteps.ts";
import { REWARD_CASE_TEXTS } from "../i18n/dashboard/rewardCases.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { daysOf } from "./days.ts";
import type { PageView } from "./page.ts";
import { bulkBar } from "./parts/bulk.ts";
import { button, hiddenFields, linkButton } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import { table } from "./parts/table.ts";
import { maskedText } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

const FORM = "release";
const RELEASE = "/coupons/release";

/** What a form says of one use: codes are capitals and digits, and an order's id may be anything. */
export function useName({ code, orderId }: Pick<UnreportedUse, "code" | "orderId">): string {
  return `${code} ${orderId}`;
}

/** Redemptions that no order has reported, which people who handle cases can end for a reason; nothing where there are none. */
export function unreportedUses(viewer: Viewer, uses: readonly UnreportedUse[]): Markup {
  if (uses.length === 0) return html``;
  const { language } = viewer;
  const mayEnd = viewerMay(viewer, "handleCases");
  const list = table<UnreportedUse>({
    caption: CODES_TEXTS.unreported[language],
    rows: uses,
    ...(mayEnd
      ? {
          select: {
            ...{ form: FORM, name: "uses", allLabel: CODES_TEXTS.unreported[language] },
            ...{ value: useName, label: useName },
          },
        }
      : {}),
    columns: [
      { title: CODES_TEXTS.code[language], cell: ({ code }) => html`<bdi>${code}</bdi>` },
      {
        ...{ title: CODES_TEXTS.order[language], onPhone: "end" },
        cell: ({ orderId }) => html`<bdi>${maskedText(viewer, orderId)}</bdi>`,
      },
      {
        ...{ title: CODES_TEXTS.redeemedAt[language], kind: "time" },
        cell: ({ redeemedAt }) => daysOf(viewer).time(redeemedAt),
      },
      {
        ...{ title: CODES_TEXTS.freeAt[language], kind: "time" },
        cell: ({ reportBy }) => (reportBy === null ? "" : daysOf(viewer).time(reportBy)),
      },
    ],
  });
  const title = html`<h2>${CODES_TEXTS.unreported[language]}</h2><p class="hint">${CODES_TEXTS.unreportedHint[language]}</p>`;
  return html`${title}<section class="card flush">${list}</section>${mayEnd ? releaseBar(viewer) : ""}`;
}

function releaseBar(viewer: Viewer): Markup {
  const body = html`<div class="buttons">${button({ label: CODES_TEXTS.free[viewer.language] })}</div>`;
  return bulkBar(viewer.language, { id: FORM, action: shopPath(viewer, RELEASE), body });
}

/** Redemptions that were selected to end. */
export interface AskedRelease {
  /** Those that end, and so those that the form names. */
  readonly uses: readonly UnreportedUse[];
  /** How many of the selected ones have been reported or have ended meanwhile. */
  readonly left: number;
  /** As it was typed. */
  readonly reason: string;
  readonly isReasonWrong: boolean;
}

/** The page that says which redemptions end and what comes of it, and takes the reason. */
export function releaseView(viewer: Viewer, { uses, left, reason, isReasonWrong }: AskedRelease): PageView {
  const { language } = viewer;
  const { number } = formatsOf(language);
  const href = shopPath(viewer, "/coupons");
  const names = uses.map((use) => html`<input type="hidden" name="uses" value="${useName(use)}">`);
  const rows = uses.map(({ code, orderId }) => html`<dt><bdi>${code}</bdi></dt><dd><bdi>${orderId}</bdi></dd>`);
  const others = left === 0 ? "" : html`<dt>${FINAL_STEP_TEXTS.left[language]}</dt><dd><bdi>${number(left)}</bdi></dd>`;
  const why = textField({
    ...{ name: "reason", label: REWARD_CASE_TEXTS.reason[language], value: reason, isRequired: true },
    ...{ hint: BY_HAND_TEXTS.reasonHint[language], extra: { maxlength: String(MAX_REASON_LENGTH) } },
    error: isReasonWrong ? BY_HAND_PROBLEMS.reason[language] : null,
  });
  const back = linkButton({ href, label: FINAL_STEP_TEXTS.back[language] });
  const confirm = button({ label: CODES_TEXTS.free[language], look: "primary" });
  const title = fillText(
    formatsOf(language),
    CODES_TEXTS.freeTitle[language],
    { count: number(uses.length) },
    uses.length,
  );
  return {
    ...{ title, section: "codes", isNarrow: true, back: { href, label: CODES_TEXTS.coupons[language] } },
    main: html`<section class="card"><form class="form" method="post" action="${shopPath(viewer, RELEASE)}">${names}${hiddenFields({ confirmed: "yes" })}<dl class="facts">${rows}${others}</dl><p>${CODES_TEXTS.freeHint[language]}</p>
${why}
<div class="buttons">${back}${confirm}</div></form></section>`,
  };
}
