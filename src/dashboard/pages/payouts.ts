import { html } from "hono/html";
import * as z from "zod";
import type { CashUnit, ListedBatch } from "../../db/queries/payoutPages.ts";
import { readPayoutCases, readPayoutsPage } from "../../db/queries/payoutPages.ts";
import { BATCH_STATUSES } from "../../domain/payoutBatches.ts";
import { PAYOUT_STATUSES } from "../../domain/payouts.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { cashUnit } from "../../http/schemas/texts.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { BATCH_STATUS_TEXTS, PAYOUT_METHOD_TEXTS, PAYOUT_STATUS_TEXTS } from "../../i18n/dashboard/payoutStates.ts";
import { PAYOUTS_TEXTS } from "../../i18n/dashboard/payouts.ts";
import { REWARD_CASE_TEXTS } from "../../i18n/dashboard/rewardCases.ts";
import { SETUP_PAYOUTS_TEXTS } from "../../i18n/dashboard/setupPayouts.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { daysOf } from "../days.ts";
import { BATCH_CURSOR, cursorOf, PAYOUT_CURSOR, queryOf } from "../listQuery.ts";
import { attributes, LIVE_FORM } from "../parts/attributes.ts";
import { button, hiddenFields, linkButton } from "../parts/button.ts";
import { figures } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import type { Option } from "../parts/field.ts";
import { selectField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { batchBadge, counted, payoutTable, payoutTabs } from "../payoutParts.ts";
import { payoutStepsBar, payoutsTitle } from "../payoutStepForm.ts";
import { unitAmount, unitName } from "../personActions.ts";
import { personName } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import { setupPath } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

const ROWS = 50;
const NEW_PATH = "/payouts/new";

/** Every batch, narrowed by what stands in the address, and what is due now. */
export const payoutsPage = pageRoute(
  {
    ...{ path: "/payouts", may: "seeFigures" },
    query: z.object({
      status: z.union([z.literal(""), z.enum(BATCH_STATUSES)]).optional(),
      unit: z.union([z.literal(""), cashUnit]).optional(),
      cursor: z.string().optional(),
    }),
  },
  async ({ app, asker, query, viewer: look }) => {
    const before = cursorOf(query.cursor, BATCH_CURSOR)?.[0] ?? null;
    const { status = "", unit = "" } = query;
    const filter = { status: status || null, unit: unit || null, before, limit: ROWS + 1 };
    const { batches, units } = proved(await readPayoutsPage(app.deps.database, asker, filter));
    const viewer = look();
    const { language } = viewer;
    const rows = batches.slice(0, ROWS);
    const last = rows.at(-1);
    const address = (cursor: string | null) => shopPath(viewer, `/payouts${queryOf({ status, unit, cursor })}`);
    const isAsked = status !== "" || unit !== "";
    const list = rows.length === 0 ? nothing(viewer, "/payouts", isAsked) : batchTable(viewer, rows);
    const narrowing =
      rows.length === 0 && !isAsked
        ? ""
        : filterForm(viewer, "/payouts", {
            selects: html`${stateField(language, status, BATCH_STATUSES, (each) => BATCH_STATUS_TEXTS[each][language])}${unitField(language, unit, units)}`,
          });
    const main = html`${payoutTabs(viewer, "batches")}${dueFigures(viewer, units)}${narrowing}${list}${pager(language, {
      first: before === null ? null : address(null),
      next: batches.length > ROWS && last !== undefined ? address(encodeCursor([last.id])) : null,
    })}`;
    const actions = html`${settingsLink(viewer)}${rows.length === 0 && !isAsked ? "" : newLink(viewer)}`;
    return { title: payoutsTitle(language), section: "payouts", main, actions };
  },
);

/** The payouts of all batches, and steps for many at once. */
export const allPayoutsPage = pageRoute(
  {
    ...{ path: "/payouts/all", may: "seeFigures" },
    query: z.object({
      status: z.union([z.literal(""), z.enum(PAYOUT_STATUSES)]).optional(),
      person: z.union([z.literal(""), z.string().regex(/^par_[0-9a-z-]{1,64}$/)]).optional(),
      cursor: z.string().optional(),
    }),
  },
  async ({ app, asker, query, viewer: look }) => {
    const before = cursorOf(query.cursor, PAYOUT_CURSOR)?.[0] ?? null;
    const { status = "", person: id = "" } = query;
    const filter = { status: status || null, person: id || null, before, limit: ROWS + 1 };
    const { payouts, person } = proved(await readPayoutCases(app.deps.database, asker, filter));
    const viewer = look();
    const { language } = viewer;
    const rows = payouts.slice(0, ROWS);
    const last = rows.at(-1);
    const address = (cursor: string | null) =>
      shopPath(viewer, `/payouts/all${queryOf({ status, person: id, cursor })}`);
    const whose =
      person === null
        ? html``
        : linkButton({
            href: shopPath(viewer, `/payouts/all${queryOf({ status })}`),
            label: fillText(formatsOf(language), REWARD_CASE_TEXTS.person[language], {
              name: formatsOf(language).words(personName(viewer, person)),
            }),
            icon: "x",
          });
    const selects = stateField(language, status, PAYOUT_STATUSES, (each) => PAYOUT_STATUS_TEXTS[each][language]);
    const narrowing = filterForm(viewer, "/payouts/all", { selects: html`${selects}${whose}`, person: id });
    const isAsked = status !== "" || id !== "";
    const list =
      rows.length === 0
        ? nothing(viewer, "/payouts/all", isAsked)
        : html`${payoutTable(viewer, rows, { withBatch: true })}${payoutStepsBar(viewer, rows, { status, person: id })}`;
    const main = html`${payoutTabs(viewer, "all")}${rows.length === 0 && !isAsked ? "" : narrowing}${list}${pager(
      language,
      {
        first: before === null ? null : address(null),
        next: payouts.length > ROWS && last !== undefined ? address(encodeCursor([last.id])) : null,
      },
    )}`;
    return { title: payoutsTitle(language), section: "payouts", main };
  },
);

function newLink(viewer: Viewer): Markup {
  if (!viewerMay(viewer, "administer")) return html``;
  const label = PAYOUTS_TEXTS.newBatch[viewer.language];
  return linkButton({ href: shopPath(viewer, NEW_PATH), label, icon: "plus", look: "primary" });
}

function settingsLink(viewer: Viewer): Markup {
  const href = setupPath(viewer, "payouts");
  if (href === null) return html``;
  return linkButton({ href, label: SETUP_PAYOUTS_TEXTS.link[viewer.language], icon: "settings" });
}

/** What is due of each unit, and what is in payouts that are not settled yet. */
function dueFigures(viewer: Viewer, units: readonly CashUnit[]): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const shown = units.filter(({ due, setAside }) => due !== "0" || setAside !== "0");
  if (shown.length === 0) return html``;
  return figures(
    shown.flatMap(({ unit, due, people, isAll, setAside }) => {
      const amount = unitAmount(language, unit, due);
      const [, name = ""] = unit.split(":");
      const waiting = { amount: unitAmount(language, unit, setAside) };
      const notes = [
        counted(language, "people", people),
        ...(setAside === "0" ? [] : [fillText(formats, PAYOUTS_TEXTS.setAside[language], waiting)]),
      ];
      return {
        label: fillText(formats, PAYOUTS_TEXTS.due[language], { unit: name }),
        value: isAll ? amount : fillText(formats, PAYOUTS_TEXTS.atLeast[language], { amount }),
        note: notes.join(" · "),
        ...(viewerMay(viewer, "administer") ? { href: shopPath(viewer, `${NEW_PATH}${queryOf({ unit })}`) } : {}),
      };
    }),
  );
}

