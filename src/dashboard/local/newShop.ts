import { html } from "hono/html";
import * as z from "zod";
import type { WrittenJson } from "../../db/rows/program.ts";
import { parseStored } from "../../db/rows/program.ts";
import { isCurrency } from "../../domain/currencies.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { assetNames } from "../../http/replies/assetNames.ts";
import { landingUrl } from "../../http/schemas/programs.ts";
import { name } from "../../http/schemas/texts.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { NEW_SHOP_TEXTS } from "../../i18n/dashboard/newShop.ts";
import { SETUP_TEXTS } from "../../i18n/dashboard/setup.ts";
import type { Language } from "../../i18n/languages.ts";
import { offerText } from "../../i18n/offerText.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import { recipes } from "../../recipes/recipes.ts";
import type { CreatedTenant } from "../../usecases/tenants/createTenant.ts";
import { TenantInputError } from "../../usecases/tenants/createTenant.ts";
import { plainPage } from "../page.ts";
import { htmlReply, PageError } from "../pageReply.ts";
import { button, hiddenFields, linkButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { selectField, textField } from "../parts/field.ts";
import type { PersonCall, PersonView } from "../personRoute.ts";
import { personAction, personRoute } from "../personRoute.ts";
import { SERVER_LANGUAGE_NAMES, SERVER_LANGUAGES, serverSnippet } from "../snippets.ts";
import { shopPath } from "../viewer.ts";
import { NEW_SHOP } from "./localSteps.ts";
import { makeShop } from "./makeShop.ts";

const USUAL_CURRENCY = "GBP";
/** Where a shop that is being made usually runs. */
const USUAL_LANDING = "http://localhost:3000/";

/** As it was typed: what is wrong with it is said beside its field. */
const typed = z.string().max(3_000);
const form = z.strictObject({
  ...{ name: typed, recipe: z.string().max(64), currency: typed, landingUrl: typed },
  spare: z.string().regex(/^[a-z0-9]{1,20}$/),
});

type Fields = z.output<typeof form>;
type Errors = Partial<Record<"name" | "landingUrl", string>>;

/** What a shop to try things with is called, and which program it begins with. */
export const newShopPage = personRoute(NEW_SHOP, ({ app, language }) => {
  const begun = { name: "", recipe: "", currency: USUAL_CURRENCY, landingUrl: USUAL_LANDING };
  return formView(language, { ...begun, spare: app.deps.ids.code().toLowerCase() }, {});
});

/** Makes it. The answer alone shows its keys. */
export const newShopAction = personAction(NEW_SHOP, form, async (call, fields) => {
  const { app, person, language } = call;
  const recipe = recipes.find(({ key }) => key === fields.recipe);
  if (recipe === undefined || !isCurrency(fields.currency)) throw new PageError("notUnderstood");
  const [called, leadsTo] = [fields.name.trim(), fields.landingUrl.trim()];
  const errors: Errors = {
    ...(name.safeParse(called).success ? {} : { name: NEW_SHOP_TEXTS.nameWrong[language] }),
    ...(landingUrl.safeParse(leadsTo).success ? {} : { landingUrl: NEW_SHOP_TEXTS.landingWrong[language] }),
  };
  if (Object.keys(errors).length > 0) return await answered(call, formView(language, fields, errors), 422);
  try {
    const { currency, spare } = fields;
    const { email } = person;
    const tenant = await makeShop(app.deps, { name: called, recipe, currency, landingUrl: leadsTo, email, spare });
    return await answered(call, madeView(call, tenant, recipe), 200);
  } catch (error) {
    if (!(error instanceof TenantInputError)) throw error;
    return await answered(call, formView(language, fields, { name: NEW_SHOP_TEXTS.nameTaken[language] }), 422);
  }
});

async function answered({ app, language, seat }: PersonCall, view: PersonView, status: 200 | 422): Promise<Response> {
  const page = plainPage(language, view, { assets: await assetNames(app.deps.assets) });
  return await htmlReply(page, { status, language, requestId: seat.requestId });
}

function formView(language: Language, fields: Fields, errors: Errors): PersonView {
  const names = new Intl.DisplayNames(language, { type: "currency" });
  const currencies = Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code} – ${names.of(code) ?? code}`,
  }));
  const text = (field: "name" | "landingUrl", label: string) =>
    textField({
      ...{ name: field, label, value: fields[field], error: errors[field] ?? null, isRequired: true },
      isCode: field === "landingUrl",
    });
  const boxes = html`${text("name", NEW_SHOP_TEXTS.name[language])}${selectField({
    ...{ name: "recipe", label: NEW_SHOP_TEXTS.recipe[language], value: fields.recipe },
    options: recipes.map((recipe) => ({ value: recipe.key, label: headlineOf(recipe, language) })),
  })}${selectField({ name: "currency", label: NEW_SHOP_TEXTS.currency[language], value: fields.currency, options: currencies })}${text("landingUrl", NEW_SHOP_TEXTS.landing[language])}`;
  const buttons = html`<div class="buttons">${button({ label: NEW_SHOP_TEXTS.make[language], look: "primary" })}${linkButton({ href: "/dashboard", label: FRAME_TEXTS.cancel[language] })}</div>`;
  return {
    title: NEW_SHOP_TEXTS.newShop[language],
    main: html`<form class="form" method="post" action="${NEW_SHOP}">${hiddenFields({ spare: fields.spare })}${boxes}${buttons}</form>`,
  };
}

function headlineOf(recipe: Recipe, language: Language): string {
  const rules = parseStored(recipe.rules(USUAL_CURRENCY) as unknown as WrittenJson, USUAL_CURRENCY);
  return `${recipe.name}: ${offerText({ rules, currency: USUAL_CURRENCY, texts: recipe.texts }, language).headline}`;
}

function madeView({ language, seat }: PersonCall, tenant: CreatedTenant, recipe: Recipe): PersonView {
  const say = (text: keyof typeof NEW_SHOP_TEXTS) => NEW_SHOP_TEXTS[text][language];
  const secrets = (["secretKey", "publishableKey", "widgetSecret"] as const).map((which) =>
    shownOnce(language, say(which), tenant[which]),
  );
  const place = { baseUrl: seat.place.origin, program: recipe.key };
  const code = SERVER_LANGUAGES.map(
    (each) =>
      html`<details id="code-${each}"><summary>${SERVER_LANGUAGE_NAMES[each]}</summary><pre dir="ltr"><code>${serverSnippet(each, place)}</code></pre></details>`,
  );
  const shop = { tenantSlug: tenant.slug };
  const ways = html`<div class="buttons">${linkButton({ href: shopPath(shop, "/setup/feed"), label: say("feed"), look: "primary" })}${linkButton({ href: shopPath(shop), label: say("toShop") })}</div>`;
  return {
    title: say("made"),
    main: html`<div class="stack">${card({ title: SETUP_TEXTS.keys[language], body: html`<div class="form" role="status"><p>${say("once")}</p>${secrets}</div>` })}${card({ title: say("code"), body: html`<div class="stack">${code}</div>` })}${ways}</div>`,
  };
}

function shownOnce(language: Language, label: string, text: string): Markup {
  const copy = button(
    { label: FRAME_TEXTS.copy[language], icon: "copy" },
    { type: "button", "data-copy": text, "data-copied": FRAME_TEXTS.copied[language] },
  );
  return html`<div class="field"><p>${label}</p><pre dir="ltr"><code>${text}</code></pre><div class="buttons">${copy}</div></div>`;
}
