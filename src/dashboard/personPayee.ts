import { html } from "hono/html";
import { presentPayoutDetails } from "../contract/payoutDetails.ts";
import type { PersonPage } from "../db/queries/peoplePages.ts";
import type { Markup } from "../http/pages/layout.ts";
import { PAYEE_KIND_TEXTS, PAYEE_TEXTS } from "../i18n/dashboard/payees.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { daysOf } from "./days.ts";
import { card } from "./parts/card.ts";
import { confirm } from "./parts/dialog.ts";
import { reasonField } from "./personActions.ts";
import { maskedText, personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** Where a person is paid, as far as it is shown, and what holds it; nothing where that is not known. */
export function personPayee(viewer: Viewer, { person, payee, payees }: PersonPage, now: Date): Markup {
  const { details } = presentPayoutDetails(person.externalId, payee, now);
  if (details === null) return html``;
  const { language } = viewer;
  const { kind, shown, heldUntil, sameAccount, changedAt } = details;
  const days = daysOf(viewer);
  const account = kind === "paypal" ? maskedText(viewer, shown) : `•••• ${shown}`;
  const others = payees.map(
    (other) => html`<a href="${shopPath(viewer, `/people/${other.id}`)}"><bdi>${personName(viewer, other)}</bdi></a> `,
  );
  const rows: readonly (readonly [label: string, value: Markup | string])[] = [
    [PAYEE_KIND_TEXTS[kind][language], account],
    [PAYEE_TEXTS.changed[language], days.time(changedAt)],
    ...(others.length === 0 ? [] : [[PAYEE_TEXTS.others[language], html`${others}`] as const]),
  ];
  const facts = html`<dl class="facts">${rows.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
  const held =
    heldUntil === null
      ? ""
      : html`<p>${fillText(formatsOf(language), PAYEE_TEXTS.held[language], { time: days.time(heldUntil) })}</p>`;
  const same = sameAccount ? html`<p>${PAYEE_TEXTS.sameAccount[language]}</p>` : "";
  const action = sameAccount && viewerMay(viewer, "handleCases") ? clearing(viewer, person.id) : html``;
  return card({
    title: PAYEE_TEXTS.title[language],
    id: "payee",
    action,
    body: html`<div class="stack">${held}${same}${facts}</div>`,
  });
}

function clearing(viewer: Viewer, id: string): Markup {
  const { language } = viewer;
  const label = PAYEE_TEXTS.clear[language];
  return confirm(language, {
    ...{ id: "payee-clear", title: label, opener: { label, icon: "check" } },
    body: html`<p>${PAYEE_TEXTS.clearText[language]}</p>${reasonField(viewer, "payee", true)}`,
    action: shopPath(viewer, `/people/${id}/payee/clear`),
    confirm: { label, look: "primary" },
  });
}
