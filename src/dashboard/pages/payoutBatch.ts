import { html } from "hono/html";
import * as z from "zod";
import type { BatchDeed, ListedBatch, OneBatch } from "../../db/queries/payoutPages.ts";
import { readOneBatch } from "../../db/queries/payoutPages.ts";
import { stepBatch, WHEN_DONE } from "../../domain/payoutBatches.ts";
import { PAYOUT_STATUSES } from "../../domain/payouts.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { PAYOUT_METHOD_TEXTS, PAYOUT_STATUS_TEXTS } from "../../i18n/dashboard/payoutStates.ts";
import { PAYOUTS_TEXTS } from "../../i18n/dashboard/payouts.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { daysOf } from "../days.ts";
import { AFTER_PERSON, cursorOf, PAYOUT_CURSOR, queryOf } from "../listQuery.ts";
import { PageError } from "../pageReply.ts";
import { attributes } from "../parts/attributes.ts";
import { linkButton } from "../parts/button.ts";
import { card, figures } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { batchBadge, counted, deedText, leftOutText, payoutTable } from "../payoutParts.ts";
import { payoutStepsBar, payoutsTitle } from "../payoutStepForm.ts";
import { unitAmount } from "../personActions.ts";
import { personName } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

const ROWS = 50;
/** Some five minutes, in which thousands are collected; then the page is asked for again by hand. */
const MOST_FOLLOWED = 60;

export const batchParams = z.object({ id: z.string().regex(/^bat_[0-9a-z]{1,64}$/) });

const query = z.object({
  status: z.enum(PAYOUT_STATUSES).optional().catch(undefined),
  cursor: z.string().optional(),
  /** Where the list of those who are left out goes on. */
  left: z.string().optional(),
  followed: z.coerce.number().int().min(1).max(MOST_FOLLOWED).optional().catch(undefined),
});
type Query = z.output<typeof query>;

/** One batch: what became of its payouts, and who is left out and why. */
export const payoutBatchPage = pageRoute(
  { path: "/payouts/batches/{id}", may: "seeFigures", params: batchParams, query },
  async ({ app, asker, params, query, viewer: look }) => {
    const status = query.status ?? null;
    const after = cursorOf(query.cursor, PAYOUT_CURSOR)?.[0] ?? null;
    const leftAfter = cursorOf(query.left, AFTER_PERSON)?.[0] ?? null;
    const asked = { id: params.id, status, after, leftAfter, limit: ROWS + 1 };
    const read = proved(await readOneBatch(app.deps.database, asker, asked));
    if (read === null) throw new PageError("notFound");
    const viewer = look();
    const { language } = viewer;
    const { batch } = read;
    const main = html`${followNote(viewer, batch, query)}${sums(viewer, read, status)}${facts(viewer, read)}${payoutList(viewer, read, query)}${leftOutCard(viewer, read, query)}`;
    return {
      title: fillText(formatsOf(language), PAYOUTS_TEXTS.batchOf[language], {
        day: daysOf(viewer).day(batch.createdAt),
      }),
      ...{ section: "payouts", main, badge: batchBadge(language, batch.status) },
      back: { href: shopPath(viewer, "/payouts"), label: payoutsTitle(language) },
      actions: viewerMay(viewer, "administer") ? steps(viewer, batch) : html``,
    };
  },
);

/** While the job goes on with it, the page asks for itself again. */
function followNote(viewer: Viewer, batch: ListedBatch, { followed = 0, ...query }: Query): Markup {
  if (WHEN_DONE[batch.status] === undefined) return html``;
  const again = shopPath(
    viewer,
    `/payouts/batches/${batch.id}${queryOf({ ...given(query), followed: String(followed + 1) })}`,
  );
  const asking = {
    ...{ "hx-get": again, "hx-trigger": "load delay:5s", "hx-target": "#main", "hx-select": "#main" },
    ...{ "hx-swap": "outerMorph", "data-busy-alone": true },
  };
  // Each has a name of its own, so that it is a new one that asks.
  return html`<p class="told" id="followed-${followed}"${attributes(followed < MOST_FOLLOWED ? asking : {})}>${PAYOUTS_TEXTS.underWay[viewer.language]}</p>`;
}