function filterForm(
  viewer: Viewer,
  path: string,
  { selects, person = "" }: { readonly selects: Markup; readonly person?: string },
): Markup {
  const apply = button({ label: FRAME_TEXTS.apply[viewer.language], isOnlyPlain: true });
  return html`<form class="filters" action="${shopPath(viewer, path)}"${attributes(LIVE_FORM)}>${hiddenFields(person === "" ? {} : { person })}${selects}${apply}</form>`;
}

function stateField<Status extends string>(
  language: Viewer["language"],
  value: string,
  all: readonly Status[],
  label: (status: Status) => string,
): Markup {
  const options: readonly Option[] = [
    { value: "", label: REWARD_CASE_TEXTS.allStates[language] },
    ...all.map((each) => ({ value: each, label: label(each) })),
  ];
  return selectField({
    ...{ name: "status", label: PAYOUTS_TEXTS.state[language], hasUnseenLabel: true, value, options },
  });
}

function unitField(language: Viewer["language"], value: string, units: readonly CashUnit[]): Markup {
  if (units.length < 2) return html``;
  const options = [
    { value: "", label: PAYOUTS_TEXTS.allUnits[language] },
    ...units.map(({ unit }) => ({ value: unit, label: unitName(language, unit) })),
  ];
  return selectField({
    ...{ name: "unit", label: PAYOUTS_TEXTS.allUnits[language], hasUnseenLabel: true, value, options },
  });
}

function batchTable(viewer: Viewer, rows: readonly ListedBatch[]): Markup {
  const { language } = viewer;
  const days = daysOf(viewer);
  const { number } = formatsOf(language);
  const list = table<ListedBatch>({
    caption: PAYOUTS_TEXTS.batches[language],
    rows,
    id: ({ id }) => id,
    href: ({ id }) => shopPath(viewer, `/payouts/batches/${id}`),
    columns: [
      {
        title: PAYOUTS_TEXTS.amount[language],
        cell: ({ unit, amountMinor }) => html`<bdi>${unitAmount(language, unit, amountMinor)}</bdi>`,
      },
      {
        ...{ title: PAYOUTS_TEXTS.state[language], onPhone: "end" },
        cell: ({ status }) => batchBadge(language, status),
      },
      {
        title: PAYOUTS_TEXTS.whom[language],
        cell: ({ payouts, person }) =>
          html`<bdi>${person === null ? counted(language, "people", payouts) : personName(viewer, person)}</bdi>`,
      },
      {
        ...{ title: PAYOUTS_TEXTS.leftOut[language], kind: "number" },
        cell: ({ leftOut }) => number(leftOut),
      },
      {
        ...{ title: PAYOUTS_TEXTS.method[language], onPhone: "hidden" },
        cell: ({ method }) => PAYOUT_METHOD_TEXTS[method][language],
      },
      {
        ...{ title: PAYOUTS_TEXTS.cutoff[language], kind: "time", onPhone: "hidden" },
        cell: ({ cutoff }) => days.time(cutoff),
      },
      {
        ...{ title: PAYOUTS_TEXTS.made[language], kind: "time" },
        cell: ({ createdAt }) => days.time(createdAt),
      },
    ],
  });
  return html`<section class="card flush">${list}</section>`;
}

function nothing(viewer: Viewer, path: string, isAsked: boolean): Markup {
  const { language } = viewer;
  if (!isAsked) {
    return empty({ icon: "banknote", text: PAYOUTS_TEXTS.none[language], action: newLink(viewer) });
  }
  const action = linkButton({ href: shopPath(viewer, path), label: PAYOUTS_TEXTS.showAll[language] });
  return empty({ icon: "filter", text: PAYOUTS_TEXTS.noneLikeThis[language], action });
}
