import { html } from "hono/html";
import type { PersonPage } from "../db/queries/peoplePages.ts";
import { MAX_ALIASES } from "../domain/aliases.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_ID_LENGTH } from "../http/schemas/texts.ts";
import { NAMES_TEXTS } from "../i18n/dashboard/names.ts";
import { card } from "./parts/card.ts";
import { confirm } from "./parts/dialog.ts";
import { textField } from "./parts/field.ts";
import { maskedText } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** The other ids by which the shop knows a person, with forms to add one and to end each. */
export function personNames(viewer: Viewer, { person }: PersonPage): Markup {
  const { language } = viewer;
  const mayChange = viewerMay(viewer, "handleCases");
  if (!mayChange && person.aliases.length === 0) return html``;
  const names = person.aliases.map((alias, nth) => {
    const end = mayChange ? ending(viewer, person.id, alias, nth) : "";
    return html`<li><bdi>${maskedText(viewer, alias)}</bdi> ${end}</li>`;
  });
  const body = names.length === 0 ? html`<p>${NAMES_TEXTS.none[language]}</p>` : html`<ul class="names">${names}</ul>`;
  const action = mayChange && names.length < MAX_ALIASES ? adding(viewer, person.id) : html``;
  return card({ title: NAMES_TEXTS.title[language], action, body });
}

function adding(viewer: Viewer, id: string): Markup {
  const { language } = viewer;
  const field = textField({
    ...{ name: "alias", label: NAMES_TEXTS.name[language], value: "", isRequired: true },
    extra: { maxlength: String(MAX_ID_LENGTH) },
  });
  return confirm(language, {
    ...{ id: "add-name", title: NAMES_TEXTS.add[language] },
    body: html`<p>${NAMES_TEXTS.addText[language]}</p>${field}`,
    opener: { label: NAMES_TEXTS.add[language] },
    action: shopPath(viewer, `/people/${id}/names`),
    confirm: { label: NAMES_TEXTS.add[language], look: "primary" },
  });
}

function ending(viewer: Viewer, id: string, alias: string, nth: number): Markup {
  const { language } = viewer;
  return confirm(language, {
    ...{ id: `end-name-${nth}`, title: NAMES_TEXTS.endTitle[language], fields: { alias } },
    body: html`<p><bdi>${maskedText(viewer, alias)}</bdi></p><p>${NAMES_TEXTS.endText[language]}</p>`,
    opener: { label: NAMES_TEXTS.end[language], look: "quiet" },
    action: shopPath(viewer, `/people/${id}/names/end`),
    confirm: { label: NAMES_TEXTS.end[language], look: "danger" },
  });
}
