import { html } from "hono/html";
import type { TextsPageView } from "../../db/queries/programPages.ts";
import type { WrittenJson } from "../../db/rows/program.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { TEXTS_TEXTS } from "../../i18n/dashboard/texts.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { LANGUAGE_NAMES } from "../../i18n/languageNames.ts";
import type { Language } from "../../i18n/languages.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { offerText } from "../../i18n/offerText.ts";
import type { OldAmount } from "../../i18n/oldAmounts.ts";
import { oldTexts } from "../../i18n/textsToCheck.ts";
import type { PageView } from "../page.ts";
import { attributes } from "../parts/attributes.ts";
import { button, hiddenFields, hiddenJson } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { selectField, textField } from "../parts/field.ts";
import { saveBar, WATCHED_FORM } from "../parts/saveBar.ts";
import { tabs } from "../parts/tabs.ts";
import { programFrame } from "../programFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";
import type { TextBox } from "./textBoxes.ts";
import { problemOf, rulesNow, textBoxes } from "./textBoxes.ts";
import type { PlaceName } from "./textPlaces.ts";
import { nameOfPlace, placeNamed, textsOf } from "./textPlaces.ts";

/** The names of the fields that are no texts; no place has such a name. */
export const FIELDS = { language: "in", base: "$base", added: "$added", words: "$words", preview: "$preview" } as const;

/** What the form stands at. */
export interface TextsForm {
  readonly language: Language;
  /** What stands in the boxes. */
  readonly typed: Readonly<Record<PlaceName, string>>;
  /** What was stored when the page was opened. */
  readonly base: Readonly<Record<PlaceName, string>>;
  /** What someone else wrote meanwhile at the same places. */
  readonly theirs: ReadonlyMap<PlaceName, string>;
  /** All texts as they would be saved, for the preview. */
  readonly texts: WrittenJson;
  readonly isChanged: boolean;
}

/** The form as it begins. */
export function beginTexts(texts: WrittenJson, language: Language): TextsForm {
  const base = textsOf(texts, language);
  return { language, typed: base, base, theirs: new Map(), texts, isChanged: false };
}

/** The address of the page in a language. */
export function textsPath(viewer: Pick<Viewer, "tenantSlug">, program: string, language: Language): string {
  return shopPath(viewer, `/programs/${program}/texts?in=${language}`);
}

/** The page of a program's own texts in one language. */
export function textsView(viewer: Viewer, { program, ...said }: TextsPageView, form: TextsForm): PageView {
  const { language: reader } = viewer;
  const { frame, tabs: pages } = programFrame(viewer, program, "texts");
  const languages = tabs(
    TEXTS_TEXTS.languages[reader],
    LANGUAGES.map((each) => ({
      href: textsPath(viewer, program.key, each),
      label: LANGUAGE_NAMES[each],
      isCurrent: each === form.language,
      count: formatsOf(reader).number(Object.keys(textsOf(program.texts, each)).length),
    })),
  );
  const { texts, rules, draftRules, currency } = program;
  const old = oldTexts({ texts, ...said }, rules ?? draftRules, currency).filter((one) => one.in === "texts");
  const drawn = {
    viewer,
    form,
    old: new Set(old.filter(({ language }) => language === form.language).map(nameOfPlace)),
  };
  const boxes = textBoxes(program, form.language, Object.keys({ ...form.base, ...form.typed }));
  const action = shopPath(viewer, `/programs/${program.key}/texts`);
  const told =
    form.theirs.size === 0 ? "" : html`<p class="alert bad" role="alert">${TEXTS_TEXTS.conflict[reader]}</p>`;
  const carried = html`${hiddenFields({ [FIELDS.language]: form.language })}${hiddenJson(FIELDS.base, form.base)}`;
  // Enter in a box presses the first button of a form: the one that changes nothing.
  const preview = button({ label: TEXTS_TEXTS.preview[reader] }, { name: FIELDS.preview, value: "1" });
  const body = html`<form method="post" action="${action}" class="form${form.isChanged ? " dirty" : ""}"${attributes(WATCHED_FORM)}>${carried}<div class="buttons">${preview}</div>${told}${offerCard(drawn, boxes.offer)}${rulesCard(drawn, boxes.rules)}${namesCard(drawn, boxes.names)}${wordsCard(drawn, boxes)}${saveBar(reader, { discardHref: textsPath(viewer, program.key, form.language) })}</form>`;
  const beside = html`<aside class="stack">${previewCards(viewer, program, form)}</aside>`;
  return {
    ...frame,
    main: html`${pages}${languages}<p class="hint">${TEXTS_TEXTS.hint[reader]}</p>${oldCard(viewer, program.key, old)}<div class="beside">${body}${beside}</div>`,
  };
}

interface Drawn {
  readonly viewer: Viewer;
  readonly form: TextsForm;
  /** The places whose text names an amount of older rules. */
  readonly old: ReadonlySet<PlaceName>;
}

function oldCard(viewer: Viewer, program: string, old: readonly OldAmount[]): Markup {
  if (old.length === 0) return html``;
  const rows = old.slice(0, MOST_OLD).map(({ language, text }) => {
    const known = LANGUAGES.find((one) => one === language);
    const name =
      known === undefined
        ? html`<span class="badge">${language}</span>`
        : html`<a href="${textsPath(viewer, program, known)}">${LANGUAGE_NAMES[known]}</a>`;
    return html`<li>${name}: <bdi>${text}</bdi></li>`;
  });
  return card({ title: TEXTS_TEXTS.oldAmounts[viewer.language], body: html`<ul class="bullets">${rows}</ul>` });
}

