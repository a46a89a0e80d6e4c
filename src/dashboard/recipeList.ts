import { html } from "hono/html";
import * as z from "zod";
import type { WrittenJson } from "../db/rows/program.ts";
import { parseStored } from "../db/rows/program.ts";
import type { Rules } from "../domain/rules.ts";
import type { Markup } from "../http/pages/layout.ts";
import { COST_TEXTS } from "../i18n/dashboard/cost.ts";
import { PROGRAM_TEXTS } from "../i18n/dashboard/programs.ts";
import { RECIPE_COST_TEXTS } from "../i18n/dashboard/recipeCosts.ts";
import type { RecipeKey } from "../i18n/dashboard/recipes.ts";
import { RECIPE_TEXTS } from "../i18n/dashboard/recipes.ts";
import { fillText } from "../i18n/fillText.ts";
import type { Formats } from "../i18n/formats.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { offerText } from "../i18n/offerText.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { recipes } from "../recipes/recipes.ts";
import type { ScenarioCost, ScenarioCosts } from "../usecases/programs/scenarioCosts.ts";
import { roundMoney } from "./costChart.ts";
import type { ExpectedFields } from "./expectedYear.ts";
import { usualFields } from "./expectedYear.ts";
import { attributes } from "./parts/attributes.ts";
import { button, linkButton } from "./parts/button.ts";
import { moneyField, textField } from "./parts/field.ts";
import { icon } from "./parts/icon.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** Every recipe by what it offers, and by what it would cost. */

const FRIENDS_A_YEAR = "100";
const typed = z.string().max(20).optional();

/** What is expected, in the page's address. */
export const expectedQuery = { friends: typed, buyPercent: typed, ordersAYear: typed, basket: typed };

/** What is expected, as it was typed; what was not named is as usual. */
export function expectedIn(query: z.output<z.ZodObject<typeof expectedQuery>>, currency: string): ExpectedFields {
  const usual = usualFields(FRIENDS_A_YEAR, currency);
  return {
    friends: query.friends ?? usual.friends,
    buyPercent: query.buyPercent ?? usual.buyPercent,
    ordersAYear: query.ordersAYear ?? usual.ordersAYear,
    basket: query.basket ?? usual.basket,
  };
}

/** The rules of every recipe, in their order. */
export function recipeRules(currency: string): readonly Rules[] {
  return recipes.map((recipe) => parseStored(recipe.rules(currency) as unknown as WrittenJson, currency));
}

export interface RecipeList {
  readonly currency: string;
  /** As of `recipeRules`. */
  readonly rules: readonly Rules[];
  readonly fields: ExpectedFields;
  readonly costs: ScenarioCosts | { readonly kind: "notAsked" | "wrong" };
}

const LIST_ID = "recipes";

/** The list with what is expected above it; without an answer yet, it asks by itself. */
export function recipeList(viewer: Viewer, { currency, rules, fields, costs }: RecipeList): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const cards = recipes.map((recipe, at) => {
    const own = rules[at];
    const offer = own === undefined ? null : offerText({ rules: own, currency, texts: recipe.texts }, language);
    const lines = [...(offer?.advocate ?? []), ...(offer?.friend ?? [])];
    const ticks = lines.map((line) => html`<li>${icon("check")}<bdi>${line}</bdi></li>`);
    const cost = costs.kind === "done" ? costs.costs[at] : undefined;
    const told = cost === undefined ? "" : costLines(cost, { language, formats, currency });
    const href = `${shopPath(viewer, "/new-program")}?recipe=${recipe.key}`;
    const label = PROGRAM_TEXTS.useRecipe[language];
    return html`<section class="card stack">${recipeHead(language, recipe)}<ul class="ticks">${ticks}</ul>${told}<div class="buttons">${linkButton({ href, label })}</div></section>`;
  });
  return html`<div id="${LIST_ID}" class="stack"><p class="quiet">${PROGRAM_TEXTS.chooseRecipe[language]}</p>${expectedForm(viewer, { currency, fields, costs })}<div class="halves">${cards}</div></div>`;
}

/** What it is called, and what it is good for. */
export function recipeHead(language: Language, { key }: Recipe): Markup {
  const { name: called, use } = RECIPE_TEXTS[key as RecipeKey];
  return html`<div><h2>${called[language]}</h2><p class="quiet">${use[language]}</p></div>`;
}

interface CostDrawing {
  readonly language: Language;
  readonly formats: Formats;
  readonly currency: string;
}

/** What can't be told is no nought: then only why stands there. */
function costLines({ costMinor, costPerConversionMinor, notCounted }: ScenarioCost, drawing: CostDrawing): Markup {
  const { language, formats, currency } = drawing;
  const isKnown = costMinor > 0 || notCounted.length === 0;
  const each = isKnown && costMinor > 0 ? costPerConversionMinor : null;
  const ofYear = isKnown
    ? fillText(formats, RECIPE_COST_TEXTS.ofYear[language], { amount: roundMoney(drawing, costMinor) })
    : RECIPE_COST_TEXTS.unknown[language];
  const ofCustomer =
    each === null
      ? ""
      : html` · ${fillText(formats, RECIPE_COST_TEXTS.ofCustomer[language], { amount: formats.money(BigInt(each), currency) })}`;
  const why = notCounted.map((reason) => html`<p class="hint">${RECIPE_COST_TEXTS[reason][language]}</p>`);
  return html`<div><p><strong>${ofYear}</strong>${ofCustomer}</p>${why}</div>`;
}

/** What the answer brings anew. */
const ANSWERED = `#${LIST_ID}`;

function expectedForm(viewer: Viewer, { currency, fields, costs }: Omit<RecipeList, "rules">): Markup {
  const { language } = viewer;
  const action = shopPath(viewer, "/new-program");
  const texts = RECIPE_COST_TEXTS;
  const live = {
    "hx-get": action,
    "hx-target": ANSWERED,
    "hx-select": ANSWERED,
    "hx-swap": "outerMorph",
    "hx-sync": "this:replace",
    "hx-trigger": `${costs.kind === "notAsked" ? "load, " : ""}submit`,
  };
  const box = (name: "friends" | "buyPercent" | "ordersAYear", label: string) =>
    textField({
      ...{ name, label, value: fields[name], isNumber: true },
      ...(name === "buyPercent" ? { unit: { text: "%", at: "end" as const } } : {}),
    });
  const basket = moneyField(
    { name: "basket", label: COST_TEXTS.basket[language], value: fields.basket },
    { currency, language },
  );
  const said =
    costs.kind === "done" || costs.kind === "notAsked"
      ? ""
      : html`<p class="told notice" role="status">${texts[costs.kind][language]}</p>`;
  return html`<section class="card"><header><h2>${texts.title[language]}</h2></header><form class="stack" id="expected" action="${action}" data-live data-busy-alone${attributes(live)}><p class="hint">${texts.how[language]}</p><div class="fields few">${box("friends", texts.friends[language])}${box("buyPercent", COST_TEXTS.buyPercent[language])}${box("ordersAYear", COST_TEXTS.ordersAYear[language])}${basket}</div>${said}<p class="unscripted">${button({ label: texts.calculate[language] })}</p></form></section>`;
}
