import { html } from "hono/html";
import { shareUrl } from "../contract/shareUrl.ts";
import type { MaterialsPage, MaterialView } from "../db/queries/materials.ts";
import type { PictureView } from "../db/queries/pictures.ts";
import { parseKeptRules } from "../domain/parseRules.ts";
import { PICTURE_TYPES } from "../domain/pictures.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MATERIAL_KIND_NAMES, MATERIALS_TEXTS } from "../i18n/dashboard/materials.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { LANGUAGE_NAMES } from "../i18n/languageNames.ts";
import type { Language } from "../i18n/languages.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import { fillMaterial, materialValues } from "../i18n/materialText.ts";
import type { ShownMaterial } from "./materialForm.ts";
import { materialForm, pictureName } from "./materialForm.ts";
import type { PageView } from "./page.ts";
import { badge } from "./parts/badge.ts";
import { button } from "./parts/button.ts";
import { card } from "./parts/card.ts";
import { confirm } from "./parts/dialog.ts";
import { empty } from "./parts/empty.ts";
import type { Column } from "./parts/table.ts";
import { table } from "./parts/table.ts";
import { tabs } from "./parts/tabs.ts";
import { programFrame } from "./programFrame.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** What an example of an advocate's link ends with. */
const SAMPLE_CODE = "ADA7TEA";

/** What the page is drawn with besides what was read. */
export interface MaterialsAsked {
  readonly form: ShownMaterial;
  /** What share links start with. */
  readonly baseUrl: string;
}

/** The page of a program's materials in one language, with the form for one of them, and the shop's pictures. */
export function materialsView(viewer: Viewer, page: MaterialsPage, { form, baseUrl }: MaterialsAsked): PageView {
  const { language: reader } = viewer;
  const { program } = page;
  const { language } = form.fields;
  const counts = Map.groupBy(program.materials, (material) => material.language);
  const languages = tabs(
    MATERIALS_TEXTS.languages[reader],
    LANGUAGES.map((each) => ({
      href: materialsPath(viewer, program.key, each),
      label: LANGUAGE_NAMES[each],
      isCurrent: each === language,
      count: formatsOf(reader).number(counts.get(each)?.length ?? 0),
    })),
  );
  const mayChange = viewerMay(viewer, "changePrograms");
  const changing = mayChange ? materialForm(viewer, page, form) : "";
  const { frame, tabs: pages } = programFrame(viewer, program, "materials");
  const main = html`${pages}${languages}${list(viewer, page, { language, baseUrl })}${changing}${library(viewer, page, mayChange)}`;
  return { ...frame, main };
}

/** The address of the page in a language. */
export function materialsPath(viewer: Pick<Viewer, "tenantSlug">, program: string, language: Language): string {
  return shopPath(viewer, `/programs/${program}/materials?in=${language}`);
}

function list(
  viewer: Viewer,
  { shop, slug, program }: MaterialsPage,
  { language, baseUrl }: { readonly language: Language; readonly baseUrl: string },
): Markup {
  const { language: reader } = viewer;
  const title = MATERIALS_TEXTS.shared[reader];
  const rows = program.materials.filter((material) => material.language === language);
  if (rows.length === 0) return card({ title, body: empty({ icon: "mail", text: MATERIALS_TEXTS.none[reader] }) });
  const filled = filler({ shop, slug, program }, language, baseUrl);
  const body = table<MaterialView>({
    ...{ caption: title, rows, id: ({ id }) => `material-${id}` },
    href: ({ id }) =>
      viewerMay(viewer, "changePrograms")
        ? `${materialsPath(viewer, program.key, language)}&edit=${id}#material`
        : null,
    columns: [
      { title: MATERIALS_TEXTS.name[reader], cell: ({ title: name }) => html`<bdi>${name}</bdi>` },
      { title: MATERIALS_TEXTS.kind[reader], kind: "time", cell: ({ kind }) => MATERIAL_KIND_NAMES[kind][reader] },
      {
        ...{ title: MATERIALS_TEXTS.text[reader] },
        cell: (material) => html`<span class="preview"><bdi lang="${language}">${filled(material)}</bdi></span>`,
      },
      {
        ...{ title: MATERIALS_TEXTS.lastDay[reader], kind: "time", onPhone: "end" },
        cell: ({ lastDay }) => lastDayCell(reader, lastDay, program.today),
      },
      ...(viewerMay(viewer, "changePrograms") ? [removing(viewer, program.key)] : []),
    ],
  });
  return card({ title, body, isFlush: true });
}

