import { html } from "hono/html";
import * as z from "zod";
import type { TenantSettings } from "../../db/queries/tenantSettings.ts";
import { readTenantSettings } from "../../db/queries/tenantSettings.ts";
import { minorDigits } from "../../domain/currencies.ts";
import type { PanelPayeeKind } from "../../domain/payoutDetails.ts";
import { PANEL_PAYEE_KINDS } from "../../domain/payoutDetails.ts";
import { MAX_SPEND_MINUTES, SPEND_MINUTES } from "../../domain/wallet.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { landingUrl, timezone } from "../../http/schemas/programs.ts";
import { name } from "../../http/schemas/texts.ts";
import { PAYEE_KIND_TEXTS } from "../../i18n/dashboard/payees.ts";
import { SETUP_SHOP_TEXTS } from "../../i18n/dashboard/setupShop.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Language } from "../../i18n/languages.ts";
import { changeTenant } from "../../usecases/tenants/changeTenant.ts";
import { type Begun, begun, begunWith, changedSince } from "../begunForm.ts";
import { outcomeOf } from "../outcomes.ts";
import type { PageView } from "../page.ts";
import { attributes } from "../parts/attributes.ts";
import { hiddenFields } from "../parts/button.ts";
import { checkbox, moneyField, selectField, textArea, textField } from "../parts/field.ts";
import { saveBar, WATCHED_FORM } from "../parts/saveBar.ts";
import { readAmount } from "../readAmount.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";
import { readOrigins } from "../writtenOrigins.ts";

const PATH = "/setup/shop";

/** As it was typed: what is wrong with it is said beside its field. */
const typed = z.string().max(3_000);
const form = z.object({
  ...{ name: typed, timezone: typed, landingUrl: typed },
  origins: z.string().max(20_000),
  /** Shown only where the shop has a currency. */
  bonus: typed.optional(),
  spendMinutes: typed.optional(),
  ...{ iban: typed.optional(), paypal: typed.optional(), bank_account: typed.optional() },
  /** There where the form has the boxes: those that are not ticked are not sent. */
  hasBoxes: typed.optional(),
  ...begun,
});

type Fields = Omit<z.output<typeof form>, "was" | "hasBoxes" | PanelPayeeKind> & {
  /** Those whose boxes are ticked, with spaces between them. */
  readonly payoutKinds?: string;
};
type Errors = Partial<Record<keyof Fields, string>>;

/** What a shop sets for itself: its name, its time zone, and where its pages are. */
export const setupShopPage = pageRoute({ path: PATH, may: "administer" }, async ({ app, asker, viewer }) => {
  const settings = proved(await readTenantSettings(app.deps.database, asker));
  const fields = fieldsOf(viewer(), settings);
  return shopView(viewer(), settings, { fields, errors: {}, was: fields });
});

/** Changes it. */
export const setupShopAction = actionRoute(
  { path: PATH, may: "administer", form },
  async ({ app, asker, body: { was, iban, paypal, bank_account, hasBoxes, ...typedFields }, viewer }) => {
    const ticked = { iban, paypal, bank_account };
    const payoutKinds = PANEL_PAYEE_KINDS.filter((kind) => ticked[kind] !== undefined).join(" ");
    const fields: Fields = { ...typedFields, ...(hasBoxes === undefined ? {} : { payoutKinds }) };
    const settings = proved(await readTenantSettings(app.deps.database, asker));
    const { change, errors } = read(viewer(), fields);
    if (change === null) return { view: shopView(viewer(), settings, { fields, errors, was }), status: 422 };
    const { origins, bonus, spendMinutes, payoutKinds: kinds, ...others } = changedSince(was, fields, change);
    const asked = { ...others, ...origins, ...bonus, ...spendMinutes, ...kinds };
    if (Object.keys(asked).length > 0) {
      outcomeOf(await changeTenant(app.deps, asker, asked), []);
      app.shareLinks.clear();
    }
    return { to: shopPath(viewer(), PATH), said: "saved" };
  },
);

function fieldsOf(viewer: Viewer, settings: TenantSettings): Fields {
  const { currency } = viewer;
  const shown = { name: settings.name, timezone: settings.timezone, landingUrl: settings.landingUrl ?? "" };
  const spendMinutes = String(settings.spendMinutes);
  const payoutKinds = settings.payoutKinds.join(" ");
  const fields = { ...shown, origins: settings.allowedOrigins.join("\n"), spendMinutes, payoutKinds };
  if (currency === null) return fields;
  const digits = minorDigits(currency);
  return { ...fields, bonus: (settings.supportBonusMinor / 10 ** digits).toFixed(digits) };
}

