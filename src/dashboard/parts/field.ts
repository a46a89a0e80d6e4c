import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { currencyFormat } from "../../i18n/formats.ts";
import { type Attributes, attributes } from "./attributes.ts";
import { icon } from "./icon.ts";

/** What every field has. */
export interface FieldParts {
  readonly name: string;
  readonly label: string;
  /** Unique on the page; by default made of the name. */
  readonly id?: string;
  readonly hint?: string;
  /** What is wrong with what stands there, in words. */
  readonly error?: string | null;
  /** More attributes of the control itself. */
  readonly extra?: Attributes;
  /** The label is for readers by ear alone, where its place says the same. */
  readonly hasUnseenLabel?: boolean;
}

export interface TextField extends FieldParts {
  readonly value: string;
  readonly type?: "text" | "email" | "search" | "url" | "date" | "datetime-local" | "number" | "password" | "color";
  /** The unit stands inside of the box: before the value, as a currency may, or after it. */
  readonly unit?: { readonly text: string; readonly at: "start" | "end" };
  readonly isNumber?: boolean;
  readonly isRequired?: boolean;
  /** What is typed is an id, an address or a code, and reads from left to right. */
  readonly isCode?: boolean;
}

/** A box of one line. */
export function textField(field: TextField): Markup {
  const { type = "text", value, unit, isNumber = false, isRequired = false, isCode = false } = field;
  const control = html`<input type="${type}" value="${value}"${attributes({
    ...common(field),
    inputmode: isNumber ? "decimal" : null,
    required: isRequired,
    dir: isCode ? "ltr" : type === "text" || type === "search" ? "auto" : null,
    autocomplete: "off",
    ...field.extra,
  })}>`;
  if (unit === undefined) return labelled(field, control);
  const shown = html`<span class="unit" aria-hidden="true">${unit.text}</span>`;
  const box = unit.at === "start" ? html`${shown}${control}` : html`${control}${shown}`;
  return labelled(field, html`<span class="box${isNumber ? " short" : ""}">${box}</span>`, unit.text);
}

/** A box for an amount; its unit is inside, on the side where the language writes it. */
export function moneyField(
  field: Omit<TextField, "unit" | "isNumber" | "type">,
  { currency, language }: { readonly currency: string; readonly language: string },
): Markup {
  return textField({ ...field, isNumber: true, unit: currencyUnit(currency, language) });
}

/** The sign of a currency and where it stands beside an amount. */
export function currencyUnit(currency: string, language: string): { text: string; at: "start" | "end" } {
  const format = currencyFormat(language, currency);
  const parts = format.formatToParts(1);
  const sign = parts.find(({ type }) => type === "currency")?.value ?? currency;
  const isFirst =
    parts.findIndex(({ type }) => type === "currency") < parts.findIndex(({ type }) => type === "integer");
  return { text: sign, at: isFirst ? "start" : "end" };
}

/** A box of several lines. */
export function textArea(field: FieldParts & { readonly value: string; readonly lines?: number }): Markup {
  const { value, lines = 4 } = field;
  // The line break after the tag is not part of the value, and keeps one that begins the value.
  const control = html`<textarea rows="${String(lines)}"${attributes({ ...common(field), dir: "auto", ...field.extra })}>
${value}</textarea>`;
  return labelled(field, control);
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of a closed list. */
export function selectField(
  field: FieldParts & { readonly value: string; readonly options: readonly Option[] },
): Markup {
  const options = field.options.map(
    ({ value, label }) =>
      html`<option value="${value}"${value === field.value ? raw(" selected") : raw("")}>${label}</option>`,
  );
  return labelled(field, html`<select${attributes({ ...common(field), ...field.extra })}>${options}</select>`);
}

/** A box to tick, with its words beside it. */
export function checkbox(
  field: Omit<FieldParts, "hasUnseenLabel"> & { readonly value?: string; readonly isChecked: boolean },
): Markup {
  const { value = "on", isChecked } = field;
  const control = html`<input type="checkbox" value="${value}"${attributes({ ...common(field), checked: isChecked, ...field.extra })}>`;
  return html`<div class="check">${control}<label for="${idOf(field)}">${field.label}</label>${below(field)}</div>`;
}

/** Several fields in a row, as far as there is room. */
export function fieldRow(fields: readonly Markup[]): Markup {
  return html`<div class="fields">${fields}</div>`;
}

/** The id of a field's control. */
export function idOf({ id, name }: Pick<FieldParts, "id" | "name">): string {
  return id ?? `field-${name.replaceAll(/[^\w-]+/g, "-")}`;
}

function common(field: FieldParts): Attributes {
  const id = idOf(field);
  const hasError = (field.error ?? null) !== null;
  const told = [...(hasError ? [`${id}-error`] : []), ...(field.hint === undefined ? [] : [`${id}-hint`])];
  return {
    id,
    name: field.name,
    "aria-invalid": hasError ? "true" : null,
    "aria-describedby": told.length === 0 ? null : told.join(" "),
  };
}

function labelled(field: FieldParts, control: Markup, unit?: string): Markup {
  const heard = unit === undefined ? "" : html`<span class="unseen"> (${unit})</span>`;
  const label = html`<label for="${idOf(field)}"${attributes({ class: field.hasUnseenLabel ? "unseen" : null })}>${field.label}${heard}</label>`;
  return html`<div class="field">${label}${control}${below(field)}</div>`;
}

function below(field: FieldParts): Markup {
  const id = idOf(field);
  const { error = null, hint } = field;
  const wrong = error === null ? "" : html`<p class="error" id="${id}-error">${icon("circle-alert")}${error}</p>`;
  const more = hint === undefined ? "" : html`<p class="hint" id="${id}-hint">${hint}</p>`;
  return html`${wrong}${more}`;
}
