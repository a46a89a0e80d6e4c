import * as z from "zod";
import type { TextsPageView } from "../../db/queries/programPages.ts";
import { readTextsPage } from "../../db/queries/programPages.ts";
import { programKey } from "../../http/schemas/texts.ts";
import type { Language } from "../../i18n/languages.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { bringLanguage, broughtLanguage } from "../../i18n/lateTexts.ts";
import { PageError } from "../pageReply.ts";
import { saveTexts } from "../programTexts/saveTexts.ts";
import { problemOf } from "../programTexts/textBoxes.ts";
import type { PlaceName, TypedTexts } from "../programTexts/textPlaces.ts";
import { changesOf, mergeTexts, placeNamed, textsOf } from "../programTexts/textPlaces.ts";
import type { TextsForm } from "../programTexts/textsView.ts";
import { beginTexts, FIELDS, textsPath, textsView } from "../programTexts/textsView.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";

const params = z.strictObject({ key: programKey });
const path = "/programs/{key}/texts";
const may = "changePrograms" as const;
const language = z.enum(LANGUAGES);
/** As long as the longest text may be, and longer, so that what is too long is told at its box. */
const MAX_TYPED = 5_000;
/** The boxes of the form have names of their own, each of which carries one text. */
const form = z
  .object({ [FIELDS.language]: language, [FIELDS.base]: z.string().max(300_000) })
  .catchall(z.string().max(MAX_TYPED));

/** What a program says in the shop's own words. */
export const programTextsPage = pageRoute(
  { path, may, params, query: z.strictObject({ in: language.optional() }) },
  async ({ app, asker, viewer, params: { key }, query }) => {
    const read = proved(await readTextsPage(app.deps.database, asker, key));
    if (read === null) throw new PageError("notFound");
    const edited = await broughtLanguage(app.deps.assets, query.in ?? viewer().language);
    return textsView(viewer(), read, beginTexts(read.program.texts, edited));
  },
);

/** Saves the texts of one language, or shows how they would read. */
export const programTextsAction = actionRoute(
  { path, may, params, form },
  async ({ app, asker, viewer, params: { key }, body }) => {
    const read = proved(await readTextsPage(app.deps.database, asker, key));
    if (read === null) throw new PageError("notFound");
    const { [FIELDS.language]: of, [FIELDS.base]: carried, ...fields } = body;
    await bringLanguage(app.deps.assets, of);
    const base = baseFrom(carried);
    if (base === null) throw new PageError("notUnderstood");
    const typed = typedIn(fields as Readonly<Record<string, string>>);
    const again = (more: Partial<TextsForm>) =>
      textsView(viewer(), read, { ...standing(read, of, { typed, base }), ...more });
    const isWrong = [...changesOf({ typed, base })].some(([name, text]) => problemOf(name, text, of) !== null);
    if (FIELDS.preview in fields) return { view: again({}), status: 200 };
    if (isWrong) return { view: again({}), status: 422 };
    const saved = await saveTexts(app.deps, asker, read.program, { language: of, typed, base });
    if (saved.kind === "notProved") throw new NotProvedError();
    if (saved.kind === "refused") throw new PageError("trouble");
    if (saved.kind === "saved") return { to: textsPath(viewer(), key, of), said: "saved" };
    // What is saved next is compared with what they wrote, which the writer has now seen.
    const theirs = textsOf(saved.texts, of);
    const mine = { ...theirs, ...Object.fromEntries(changesOf({ typed, base })) };
    return { view: again({ typed: mine, base: theirs, theirs: saved.theirs }), status: 409 };
  },
);

/** The form as it was sent, with the texts as they would be if it were saved. */
function standing({ program }: TextsPageView, of: Language, changed: TypedTexts): TextsForm {
  const changes = changesOf(changed);
  const base = textsOf(program.texts, of);
  const { texts } = mergeTexts(program.texts, of, { typed: Object.fromEntries(changes), base });
  return { language: of, ...changed, theirs: new Map(), texts, isChanged: changes.size > 0 };
}

/** Every box by its place; one that was chosen to be added is as any other. */
function typedIn(fields: Readonly<Record<string, string>>): Readonly<Record<PlaceName, string>> {
  const { [FIELDS.added]: added = "", [FIELDS.words]: words = "", ...boxes } = fields;
  const all = Object.entries(boxes).filter(([name]) => placeNamed(name) !== null);
  const more = placeNamed(added) === null ? [] : [[added, words] as const];
  return Object.fromEntries([...all, ...more].map(([name, text]) => [name, text.trim()]));
}

function baseFrom(carried: string): Readonly<Record<PlaceName, string>> | null {
  try {
    const parsed = z.record(z.string(), z.string()).safeParse(JSON.parse(carried));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
