import { html } from "hono/html";
import type { UnreportedUse } from "../db/queries/codePages.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_REASON_LENGTH } from "../http/schemas/texts.ts";
import { CODES_TEXTS } from "../i18n/dashboard/codes.ts";
import { REWARD_CASE_TEXTS } from "../i18n/dashboard/rewardCases.ts";
import { daysOf } from "./days.ts";
import { bulkBar } from "./parts/bulk.ts";
import { button } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import { table } from "./parts/table.ts";
import { maskedText } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

const FORM = "release";

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
  const { language } = viewer;
  const label = REWARD_CASE_TEXTS.reason[language];
  const reason = textField({
    ...{ name: "reason", id: "release-reason", label, hasUnseenLabel: true, isRequired: true, value: "" },
    extra: { placeholder: label, maxlength: String(MAX_REASON_LENGTH) },
  });
  const body = html`${reason}<div class="buttons">${button({ label: CODES_TEXTS.free[language] })}</div>`;
  return bulkBar(language, { id: FORM, action: shopPath(viewer, "/coupons/release"), body });
}
