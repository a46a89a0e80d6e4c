import { html } from "hono/html";
import * as z from "zod";
import type { MaterialsPage, MaterialView } from "../db/queries/materials.ts";
import { MATERIAL_KINDS, MATERIAL_VARIABLES } from "../domain/materials.ts";
import type { Markup } from "../http/pages/layout.ts";
import type { WrittenMaterial } from "../http/schemas/library.ts";
import { materialInput } from "../http/schemas/library.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import type { MaterialProblem } from "../i18n/dashboard/materials.ts";
import { MATERIAL_KIND_NAMES, MATERIAL_PROBLEMS, MATERIALS_TEXTS } from "../i18n/dashboard/materials.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import { type Begun, begun, begunWith } from "./begunForm.ts";
import { button, hiddenFields } from "./parts/button.ts";
import { card } from "./parts/card.ts";
import { fieldRow, selectField, textArea, textField } from "./parts/field.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** The form in which a material is written. */

/** As long as any of its texts may be, so that what is too long is told at its box. */
const typed = z.string().max(20_000).default("");

/** What the form posts, as it was typed. */
export const materialFields = z.object({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
  language: z.enum(LANGUAGES),
  kind: z.enum(MATERIAL_KINDS),
  title: typed,
  channel: typed,
  text: typed,
  url: typed,
  picture: typed,
  lastDay: typed,
});

export type TypedMaterial = z.output<typeof materialFields>;

/** The form, with what stood in it when it was shown. */
export const materialFormFields = materialFields.extend(begun);

/** What is wrong with a form, and at which box. */
export interface WrongMaterial {
  readonly field: keyof TypedMaterial;
  readonly problem: MaterialProblem;
}

/** The form as it begins: with a material that is there, or for a new one under a name of its own. */
export function beginMaterial(
  material: MaterialView | null,
  newId: string,
  language: Viewer["language"],
): TypedMaterial {
  if (material === null) {
    return {
      id: newId,
      language,
      kind: "message",
      title: "",
      channel: "",
      text: "",
      url: "",
      picture: "",
      lastDay: "",
    };
  }
  const { id, kind, title, channel, text, url, picture, lastDay } = material;
  return {
    ...{ id, language, kind, title, channel: channel ?? "", text: text ?? "", url: url ?? "" },
    ...{ picture: picture?.sha256 ?? "", lastDay: lastDay ?? "" },
  };
}

/** A material as the API takes it; of the boxes only those count that its kind has. */
export function readMaterial(fields: TypedMaterial): WrittenMaterial | WrongMaterial {
  const { kind, language } = fields;
  const given = (text: string) => (text.trim() === "" ? undefined : text.trim().replaceAll("\r\n", "\n"));
  const [title, text, lastDay] = [given(fields.title), given(fields.text), given(fields.lastDay)];
  const own =
    kind === "message"
      ? { channel: given(fields.channel) }
      : kind === "picture"
        ? { picture: fields.picture }
        : { url: given(fields.url) };
  const parsed = materialInput.safeParse({ kind, language, title, text, lastDay, ...own });
  if (parsed.success) return parsed.data;
  const [field] = parsed.error.issues[0]?.path ?? [];
  const at = WRONG_FIELDS.find((name) => name === field) ?? "title";
  return { field: at, problem: at };
}

const WRONG_FIELDS = ["title", "text", "channel", "url", "picture", "lastDay"] as const;

export interface ShownMaterial {
  readonly fields: TypedMaterial;
  readonly was: Begun;
  readonly wrong: WrongMaterial | null;
}

/** The form's card; what is wrong stands at its box, and everything stays as it was typed. */
export function materialForm(
  viewer: Viewer,
  { program, pictures }: Pick<MaterialsPage, "program" | "pictures">,
  { fields, was, wrong }: ShownMaterial,
): Markup {
  const { language } = viewer;
  const isThere = program.materials.some(({ id }) => id === fields.id);
  const errorOf = (field: WrongMaterial["field"]) =>
    wrong?.field === field ? MATERIAL_PROBLEMS[wrong.problem][language] : null;
  const line = (name: "title" | "channel" | "url", more: object = {}) =>
    textField({
      ...{ name, label: MATERIALS_TEXTS[name === "title" ? "name" : name][language] },
      ...{ value: fields[name], error: errorOf(name), ...more },
    });
  const body = html`<form class="form" method="post" action="${shopPath(viewer, `/programs/${program.key}/materials`)}">${hiddenFields({ id: fields.id, language: fields.language })}${begunWith(was)}
${fieldRow([line("title", { isRequired: true }), kindField(language, fields)])}
${textArea({ name: "text", label: MATERIALS_TEXTS.text[language], value: fields.text, error: errorOf("text"), hint: textHint(language) })}
${fieldRow([line("channel", { isCode: true, hint: MATERIALS_TEXTS.channelHint[language] }), line("url", { isCode: true, type: "url", hint: MATERIALS_TEXTS.urlHint[language] })])}
${fieldRow([pictureField(language, pictures, fields, errorOf("picture")), lastDayField(language, fields, errorOf("lastDay"))])}
<div class="buttons">${button({ label: FRAME_TEXTS.save[language], look: "primary" })}</div></form>`;
  return card({ id: "material", title: MATERIALS_TEXTS[isThere ? "change" : "add"][language], body });
}

function kindField(language: Viewer["language"], { kind }: TypedMaterial): Markup {
  return selectField({
    ...{ name: "kind", label: MATERIALS_TEXTS.kind[language], value: kind },
    options: MATERIAL_KINDS.map((value) => ({ value, label: MATERIAL_KIND_NAMES[value][language] })),
  });
}

function pictureField(
  language: Viewer["language"],
  pictures: MaterialsPage["pictures"],
  { picture }: TypedMaterial,
  error: string | null,
): Markup {
  const none = { value: "", label: MATERIALS_TEXTS.noPicture[language] };
  const options = pictures.map(({ sha256 }, at) => ({ value: sha256, label: pictureName(language, at) }));
  return selectField({
    ...{ name: "picture", label: MATERIALS_TEXTS.picture[language], value: picture, error },
    options: [none, ...options],
  });
}

/** Pictures have no names: they are told apart by their places, the newest first. */
export function pictureName(language: Viewer["language"], at: number): string {
  return `${MATERIALS_TEXTS.picture[language]} ${formatsOf(language).number(at + 1)}`;
}

function lastDayField(language: Viewer["language"], { lastDay }: TypedMaterial, error: string | null): Markup {
  return textField({
    ...{ name: "lastDay", type: "date", label: MATERIALS_TEXTS.lastDay[language], value: lastDay, error },
    hint: MATERIALS_TEXTS.lastDayHint[language],
  });
}

function textHint(language: Viewer["language"]): string {
  const variables = MATERIAL_VARIABLES.map((name) => `{${name}}`).join(" ");
  return fillText(formatsOf(language), MATERIALS_TEXTS.textHint[language], { variables });
}
