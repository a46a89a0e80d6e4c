import { html } from "hono/html";
import * as z from "zod";
import type { NewProgramView } from "../../db/queries/programPages.ts";
import { readNewProgram } from "../../db/queries/programPages.ts";
import type { WrittenJson } from "../../db/rows/program.ts";
import { isCurrency } from "../../domain/currencies.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { landingUrl } from "../../http/schemas/programs.ts";
import { name, programKey } from "../../http/schemas/texts.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { PROGRAM_TEXTS } from "../../i18n/dashboard/programs.ts";
import type { Language } from "../../i18n/languages.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import { recipes } from "../../recipes/recipes.ts";
import { createProgram } from "../../usecases/programs/createProgram.ts";
import { scenarioCosts } from "../../usecases/programs/scenarioCosts.ts";
import { readExpected } from "../expectedYear.ts";
import { outcomeOf } from "../outcomes.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { button, hiddenFields } from "../parts/button.ts";
import { selectField, textField } from "../parts/field.ts";
import { programPath } from "../programFrame.ts";
import type { RecipeList } from "../recipeList.ts";
import { expectedIn, expectedQuery, recipeHead, recipeList, recipeRules } from "../recipeList.ts";
import type { PageCall } from "../route.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const MONTHS_OF_YEAR = 12;
/** Recipes are shown in it until the shop has a currency of its own. */
const USUAL_CURRENCY = "GBP";

const source = {
  recipe: z.string().max(64).optional(),
  program: programKey.optional(),
};

/** Every recipe by what it offers; with one chosen, or a program to copy, what the new one is called. */
export const newProgramPage = pageRoute(
  { path: "/new-program", may: "changePrograms", query: z.strictObject({ ...source, ...expectedQuery }), isLong: true },
  async (call) => {
    const { asker, query, viewer } = call;
    const { deps } = call.app;
    const view = proved(await readNewProgram(deps.database, asker, query.program ?? null));
    if (query.recipe === undefined && query.program === undefined) return await recipesView(call);
    const begun = beginningOf(viewer(), view, query);
    return formView(viewer(), begun, {}, deps.ids.secret(24));
  },
);

/** As it was typed: what is wrong with it is said beside its field. */
const typed = z.string().max(3_000);
const form = z.strictObject({
  ...source,
  name: typed,
  programKey: typed,
  landingUrl: typed,
  currency: typed,
});

/** Makes the draft. */
export const newProgramAction = actionRoute(
  { path: "/new-program", may: "changePrograms", form },
  async ({ app: { deps }, asker, idempotency, params: { tenant }, body, viewer }) => {
    const view = proved(await readNewProgram(deps.database, asker, body.program ?? null));
    const begun = { ...beginningOf(viewer(), view, body), ...fieldsIn(body) };
    const { language, timezone } = viewer();
    const refused = (errors: Errors) => ({
      view: formView(viewer(), begun, errors, deps.ids.secret(24)),
      status: 422 as const,
    });
    const errors = errorsIn(language, begun);
    if (Object.keys(errors).length > 0) return refused(errors);
    const { rules, texts } = begun.document(begun.currency);
    const input = {
      name: begun.name,
      landingUrl: begun.landingUrl,
      currency: begun.currency,
      startsAt: null,
      endsAt: null,
    };
    const made = await createProgram(
      deps,
      { asker, idempotency },
      { ...input, key: begun.programKey, timezone, texts, rules },
    );
    const outcome = outcomeOf(made, ["program_exists", "too_many_programs"]);
    if (outcome.kind === "done") {
      return { to: programPath({ tenantSlug: tenant }, begun.programKey), said: "program_created" };
    }
    const text = outcome.code === "program_exists" ? PROGRAM_TEXTS.keyTaken : PROGRAM_TEXTS.tooMany;
    return refused({ programKey: text[language] });
  },
);

interface Fields {
  readonly name: string;
  readonly programKey: string;
  readonly landingUrl: string;
  readonly currency: string;
}

type Errors = Partial<Record<keyof Fields, string>>;

/** What the new program is made of, and what its form begins with. */
interface Beginning extends Fields {
  readonly source: Readonly<Record<string, string>>;
  /** Null of a copy. */
  readonly recipe: Recipe | null;
  /** The amounts of a copy are in the currency of what is copied. */
  readonly hasCurrency: boolean;
  document(currency: string): { readonly rules: WrittenJson; readonly texts: WrittenJson };
}

