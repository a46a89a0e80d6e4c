import { html } from "hono/html";
import type { BatchDeed, PayoutCase } from "../db/queries/payoutPages.ts";
import type { PayoutJson } from "../db/rows/payout.ts";
import { minorDigits } from "../domain/currencies.ts";
import type { BatchStatus } from "../domain/payoutBatches.ts";
import type { LeftOutReason, PayoutStatus } from "../domain/payouts.ts";
import type { Markup } from "../http/pages/layout.ts";
import { PAYOUT_PLAN_TEXTS } from "../i18n/dashboard/payoutPlan.ts";
import {
  BATCH_STATUS_TEXTS,
  LEFT_OUT_TEXTS,
  PAYOUT_METHOD_TEXTS,
  PAYOUT_STATUS_TEXTS,
} from "../i18n/dashboard/payoutStates.ts";
import { PAYOUTS_TEXTS } from "../i18n/dashboard/payouts.ts";
import { TRANSFER_DOUBT_TEXTS, TRANSFER_PROBLEM_TEXTS, TRANSFER_REFUSAL_TEXTS } from "../i18n/dashboard/transfers.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { actorInWords } from "./actorWords.ts";
import { daysOf } from "./days.ts";
import type { Tone } from "./parts/badge.ts";
import { badge } from "./parts/badge.ts";
import type { Column } from "./parts/table.ts";
import { table } from "./parts/table.ts";
import { tabs } from "./parts/tabs.ts";
import { payoutSelecting } from "./payoutStepForm.ts";
import { unitAmount } from "./personActions.ts";
import { maskedText, personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** What the pages of payouts have in common. */

const BATCH_TONES: Readonly<Record<BatchStatus, Tone>> = {
  draft: "notice",
  collecting: "plain",
  ready: "notice",
  confirming: "plain",
  sending: "good",
  cancelling: "plain",
  cancelled: "plain",
};
const TONES: Readonly<Record<PayoutStatus, Tone>> = {
  created: "notice",
  sending: "plain",
  paid: "good",
  failed: "bad",
  returned: "bad",
  cancelled: "plain",
  netted: "plain",
};

export function batchBadge(language: Language, status: BatchStatus): Markup {
  return badge(BATCH_STATUS_TEXTS[status][language], BATCH_TONES[status]);
}

export function payoutBadge(language: Language, status: PayoutStatus): Markup {
  return badge(PAYOUT_STATUS_TEXTS[status][language], TONES[status]);
}

/** The batches, and the payouts of all of them. */
export function payoutTabs(viewer: Viewer, current: "batches" | "all"): Markup {
  const { language } = viewer;
  const tab = (each: "batches" | "all", path: string) => {
    return { href: shopPath(viewer, path), label: PAYOUTS_TEXTS[each][language], isCurrent: each === current };
  };
  return tabs(PAYOUTS_TEXTS.batches[language], [tab("batches", "/payouts"), tab("all", "/payouts/all")]);
}

/** "12 people". */
export function counted(language: Language, of: "people" | "payouts", count: number): string {
  const formats = formatsOf(language);
  return fillText(formats, PAYOUTS_TEXTS[of][language], { count: formats.number(count) }, count);
}

/** What stands below a box in which the least amount that is sent was not typed as one of its unit. */
export function minimumError(language: Language, unit: string): string {
  const formats = formatsOf(language);
  const digits = minorDigits(unit.slice("cash:".length));
  const example = new Intl.NumberFormat(language, { minimumFractionDigits: digits }).format(5);
  return fillText(formats, PAYOUT_PLAN_TEXTS.badMinimum[language], { amount: formats.code(example) });
}

/** When something was done, and by whom. */
export function deedText(viewer: Viewer, { at, actor, label }: BatchDeed): string {
  const formats = formatsOf(viewer.language);
  const who = formats.words(actorInWords(viewer, actor, label));
  return fillText(formats, PAYOUTS_TEXTS.by[viewer.language], { time: daysOf(viewer).time(at), who });
}

/** Why someone is left out, and, of one that ended by itself before it was sent, why it did. */
export function leftOutText(language: Language, reason: LeftOutReason): string {
  return LEFT_OUT_TEXTS[reason][language];
}

/** What it is called where it was paid, and why it waits, could not be, or why it ended. */
export function noteText(viewer: Viewer, payout: PayoutJson): string {
  const { reference } = payout;
  const parts = [reference === null ? null : maskedText(viewer, reference), whyText(viewer, payout)];
  return parts.filter((part) => part !== null).join(" · ") || "–";
}

function whyText(viewer: Viewer, { reason, status, method, transfer }: PayoutJson): string | null {
  const { language } = viewer;
  const { needsDecision = null, problem = null } = transfer ?? {};
  if (needsDecision !== null) return TRANSFER_DOUBT_TEXTS[needsDecision][language];
  if (problem !== null) return TRANSFER_PROBLEM_TEXTS[problem][language];
  if (reason === null) return null;
  const isByStripe = method === "stripe_connect" && status === "failed";
  if ((status === "cancelled" || isByStripe) && Object.hasOwn(LEFT_OUT_TEXTS, reason)) {
    return leftOutText(language, reason as LeftOutReason);
  }
  if (isByStripe && Object.hasOwn(TRANSFER_REFUSAL_TEXTS, reason)) {
    return TRANSFER_REFUSAL_TEXTS[reason as keyof typeof TRANSFER_REFUSAL_TEXTS][language];
  }
  return maskedText(viewer, reason);
}

/** Payouts as rows, which can be selected by those who may settle them. */
export function payoutTable(
  viewer: Viewer,
  rows: readonly PayoutCase[],
  { withBatch }: { withBatch: boolean },
): Markup {
  const { language } = viewer;
  const days = daysOf(viewer);
  const batch: Column<PayoutCase> = {
    ...{ title: PAYOUTS_TEXTS.method[language], onPhone: "hidden" },
    cell: ({ method }) => PAYOUT_METHOD_TEXTS[method][language],
  };
  const list = table<PayoutCase>({
    caption: PAYOUTS_TEXTS.all[language],
    rows,
    id: ({ id }) => id,
    ...(viewerMay(viewer, "administer") ? { select: payoutSelecting(viewer) } : {}),
    href: ({ person, batchId }) => shopPath(viewer, withBatch ? `/payouts/batches/${batchId}` : `/people/${person.id}`),
    columns: [
      { title: PAYOUTS_TEXTS.whom[language], cell: ({ person }) => html`<bdi>${personName(viewer, person)}</bdi>` },
      {
        ...{ title: PAYOUTS_TEXTS.amount[language], kind: "number", onPhone: "end" },
        cell: ({ unit, amountMinor }) => html`<bdi>${unitAmount(language, unit, amountMinor)}</bdi>`,
      },
      { title: PAYOUTS_TEXTS.state[language], cell: ({ status }) => payoutBadge(language, status) },
      ...(withBatch ? [batch] : []),
      {
        ...{ title: PAYOUTS_TEXTS.rewards[language], kind: "number", onPhone: "hidden" },
        cell: ({ rewards }) => formatsOf(language).number(rewards),
      },
      { title: PAYOUTS_TEXTS.note[language], cell: (row) => html`<bdi>${noteText(viewer, row)}</bdi>` },
      { title: PAYOUTS_TEXTS.changed[language], kind: "time", cell: ({ updatedAt }) => days.day(updatedAt) },
    ],
  });
  return html`<section class="card flush">${list}</section>`;
}
