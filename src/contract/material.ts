import * as z from "zod";
import type { MaterialView } from "../db/queries/materials.ts";
import { MATERIAL_KINDS, MAX_MATERIALS } from "../domain/materials.ts";
import { LANGUAGES, languageOf } from "../i18n/languages.ts";
import { picturePath } from "./picture.ts";
import type { Shown } from "./shown.ts";

export const shownPicture = z.strictObject({
  sha256: z.string(),
  path: z.string().meta({ description: "Where everyone can see it, on the host of share links" }),
  width: z.int(),
  height: z.int(),
});

export const materialReply = z
  .strictObject({
    id: z.string(),
    language: z.enum(LANGUAGES),
    kind: z.enum(MATERIAL_KINDS),
    channel: z.string().nullable().meta({ description: "Where the text belongs, such as email; null where anywhere" }),
    title: z.string(),
    text: z.string().nullable().meta({ description: "As it was written, with its variables" }),
    url: z.string().nullable(),
    picture: shownPicture.nullable(),
    lastDay: z.iso.date().nullable().meta({ description: "The last day it is shown, in the program's time zone" }),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Material" });

export const materialsReply = z.strictObject({ data: z.array(materialReply).max(MAX_MATERIALS) });

/** The JSON of a material. */
export function presentMaterial({
  language,
  picture,
  updatedAt,
  ...material
}: MaterialView): Shown<typeof materialReply> {
  const known = languageOf(language);
  if (known === null) throw new Error(`a material is stored in "${language}"`);
  return {
    ...material,
    language: known,
    picture: presentShownPicture(picture),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

/** The JSON of the picture that a material shows. */
export function presentShownPicture(picture: MaterialView["picture"]): Shown<typeof shownPicture> | null {
  return picture === null ? null : { ...picture, path: picturePath(picture.sha256) };
}