function read({ language, currency }: Viewer, body: Fields) {
  const errors: Errors = {};
  const [called, zone, landing] = [body.name.trim(), body.timezone, body.landingUrl.trim()];
  if (!name.safeParse(called).success) errors.name = SETUP_SHOP_TEXTS.nameWrong[language];
  if (!timezone.safeParse(zone).success) errors.timezone = SETUP_SHOP_TEXTS.timezoneWrong[language];
  if (landing !== "" && !landingUrl.safeParse(landing).success) {
    errors.landingUrl = SETUP_SHOP_TEXTS.landingWrong[language];
  }
  const origins = readOrigins(body.origins);
  if ("problem" in origins) errors.origins = originError(language, origins.problem);
  const bonus =
    body.bonus === undefined || currency === null ? undefined : readAmount(body.bonus.trim(), minorDigits(currency));
  if (bonus === null) errors.bonus = SETUP_SHOP_TEXTS.bonusWrong[language];
  const minutes = body.spendMinutes === undefined ? undefined : readMinutes(body.spendMinutes);
  if (minutes === null) {
    const most = formatsOf(language).number(MAX_SPEND_MINUTES);
    errors.spendMinutes = fillText(formatsOf(language), SETUP_SHOP_TEXTS.spendMinutesWrong[language], { most });
  }
  if ("problem" in origins || bonus === null || minutes === null || Object.keys(errors).length > 0)
    return { change: null, errors };
  const change = { name: called, timezone: zone, landingUrl: landing === "" ? null : landing };
  // Each by the name of its box.
  const more = {
    origins: { allowedOrigins: origins.origins },
    bonus: bonus === undefined ? {} : { supportBonusMinor: bonus },
    spendMinutes: minutes === undefined ? {} : { spendMinutes: minutes },
    payoutKinds: body.payoutKinds === undefined ? {} : { payoutKinds: kindsIn(body) },
  };
  return { change: { ...change, ...more }, errors };
}

function kindsIn({ payoutKinds }: Fields): readonly PanelPayeeKind[] {
  const ticked = payoutKinds?.split(" ") ?? [];
  return PANEL_PAYEE_KINDS.filter((kind) => ticked.includes(kind));
}

/** Null where it is no number of minutes that a spend may wait. */
function readMinutes(text: string): number | null {
  const minutes = readAmount(text.trim(), 0);
  return minutes !== null && minutes >= 1 && minutes <= MAX_SPEND_MINUTES ? minutes : null;
}

type Problem = Extract<ReturnType<typeof readOrigins>, { readonly problem: unknown }>["problem"];

function originError(language: Language, { code, line, origin }: Problem): string {
  const formats = formatsOf(language);
  const values = { line: formats.code(line), origin: formats.code(origin) };
  return fillText(formats, SETUP_SHOP_TEXTS[code][language], values);
}

interface Shown {
  readonly fields: Fields;
  readonly errors: Errors;
  readonly was: Begun;
}

function shopView(viewer: Viewer, settings: TenantSettings, { fields, errors, was }: Shown): PageView {
  const { frame, tabs } = setupFrame(viewer, "shop");
  const { language } = viewer;
  const href = shopPath(viewer, PATH);
  const facts = html`<dl class="facts"><dt>${SETUP_SHOP_TEXTS.address[language]}</dt><dd><code>${settings.slug}</code></dd><dt>${SETUP_SHOP_TEXTS.id[language]}</dt><dd><code>${settings.id}</code></dd></dl>`;
  const main = html`${tabs}<section class="card"><form class="form" method="post" action="${href}"${attributes(WATCHED_FORM)}>${begunWith(was)}${fieldsFor(viewer, fields, errors)}${facts}${saveBar(language, { discardHref: href })}</form></section>`;
  return { ...frame, isNarrow: true, main };
}

function fieldsFor({ language, currency }: Viewer, fields: Fields, errors: Errors): Markup {
  const field = (of: keyof Fields) => ({ name: of, value: fields[of] ?? "", error: errors[of] ?? null });
  const texts = SETUP_SHOP_TEXTS;
  const bonus =
    currency === null
      ? ""
      : moneyField(
          { ...field("bonus"), label: texts.bonus[language], hint: texts.bonusHint[language] },
          { currency, language },
        );
  const formats = formatsOf(language);
  const minutesHint = fillText(formats, texts.spendMinutesHint[language], { day: formats.number(SPEND_MINUTES) });
  return html`${textField({ ...field("name"), label: texts.name[language], isRequired: true })}
${selectField({ ...field("timezone"), label: texts.timezone[language], hint: texts.timezoneHint[language], options: zonesWith(fields.timezone) })}
${textField({ ...field("landingUrl"), label: texts.landing[language], hint: texts.landingHint[language], type: "url", isCode: true })}
${textArea({ ...field("origins"), label: texts.origins[language], hint: texts.originsHint[language], extra: { dir: "ltr" } })}
${textField({ ...field("spendMinutes"), label: texts.spendMinutes[language], hint: minutesHint, isNumber: true, isRequired: true })}
${bonus}${payeeBoxes(language, fields)}`;
}

/** By what customers are asked in the panel where they are paid. */
function payeeBoxes(language: Language, fields: Fields): Markup {
  const ticked = kindsIn(fields);
  const boxes = PANEL_PAYEE_KINDS.map((kind) =>
    checkbox({ name: kind, label: PAYEE_KIND_TEXTS[kind][language], isChecked: ticked.includes(kind) }),
  );
  return html`<fieldset><legend>${SETUP_SHOP_TEXTS.payoutKinds[language]}</legend><p class="hint">${SETUP_SHOP_TEXTS.payoutKindsHint[language]}</p>${boxes}${hiddenFields({ hasBoxes: "yes" })}</fieldset>`;
}

/** Looked at once: it takes long to ask of hundreds of zones whether the database knows them as well. */
let known: readonly string[] | null = null;

/** The zones to choose from, with the one that is set: it may be another name of one of them. */
function zonesWith(chosen: string) {
  known ??= ["UTC", ...Intl.supportedValuesOf("timeZone")].filter((zone) => timezone.safeParse(zone).success);
  const own = timezone.safeParse(chosen).success ? [chosen] : [];
  return [...new Set([...known, ...own])].map((value) => ({ value, label: value }));
}