/** @throws {PageError} where there is no such recipe, and no such program */
function beginningOf(
  viewer: Viewer,
  { program, landingUrl: usual }: NewProgramView,
  { recipe: key }: { readonly recipe?: string | undefined },
): Beginning {
  const recipe = recipes.find((one) => one.key === key);
  if (recipe !== undefined) {
    const { texts } = recipe;
    return {
      source: { recipe: recipe.key },
      recipe,
      ...{ name: "", programKey: recipe.key, landingUrl: usual ?? "", currency: viewer.currency ?? USUAL_CURRENCY },
      hasCurrency: false,
      document: (currency) => ({ rules: recipe.rules(currency) as unknown as WrittenJson, texts }),
    };
  }
  const rules = program?.draftRules ?? program?.rules ?? null;
  if (program === null || rules === null) throw new PageError("notFound");
  return {
    source: { program: program.key },
    recipe: null,
    ...{ name: program.name, landingUrl: program.landingUrl, currency: program.currency },
    programKey: `${program.key}-copy`.slice(0, 64),
    hasCurrency: true,
    document: () => ({ rules, texts: program.texts }),
  };
}

function fieldsIn(body: Fields): Fields {
  const [called, key, leadsTo] = [body.name.trim(), body.programKey.trim(), body.landingUrl.trim()];
  return { name: called, programKey: key, landingUrl: leadsTo, currency: body.currency };
}

function errorsIn(language: Language, fields: Fields): Errors {
  const errors: Errors = {};
  if (!name.safeParse(fields.name).success) errors.name = PROGRAM_TEXTS.nameWrong[language];
  if (!programKey.safeParse(fields.programKey).success) errors.programKey = PROGRAM_TEXTS.keyWrong[language];
  if (!landingUrl.safeParse(fields.landingUrl).success) errors.landingUrl = PROGRAM_TEXTS.urlWrong[language];
  // The list has every currency there is.
  if (!isCurrency(fields.currency)) throw new PageError("notUnderstood");
  return errors;
}

function frameFor(viewer: Viewer): Omit<PageView, "main"> {
  const { language } = viewer;
  const back = { href: shopPath(viewer, "/programs"), label: FRAME_TEXTS.programs[language] };
  return { title: PROGRAM_TEXTS.newProgram[language], section: "programs", back };
}

type RecipesCall = PageCall<unknown, z.output<z.ZodObject<typeof expectedQuery>>>;

/** What they cost is asked for by the page itself, so that the recipes are there at once. */
async function recipesView({ app, asker, query, viewer: look, signal }: RecipesCall): Promise<PageView> {
  const viewer = look();
  const currency = viewer.currency ?? USUAL_CURRENCY;
  const rules = recipeRules(currency);
  const fields = expectedIn(query, currency);
  const list = (costs: RecipeList["costs"]) => ({
    ...frameFor(viewer),
    main: recipeList(viewer, { currency, rules, fields, costs }),
  });
  if (query.friends === undefined) return list({ kind: "notAsked" });
  const expected = readExpected(fields, currency, MONTHS_OF_YEAR);
  if (expected === null) return list({ kind: "wrong" });
  const { tenantId, timezone } = viewer;
  const compared = { tenantId, currency, timezone, documents: rules };
  return list(await scenarioCosts(app.deps, asker, compared, expected, signal));
}

/** @param key tells the form when it is sent twice */
function formView(viewer: Viewer, begun: Beginning, errors: Errors, key: string): PageView {
  const { language } = viewer;
  const create = button({ label: PROGRAM_TEXTS.create[language], look: "primary" });
  const hidden = hiddenFields({ ...begun.source, key });
  const head = begun.recipe === null ? "" : recipeHead(language, begun.recipe);
  const main = html`<section class="card stack">${head}<form class="form" method="post" action="${shopPath(viewer, "/new-program")}">${hidden}${fieldsFor(language, begun, errors)}<div class="buttons">${create}</div></form></section>`;
  return { ...frameFor(viewer), isNarrow: true, main };
}

function fieldsFor(language: Language, begun: Beginning, errors: Errors): Markup {
  const text = (field: "name" | "programKey" | "landingUrl", label: string, hint: string | undefined) =>
    textField({
      name: field,
      label,
      value: begun[field],
      error: errors[field] ?? null,
      isRequired: true,
      isCode: field !== "name",
      ...(hint === undefined ? {} : { hint }),
    });
  return html`${text("name", PROGRAM_TEXTS.name[language], undefined)}${text("programKey", PROGRAM_TEXTS.key[language], PROGRAM_TEXTS.keyHint[language])}${text("landingUrl", PROGRAM_TEXTS.landingUrl[language], PROGRAM_TEXTS.landingHint[language])}${currencyField(language, begun)}`;
}

function currencyField(language: Language, { currency, hasCurrency }: Beginning): Markup {
  if (hasCurrency) return hiddenFields({ currency });
  const names = new Intl.DisplayNames(language, { type: "currency" });
  const options = Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code} – ${names.of(code) ?? code}`,
  }));
  return selectField({ name: "currency", label: PROGRAM_TEXTS.currency[language], value: currency, options });
}