const MOST_OLD = 20;

function box(
  { viewer: { language: reader }, form, old }: Drawn,
  { name, ours, variables }: TextBox,
  label: string,
): Markup {
  const formats = formatsOf(reader);
  const text = form.typed[name] ?? "";
  const theirs = form.theirs.get(name);
  const problem = text === form.base[name] ? null : problemOf(name, text, form.language);
  const say = (told: keyof typeof TEXTS_TEXTS, values: Readonly<Record<string, string>> = {}) =>
    fillText(formats, TEXTS_TEXTS[told][reader], values);
  const named = (names: readonly string[]) => names.map((one) => formats.code(`{${one}}`)).join(", ");
  const errors = [
    ...(problem?.kind === "long" ? [say("long", { count: formats.number(problem.most) })] : []),
    ...(problem?.kind === "variables" ? [say("unknown", { names: named(problem.names) })] : []),
    ...(theirs === undefined ? [] : [say("theirs", { text: theirs === "" ? say("nothing") : formats.words(theirs) })]),
    ...(old.has(name) && text === form.base[name] ? [say("oldAmount")] : []),
  ];
  const hints = [
    ...(ours === null ? [] : [say("ours", { text: formats.words(ours) })]),
    ...(variables.length === 0 ? [] : [say("variables", { names: named(variables) })]),
  ];
  return textField({
    ...{ name, label, value: text, error: errors.length === 0 ? null : errors.join(" ") },
    ...(hints.length === 0 ? {} : { hint: hints.join(" ") }),
    extra: { lang: form.language },
  });
}

const OFFER_LABELS = ["headline", "welcome", "image"] as const;

function offerCard(drawn: Drawn, boxes: readonly TextBox[]): Markup {
  const { language } = drawn.viewer;
  const body = boxes.map((one, at) => box(drawn, one, TEXTS_TEXTS[OFFER_LABELS[at] ?? "headline"][language]));
  return card({ title: TEXTS_TEXTS.offer[language], body: html`<div class="stack">${body}</div>` });
}

function rulesCard(drawn: Drawn, boxes: readonly (TextBox & { readonly rule: string })[]): Markup {
  const { language } = drawn.viewer;
  const title = TEXTS_TEXTS.rules[language];
  if (boxes.length === 0) return card({ title, body: html`<p class="hint">${TEXTS_TEXTS.noRules[language]}</p>` });
  const body = boxes.map((one) => {
    const property = placeNamed(one.name)?.property ?? "";
    return box(drawn, one, property === "name" ? one.rule : `${one.rule}: ${property}`);
  });
  return card({ title, body: html`<div class="stack">${body}</div>` });
}

/** Nothing where the rules name nothing by a key. */
function namesCard(drawn: Drawn, boxes: readonly (TextBox & { readonly key: string })[]): Markup | "" {
  if (boxes.length === 0) return "";
  const { language } = drawn.viewer;
  const hint = html`<p class="hint">${TEXTS_TEXTS.namesHint[language]}</p>`;
  const body = boxes.map((one) => box(drawn, one, one.key));
  return card({ title: TEXTS_TEXTS.names[language], body: html`<div class="stack">${hint}${body}</div>` });
}

function wordsCard(drawn: Drawn, { words, others }: Pick<ReturnType<typeof textBoxes>, "words" | "others">): Markup {
  const { language } = drawn.viewer;
  const say = (text: keyof typeof TEXTS_TEXTS) => TEXTS_TEXTS[text][language];
  const own = words.map((one) => box(drawn, { ...one, ours: null }, one.ours ?? one.name));
  const none = words.length === 0 ? html`<p class="hint">${say("noWords")}</p>` : "";
  const choice = selectField({
    ...{ name: FIELDS.added, label: say("add"), value: drawn.form.typed[FIELDS.added] ?? "" },
    options: [
      { value: "", label: say("choose") },
      ...others.map(({ name, ours }) => ({ value: name, label: ours ?? name })),
    ],
  });
  const instead = textField({
    name: FIELDS.words,
    label: say("instead"),
    value: "",
    extra: { lang: drawn.form.language },
  });
  return card({ title: say("words"), body: html`<div class="stack">${none}${own}${choice}${instead}</div>` });
}

/** What customers read of the offer, with the texts as the form stands. */
function previewCards(viewer: Viewer, program: TextsPageView["program"], { texts, language }: TextsForm): Markup {
  const rules = rulesNow(program);
  const { language: reader } = viewer;
  if (rules === null)
    return card({
      title: TEXTS_TEXTS.preview[reader],
      body: html`<p class="hint">${TEXTS_TEXTS.noPreview[reader]}</p>`,
    });
  const side = (who: "advocate" | "friend", title: string) => {
    const told = offerText({ rules, currency: program.currency, texts }, language, who);
    const lines = told[who].map((line) => html`<li><bdi>${line}</bdi></li>`);
    return card({
      title,
      body: html`<div class="stack" lang="${language}"><p class="lead"><bdi>${told.headline}</bdi></p><ul class="told">${lines}</ul></div>`,
    });
  };
  return html`${side("advocate", TEXTS_TEXTS.asAdvocate[reader])}${side("friend", TEXTS_TEXTS.asFriend[reader])}`;
}
