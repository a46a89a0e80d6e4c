import { presentShownPicture } from "../../contract/material.ts";
import { shareUrl } from "../../contract/shareUrl.ts";
import type { SharedMaterials } from "../../db/queries/materials.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { Language } from "../../i18n/languages.ts";
import { DEFAULT_LANGUAGE, directionOf } from "../../i18n/languages.ts";
import { fillMaterial, materialValues } from "../../i18n/materialText.ts";

type SharedProgram = NonNullable<SharedMaterials["program"]>;

/** The JSON of what an advocate may share, ready to send. */
export function presentMaterials(
  { shop, slug, code }: Pick<SharedMaterials, "shop" | "slug" | "code">,
  program: SharedProgram,
  { language, baseUrl }: { readonly language: Language; readonly baseUrl: string },
) {
  const chosen = languageOfMaterials(new Set(program.materials.map((material) => material.language)), language);
  const shown = { program: program.key, language: chosen, direction: directionOf(chosen) };
  if (code === null) return { ...shown, code: null, materials: [] };
  const { currency, texts } = program;
  const offered = { rules: parseStored(program.rules, currency), currency, texts };
  const own = shareUrl(baseUrl, slug, code.vanity ?? code.code);
  const values = materialValues(offered, chosen, { shop, code: code.vanity ?? code.code, link: own });
  const materials = program.materials.filter((material) => material.language === chosen);
  return {
    ...shown,
    code: code.code,
    materials: materials.map(({ id, kind, channel, title, text, url, picture }) => {
      const link = channel === null ? own : `${own}?via=${channel}`;
      const filled = text === null ? null : fillMaterial(text, { ...values, link });
      return { id, kind, channel, title, text: filled, url, picture: presentShownPicture(picture), link };
    }),
  };
}

/** The reader's own; the default where there is nothing in it, and something in that. */
export function languageOfMaterials(languages: ReadonlySet<string>, language: Language): Language {
  return languages.has(language) || !languages.has(DEFAULT_LANGUAGE) ? language : DEFAULT_LANGUAGE;
}
