import { html } from "hono/html";
import type { PersonPage } from "../db/queries/peoplePages.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_REASON_LENGTH } from "../http/schemas/texts.ts";
import { BY_HAND_TEXTS } from "../i18n/dashboard/byHand.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { linkButton } from "./parts/button.ts";
import { confirm } from "./parts/dialog.ts";
import { fieldRow, selectField, textField } from "./parts/field.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/**
 * What a person of the staff can do for one participant: give a bonus, block them or let them in again.
 *
 * @param key of the bonus: the form sent twice gives once
 */
export function personActions(viewer: Viewer, page: PersonPage, key: string): Markup {
  return html`${bonus(viewer, page, key)}${blocking(viewer, page)}`;
}

/** To the form in which the person is tied to the advocate who brought them. */
export function byHandLink(viewer: Viewer, id: string): Markup {
  const href = shopPath(viewer, `/people/${id}/attribute`);
  return linkButton({ href, label: BY_HAND_TEXTS.title[viewer.language] });
}

/** What a balance is in. */
export function unitName(language: Viewer["language"], unit: string): string {
  const [kind, currency = ""] = unit.split(":");
  if (kind !== "cash" && kind !== "credit") return PERSON_TEXTS.points[language];
  return fillText(formatsOf(language), PERSON_TEXTS[kind][language], { currency });
}

/** An amount whose unit is said beside it. */
export function unitAmount(language: Viewer["language"], unit: string, amount: string): string {
  const [, currency] = unit.split(":");
  const formats = formatsOf(language);
  return currency === undefined ? formats.number(Number(amount)) : formats.money(BigInt(amount), currency);
}

function bonus(viewer: Viewer, { person, currencies }: PersonPage, key: string): Markup {
  const { language } = viewer;
  const all = [...currencies.flatMap((currency) => [`cash:${currency}`, `credit:${currency}`]), "points"];
  const units = all.map((value) => ({ value, label: unitName(language, value) }));
  const ways = [
    { value: "give", label: PERSON_TEXTS.give[language] },
    { value: "take", label: PERSON_TEXTS.take[language] },
  ];
  const body = html`${fieldRow([
    selectField({ name: "way", label: PERSON_TEXTS.way[language], value: "give", options: ways }),
    textField({ name: "amount", label: PERSON_TEXTS.amount[language], value: "", isNumber: true, isRequired: true }),
    selectField({ name: "unit", label: PERSON_TEXTS.unit[language], value: units[0]?.value ?? "", options: units }),
  ])}${reasonField(viewer, "bonus", true)}`;
  return confirm(language, {
    ...{ id: "bonus", title: PERSON_TEXTS.giveBonus[language], body, fields: { key } },
    opener: { label: PERSON_TEXTS.giveBonus[language], icon: "coins" },
    action: shopPath(viewer, `/people/${person.id}/bonus`),
    confirm: { label: PERSON_TEXTS.giveBonus[language], look: "primary" },
  });
}

function blocking(viewer: Viewer, { person }: PersonPage): Markup {
  const { language } = viewer;
  const isBlocked = person.blockedAt !== null;
  const step = isBlocked ? "unblock" : "block";
  const text = PERSON_TEXTS[isBlocked ? "unblockText" : "blockText"][language];
  return confirm(language, {
    ...{ id: step, title: PERSON_TEXTS[step][language] },
    body: html`<p>${text}</p>${reasonField(viewer, step, !isBlocked)}`,
    opener: { label: PERSON_TEXTS[step][language], icon: isBlocked ? "check" : "ban" },
    action: shopPath(viewer, `/people/${person.id}/${step}`),
    confirm: { label: PERSON_TEXTS[step][language], look: isBlocked ? "primary" : "danger" },
  });
}

/** Why it is done, for those who read the audit. */
export function reasonField({ language }: Viewer, of: string, isRequired: boolean): Markup {
  return textField({
    ...{ name: "reason", id: `reason-${of}`, label: PERSON_TEXTS.reason[language], value: "", isRequired },
    extra: { maxlength: String(MAX_REASON_LENGTH) },
  });
}