/** How an advocate would send it: with the amounts of the rules, and a link like theirs. */
function filler(
  { shop, slug, program }: Pick<MaterialsPage, "shop" | "slug" | "program">,
  language: Language,
  baseUrl: string,
): (material: MaterialView) => string {
  const parsed = program.rules === null ? null : parseKeptRules(program.rules, program.currency);
  return ({ text, url, channel }) => {
    if (text === null) return url ?? "";
    if (parsed === null || !parsed.ok) return text;
    const link = `${shareUrl(baseUrl, slug, SAMPLE_CODE)}${channel === null ? "" : `?via=${channel}`}`;
    const offered = { rules: parsed.rules, currency: program.currency, texts: program.texts };
    return fillMaterial(text, materialValues(offered, language, { shop, code: SAMPLE_CODE, link }));
  };
}

function lastDayCell(language: Language, lastDay: string | null, today: string): Markup | string {
  if (lastDay === null) return MATERIALS_TEXTS.always[language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(lastDay));
  return lastDay < today ? html`${day} ${badge(MATERIALS_TEXTS.over[language])}` : day;
}

function removing(viewer: Viewer, program: string): Column<MaterialView> {
  const { language } = viewer;
  return {
    ...{ title: MATERIALS_TEXTS.remove[language], hasUnseenTitle: true, kind: "time" },
    cell: ({ id, title, language: of }: MaterialView) =>
      confirm(language, {
        ...{ id: `remove-${id}`, title, body: html`<p>${MATERIALS_TEXTS.removeText[language]}</p>` },
        opener: { label: MATERIALS_TEXTS.remove[language], look: "quiet" },
        action: shopPath(viewer, `/programs/${program}/materials/${id}/remove`),
        fields: { language: of },
        confirm: { label: MATERIALS_TEXTS.remove[language], look: "danger" },
      }),
  };
}

function library(viewer: Viewer, { program, pictures }: MaterialsPage, mayChange: boolean): Markup {
  const { language } = viewer;
  const shown =
    pictures.length === 0
      ? empty({ icon: "image", text: MATERIALS_TEXTS.noPictures[language] })
      : html`<ul class="pictures">${pictures.map((picture, at) => onePicture(viewer, program.key, picture, { at, mayChange }))}</ul>`;
  return card({
    ...{ id: "pictures", title: MATERIALS_TEXTS.pictures[language] },
    body: html`${shown}${mayChange ? upload(viewer, program.key) : ""}`,
  });
}

function onePicture(
  viewer: Viewer,
  program: string,
  { sha256, width, height }: PictureView,
  { at, mayChange }: { readonly at: number; readonly mayChange: boolean },
): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const name = pictureName(language, at);
  const size = fillText(formats, MATERIALS_TEXTS.size[language], {
    width: formats.number(width),
    height: formats.number(height),
  });
  const remove = mayChange
    ? html`<form method="post" action="${shopPath(viewer, `/programs/${program}/pictures/${sha256}/remove`)}">${button({ label: MATERIALS_TEXTS.remove[language], look: "quiet" }, { "aria-label": `${MATERIALS_TEXTS.remove[language]}: ${name}` })}</form>`
    : "";
  return html`<li><img src="${shopPath(viewer, `/pictures/${sha256}`)}" alt="${name}" width="${String(width)}" height="${String(height)}" loading="lazy"><p>${name}<small><bdi>${size}</bdi></small></p>${remove}</li>`;
}

function upload(viewer: Viewer, program: string): Markup {
  const { language } = viewer;
  return html`<form class="upload" method="post" enctype="multipart/form-data" action="${shopPath(viewer, `/programs/${program}/pictures`)}"><div class="field"><label for="field-file">${MATERIALS_TEXTS.file[language]}</label><input type="file" id="field-file" name="file" accept="${PICTURE_TYPES.join(",")}" required></div>${button({ label: MATERIALS_TEXTS.addPicture[language], icon: "upload" })}</form>`;
}