/** The same of an address. */
const given = ({ status = null, cursor = null, left = null }: Asked) => ({ status, cursor, left });
type Asked = Readonly<Partial<Record<"status" | "cursor" | "left", string | null | undefined>>>;

/** What its payouts come to by state; each leads to those alone. */
function sums(viewer: Viewer, { batch, byStatus }: OneBatch, current: string | null): Markup {
  const { language } = viewer;
  const path = `/payouts/batches/${batch.id}`;
  if (byStatus.length === 0) return html``;
  return figures(
    PAYOUT_STATUSES.flatMap((status) => {
      const of = byStatus.find((each) => each.status === status);
      if (of === undefined) return [];
      return {
        label: PAYOUT_STATUS_TEXTS[status][language],
        value: unitAmount(language, batch.unit, of.amountMinor),
        note: counted(language, "payouts", of.payouts),
        ...(byStatus.length > 1 && status !== current
          ? { href: shopPath(viewer, `${path}${queryOf({ status })}`) }
          : {}),
      };
    }),
  );
}

function facts(viewer: Viewer, { batch, confirmed, cancelled }: OneBatch): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const deed = (label: "made" | "confirmed" | "cancelled", of: BatchDeed | null) =>
    of === null ? [] : [[PAYOUTS_TEXTS[label][language], deedText(viewer, of)] as const];
  const alone =
    batch.person === null
      ? counted(language, "people", batch.payouts)
      : html`<a href="${shopPath(viewer, `/people/${batch.person.id}`)}">${personName(viewer, batch.person)}</a>`;
  const rows: readonly (readonly [string, string | Markup])[] = [
    [PAYOUTS_TEXTS.amount[language], unitAmount(language, batch.unit, batch.amountMinor)],
    [PAYOUTS_TEXTS.whom[language], alone],
    [PAYOUTS_TEXTS.leftOut[language], formats.number(batch.leftOut)],
    [PAYOUTS_TEXTS.method[language], PAYOUT_METHOD_TEXTS[batch.method][language]],
    [PAYOUTS_TEXTS.cutoff[language], daysOf(viewer).time(batch.cutoff)],
    ...(batch.minimumMinor === "0"
      ? []
      : [[PAYOUTS_TEXTS.minimum[language], unitAmount(language, batch.unit, batch.minimumMinor)] as const]),
    ...deed("made", batch.made),
    ...deed("confirmed", confirmed),
    ...deed("cancelled", cancelled),
  ];
  const body = html`<dl class="facts">${rows.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
  return card({ title: PAYOUTS_TEXTS.batch[language], body });
}

/** Confirming asks once, with the amount and how many are paid. */
function steps(viewer: Viewer, batch: ListedBatch): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const amount = unitAmount(language, batch.unit, batch.amountMinor);
  const values = { amount, count: formats.number(batch.payouts) };
  const byStripe = batch.method === "stripe_connect";
  const hint = html`<p>${PAYOUTS_TEXTS[byStripe ? "confirmHintStripe" : "confirmHint"][language]}</p>`;
  const yes =
    batch.status === "draft"
      ? confirm(language, {
          ...{ id: "confirm-batch", action: shopPath(viewer, `/payouts/batches/${batch.id}/confirm`) },
          opener: { label: PAYOUTS_TEXTS.confirm[language], icon: "check", look: "primary" },
          title: PAYOUTS_TEXTS.confirmDraftTitle[language],
          body: html`<p>${PAYOUTS_TEXTS.confirmDraftText[language]}</p>${hint}`,
          confirm: { label: PAYOUTS_TEXTS.confirm[language], look: "primary" },
        })
      : batch.status !== "ready"
        ? ""
        : confirm(language, {
            ...{ id: "confirm-batch", action: shopPath(viewer, `/payouts/batches/${batch.id}/confirm`) },
            opener: { label: PAYOUTS_TEXTS.confirm[language], icon: "check", look: "primary" },
            title: fillText(formats, PAYOUTS_TEXTS.confirmTitle[language], values),
            body: html`<p>${fillText(formats, PAYOUTS_TEXTS.confirmText[language], values, batch.payouts)}</p>${hint}`,
            confirm: { label: PAYOUTS_TEXTS.confirm[language], look: "primary" },
          });
  const label = PAYOUTS_TEXTS.cancelBatch[language];
  const isOpen = stepBatch(batch, "cancel") === "cancelling" && batch.status !== "cancelling";
  const no = !isOpen
    ? ""
    : confirm(language, {
        ...{ id: "cancel-batch", action: shopPath(viewer, `/payouts/batches/${batch.id}/cancel`), opener: { label } },
        ...{ title: label, body: html`<p>${PAYOUTS_TEXTS.cancelBatchText[language]}</p>` },
        confirm: { label, look: "danger" },
      });
  return html`${no}${yes}`;
}

function payoutList(viewer: Viewer, { batch, payouts }: OneBatch, { cursor, left, status }: Query): Markup {
  if (payouts.length === 0 && status === undefined) return html``;
  const { language } = viewer;
  const rows = payouts.slice(0, ROWS);
  const last = rows.at(-1);
  const path = `/payouts/batches/${batch.id}`;
  const address = (next: string | null) => shopPath(viewer, `${path}${queryOf(given({ status, left, cursor: next }))}`);
  const all =
    status === undefined
      ? ""
      : linkButton({ href: shopPath(viewer, path), label: PAYOUT_STATUS_TEXTS[status][language], icon: "x" });
  const list =
    rows.length === 0
      ? html`<p class="quiet">${PAYOUTS_TEXTS.noneLikeThis[language]}</p>`
      : html`${payoutTable(viewer, rows, { withBatch: false })}${payoutStepsBar(viewer, rows, { batch: batch.id, status: status ?? "" })}`;
  return html`${all === "" ? "" : html`<div class="filters">${all}</div>`}${list}${pager(language, {
    first: cursor === undefined ? null : address(null),
    next: payouts.length > ROWS && last !== undefined ? address(encodeCursor([last.id])) : null,
  })}`;
}

function leftOutCard(viewer: Viewer, { batch, leftOut }: OneBatch, { left, status }: Query): Markup {
  if (leftOut.length === 0) return html``;
  const { language } = viewer;
  const rows = leftOut.slice(0, ROWS);
  const last = rows.at(-1);
  const address = (next: string | null) =>
    shopPath(viewer, `/payouts/batches/${batch.id}${queryOf(given({ status, left: next }))}#left-out`);
  const title = PAYOUTS_TEXTS.leftOut[language];
  const body = table<OneBatch["leftOut"][number]>({
    caption: title,
    rows,
    href: ({ person }) => shopPath(viewer, `/people/${person.id}`),
    columns: [
      { title: PAYOUTS_TEXTS.whom[language], cell: ({ person }) => html`<bdi>${personName(viewer, person)}</bdi>` },
      { title: PAYOUTS_TEXTS.reason[language], cell: ({ reason }) => leftOutText(language, reason) },
      {
        ...{ title: PAYOUTS_TEXTS.comesTo[language], kind: "number", onPhone: "end" },
        cell: ({ amountMinor }) => html`<bdi>${unitAmount(language, batch.unit, amountMinor)}</bdi>`,
      },
    ],
  });
  return html`${card({ title, body, isFlush: true, id: "left-out" })}${pager(language, {
    first: left === undefined ? null : address(null),
    next: leftOut.length > ROWS && last !== undefined ? address(encodeCursor([last.id])) : null,
  })}`;
}
