import { html } from "hono/html";
import type { PersonPage } from "../db/queries/peoplePages.ts";
import type { Markup } from "../http/pages/layout.ts";
import { PAYOUTS_TEXTS } from "../i18n/dashboard/payouts.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { daysOf } from "./days.ts";
import { queryOf } from "./listQuery.ts";
import { linkButton } from "./parts/button.ts";
import { card } from "./parts/card.ts";
import { confirm } from "./parts/dialog.ts";
import { table } from "./parts/table.ts";
import { noteText, payoutBadge } from "./payoutParts.ts";
import { payoutsTitle } from "./payoutStepForm.ts";
import { reasonField, unitAmount } from "./personActions.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** What a person owes of any unit, and the way to write it off. */
export function personDebts(viewer: Viewer, { person }: PersonPage, newKey: () => string): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const owed = person.balances.filter(({ available }) => BigInt(available) < 0n);
  return html`${owed.map(({ unit, available }, at) => {
    const minor = String(-BigInt(available));
    const amount = unitAmount(language, unit, minor);
    const label = fillText(formats, PAYOUTS_TEXTS.writeOff[language], { amount });
    const form = !viewerMay(viewer, "handleCases")
      ? ""
      : confirm(language, {
          ...{ id: `write-off-${at}`, title: label, opener: { label }, fields: { unit, minor, key: newKey() } },
          body: html`<p>${PAYOUTS_TEXTS.writeOffText[language]}</p>${reasonField(viewer, `write-off-${at}`, true)}`,
          action: shopPath(viewer, `/people/${person.id}/write-off`),
          confirm: { label, look: "primary" },
        });
    const text = fillText(formats, PAYOUTS_TEXTS.owes[language], { amount });
    return html`<section class="card"><div class="form"><p>${text}</p><div class="buttons">${form}</div></div></section>`;
  })}`;
}

/** What a person was paid out, and the way to pay them alone; nothing where they never had cash. */
export function personPayouts(viewer: Viewer, { person, payouts }: PersonPage): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const cash = person.balances.filter(({ unit }) => unit.startsWith("cash:"));
  if (cash.length === 0 && payouts.length === 0) return html``;
  const due = cash.filter(({ available }) => BigInt(available) > 0n);
  const pay = !viewerMay(viewer, "administer")
    ? []
    : due.map(({ unit, available }) =>
        linkButton({
          href: shopPath(viewer, `/payouts/new${queryOf({ unit, participant: person.externalId })}`),
          label: `${PAYOUTS_TEXTS.payAlone[language]} ${formats.words(unitAmount(language, unit, available))}`,
        }),
      );
  const all =
    payouts.length === 0
      ? ""
      : linkButton({
          href: shopPath(viewer, `/payouts/all${queryOf({ person: person.id })}`),
          ...{ label: PAYOUTS_TEXTS.all[language], look: "quiet" },
        });
  const list = payouts.length === 0 ? html`<p>${PAYOUTS_TEXTS.noneOfPerson[language]}</p>` : payoutsOf(viewer, payouts);
  return card({
    ...{ title: payoutsTitle(language), id: "payouts", isFlush: payouts.length > 0 },
    action: html`<div class="buttons">${all}${pay}</div>`,
    body: list,
  });
}

function payoutsOf(viewer: Viewer, rows: PersonPage["payouts"]): Markup {
  const { language } = viewer;
  return table({
    caption: payoutsTitle(language),
    rows,
    href: ({ batchId }) => shopPath(viewer, `/payouts/batches/${batchId}`),
    columns: [
      {
        title: PAYOUTS_TEXTS.amount[language],
        cell: ({ unit, amountMinor }) => html`<bdi>${unitAmount(language, unit, amountMinor)}</bdi>`,
      },
      {
        ...{ title: PAYOUTS_TEXTS.state[language], onPhone: "end" },
        cell: ({ status }) => payoutBadge(language, status),
      },
      { title: PAYOUTS_TEXTS.note[language], cell: (row) => html`<bdi>${noteText(viewer, row)}</bdi>` },
      {
        ...{ title: PAYOUTS_TEXTS.changed[language], kind: "time" },
        cell: ({ updatedAt }) => daysOf(viewer).day(updatedAt),
      },
    ],
  });
}
