import * as z from "zod";
import { shownPicture } from "../../contract/material.ts";
import { MATERIAL_KINDS, MAX_MATERIALS } from "../../domain/materials.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { CONTROLS, day, name, noControls } from "./texts.ts";

/** Pictures and materials, as requests bring them and as browsers are shown them. */

const MAX_TEXT_LENGTH = 2_000;
const MAX_URL_LENGTH = 2_000;

export const pictureHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "the SHA-256 of a picture: 64 digits and letters from a to f");

/** The tenant's own name for a material. */
export const materialId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "letters, digits, - and _; 64 at most");

/** As the links of advocates name it. */
const channel = z.string().regex(/^[a-z0-9_-]{1,32}$/, "lower-case letters, digits, - and _; 32 at most");

const text = z.string().min(1, "must not be empty").max(MAX_TEXT_LENGTH, `at most ${MAX_TEXT_LENGTH} characters`);

/** What people are sent to is encrypted on its way. */
const link = z
  .string()
  .max(MAX_URL_LENGTH)
  .regex(noControls, "no control characters")
  .refine((url) => URL.canParse(url) && /^https:\/\//i.test(url), "a URL that starts with https://")
  .meta({ pattern: `^[Hh][Tt][Tt][Pp][Ss]://[^${CONTROLS}]*$` });

const common = {
  language: z.enum(LANGUAGES),
  title: name,
  lastDay: day
    .nullish()
    .meta({ description: "The last day it is shown, in the program's time zone; without one it is always shown" }),
};
const variables = "May name {code}, {link}, {shop}, {amount}, {friendAmount} and {offer}";

export const materialInput = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("message"),
      ...common,
      channel: channel.nullish(),
      text: text.meta({ description: variables }),
    }),
    z.strictObject({
      kind: z.literal("picture"),
      ...common,
      picture: pictureHash,
      text: text.nullish().meta({ description: `Goes with it. ${variables}` }),
    }),
    z.strictObject({ kind: z.enum(["pdf", "video"]), ...common, url: link, text: text.nullish() }),
  ])
  .meta({ id: "MaterialInput" });

export type WrittenMaterial = z.output<typeof materialInput>;

export const sharedMaterialsReply = z
  .strictObject({
    program: z.string(),
    language: z.string(),
    direction: z.enum(["ltr", "rtl"]),
    code: z
      .string()
      .nullable()
      .meta({ description: "Null where the participant has none yet; nothing is shared then" }),
    materials: z
      .array(
        z.strictObject({
          id: z.string(),
          kind: z.enum(MATERIAL_KINDS),
          channel: z.string().nullable(),
          title: z.string(),
          text: z.string().nullable().meta({ description: "Ready to send" }),
          url: z.string().nullable(),
          picture: shownPicture.nullable(),
          link: z.url().meta({ description: "The participant's own, which says the channel" }),
        }),
      )
      .max(MAX_MATERIALS),
  })
  .meta({ id: "SharedMaterials" });
