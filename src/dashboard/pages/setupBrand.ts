import { html } from "hono/html";
import * as z from "zod";
import type { BrandPage } from "../../db/queries/tenantSettings.ts";
import { readBrandPage } from "../../db/queries/tenantSettings.ts";
import { MAX_PICTURE_BYTES, PICTURE_TYPES } from "../../domain/pictures.ts";
import { ACCENT } from "../../domain/theme.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { SETUP_BRAND_TEXTS } from "../../i18n/dashboard/setupBrand.ts";
import { addPicture } from "../../usecases/library/addPicture.ts";
import { changeTenant } from "../../usecases/tenants/changeTenant.ts";
import { type Begun, begun, begunBox, begunWith, changedSince } from "../begunForm.ts";
import { pictureName } from "../materialForm.ts";
import { outcomeOf } from "../outcomes.ts";
import type { PageView } from "../page.ts";
import { attributes } from "../parts/attributes.ts";
import { button, linkButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { checkbox, textField } from "../parts/field.ts";
import { saveBar, WATCHED_FORM } from "../parts/saveBar.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import { themePreview } from "../themePreview.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const PATH = "/setup/brand";
const may = "changePrograms" as const;
/** What the box begins with where there is none: the colour that our pages have. */
const OURS = "#0d6b50";

const text = z.string().max(100);
const typed = text.default("");
const form = z.object({ hasOwn: z.string().max(10).optional(), accent: typed, logo: typed, ...begun });

/** The colour and the logo of the pages that customers see. */
export const setupBrandPage = pageRoute(
  // A colour that is being chosen: what it would look like is shown before it is saved.
  { path: PATH, may, query: z.object({ accent: text.optional() }) },
  async ({ app, asker, viewer, baseUrl, query }) => {
    const brand = proved(await readBrandPage(app.deps.database, asker));
    const { accent, logo } = brand;
    const was = { accent: accent ?? "", logo: logo?.sha256 ?? "" };
    const previewed = query.accent?.trim().toLowerCase() || was.accent;
    return brandView(viewer(), brand, { ...was, previewed, isWrong: false, baseUrl, was });
  },
);

/** Changes them. */
export const setupBrandAction = actionRoute(
  { path: PATH, may, form },
  async ({ app, asker, body, viewer, baseUrl, params: { tenant } }) => {
    const picked = body.accent.trim().toLowerCase();
    // Where there was no colour, one that is picked is wanted, also by those who overlook the box above it.
    const isPicked = begunBox(body.was, "accent") === "" && picked !== OURS;
    const accent = body.hasOwn === undefined && !isPicked ? null : picked;
    if (accent !== null && !ACCENT.test(accent)) {
      const brand = proved(await readBrandPage(app.deps.database, asker));
      const { was } = body;
      const typedIn = { accent: body.accent, previewed: body.accent, logo: body.logo };
      const view = brandView(viewer(), brand, { ...typedIn, isWrong: true, baseUrl, was });
      return { view, status: 422 };
    }
    const to = shopPath({ tenantSlug: tenant }, PATH);
    const asked = { accent, logo: body.logo === "" ? null : body.logo };
    const change = changedSince(body.was, { accent: accent ?? "", logo: body.logo }, asked);
    if (Object.keys(change).length === 0) return { to, said: "saved" };
    const { kind } = outcomeOf(await changeTenant(app.deps, asker, change), ["picture_not_found"]);
    return { to, said: kind === "done" ? "saved" : "picture_unfit" };
  },
);

/** Adds a picture to those of the shop, and makes it the logo. */
export const setupLogoAction = actionRoute(
  {
    ...{ path: `${PATH}/logo`, may, isUpload: true },
    form: z.object({ file: z.union([z.string(), z.instanceof(Uint8Array)]).optional() }),
  },
  async ({ app, asker, params: { tenant }, body: { file }, idempotency }) => {
    const to = shopPath({ tenantSlug: tenant }, PATH);
    if (!(file instanceof Uint8Array) || file.length > MAX_PICTURE_BYTES) return { to, said: "picture_unfit" };
    const added = await addPicture(app.deps, { asker, idempotency }, file, { isLogo: true });
    const outcome = outcomeOf(added, ["not_a_picture", "too_many_pictures"]);
    if (outcome.kind === "refused") {
      return { to, said: outcome.code === "not_a_picture" ? "picture_unfit" : "pictures_full" };
    }
    return { to, said: "saved" };
  },
);

interface Shown {
  /** As it was typed; empty for none. */
  readonly accent: string;
  /** Whose samples are shown; empty for none. */
  readonly previewed: string;
  readonly logo: string;
  readonly isWrong: boolean;
  readonly baseUrl: string;
  readonly was: Begun;
}

function brandView(viewer: Viewer, brand: BrandPage, shown: Shown): PageView {
  const { frame, tabs } = setupFrame(viewer, "brand");
  const { language } = viewer;
  const href = shopPath(viewer, PATH);
  const see = linkButton({
    href: `${shown.baseUrl}/share/${brand.slug}`,
    label: SETUP_BRAND_TEXTS.see[language],
  });
  const main = html`${tabs}<form class="stack" method="post" action="${href}"${attributes(WATCHED_FORM)}>${begunWith(shown.was)}${colourCard(viewer, brand, shown)}${logoCard(viewer, brand, shown.logo)}${saveBar(language, { discardHref: href })}</form>
<section class="card">${upload(viewer)}</section>`;
  return { ...frame, isNarrow: true, actions: see, main };
}

const PREVIEW_ID = "colour-preview";

function colourCard(viewer: Viewer, { slug }: BrandPage, { accent, previewed, isWrong, baseUrl }: Shown): Markup {
  const { language } = viewer;
  // The samples follow the box, and nothing else of the page does.
  const live = {
    ...{ "hx-get": shopPath(viewer, PATH), "hx-trigger": "input delay:150ms", "hx-sync": "this:replace" },
    ...{ "hx-target": `#${PREVIEW_ID}`, "hx-select": `#${PREVIEW_ID}`, "hx-swap": "outerMorph" },
    "data-busy-alone": true,
  };
  const own = checkbox({ name: "hasOwn", label: SETUP_BRAND_TEXTS.hasOwn[language], isChecked: accent !== "" });
  const box = textField({
    ...{ name: "accent", label: SETUP_BRAND_TEXTS.accent[language], hint: SETUP_BRAND_TEXTS.accentHint[language] },
    ...{ type: isWrong ? "text" : "color", value: accent === "" ? OURS : accent, isCode: true },
    error: isWrong ? SETUP_BRAND_TEXTS.accentWrong[language] : null,
    extra: live,
  });
  const isColour = ACCENT.test(accent);
  const preview = html`<div id="${PREVIEW_ID}">${ACCENT.test(previewed) ? themePreview(language, previewed) : ""}</div>`;
  const sheet = `<link rel="stylesheet" href="${baseUrl}/theme/${slug}.css">`;
  const ownPages = isColour
    ? html`<p>${SETUP_BRAND_TEXTS.sheet[language]}</p><pre dir="ltr"><code>${sheet}</code></pre>`
    : "";
  const body = html`<div class="form">${own}${box}${preview}${ownPages}</div>`;
  return card({ title: SETUP_BRAND_TEXTS.colour[language], body });
}

function logoCard(viewer: Viewer, { pictures }: BrandPage, chosen: string): Markup {
  const { language } = viewer;
  const choices = pictures.map(({ sha256, width, height }, at) => {
    const name = pictureName(language, at);
    const picture = html`<img src="${shopPath(viewer, `/pictures/${sha256}`)}" alt="${name}" width="${String(width)}" height="${String(height)}" loading="lazy">`;
    return html`<li>${choice({ value: sha256, isChosen: sha256 === chosen, label: picture })}</li>`;
  });
  const none = choice({ value: "", isChosen: chosen === "", label: SETUP_BRAND_TEXTS.noLogo[language] });
  const body = html`<fieldset class="form"><legend class="unseen">${SETUP_BRAND_TEXTS.logo[language]}</legend><p class="hint">${SETUP_BRAND_TEXTS.logoHint[language]}</p><ul class="pictures"><li>${none}</li>${choices}</ul></fieldset>`;
  return card({ title: SETUP_BRAND_TEXTS.logo[language], body });
}

function choice({ value, isChosen, label }: { value: string; isChosen: boolean; label: Markup | string }): Markup {
  return html`<label class="choice"><input type="radio" name="logo" value="${value}"${attributes({ checked: isChosen })}>${label}</label>`;
}

function upload(viewer: Viewer): Markup {
  const { language } = viewer;
  return html`<form class="upload" method="post" enctype="multipart/form-data" action="${shopPath(viewer, `${PATH}/logo`)}"><div class="field"><label for="field-file">${SETUP_BRAND_TEXTS.upload[language]}</label><input type="file" id="field-file" name="file" accept="${PICTURE_TYPES.join(",")}" required></div>${button({ label: SETUP_BRAND_TEXTS.useAsLogo[language], icon: "upload" })}</form>`;
}
