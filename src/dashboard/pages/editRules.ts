import { html, raw } from "hono/html";
import * as z from "zod";
import type { EditView } from "../../db/queries/programs.ts";
import { readEditView } from "../../db/queries/programs.ts";
import type { ProgramRow } from "../../db/rows/program.ts";
import { diffRules } from "../../domain/rulesDiff.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { EDITOR_TEXTS } from "../../i18n/dashboard/rulesForm/editor.ts";
import { rulesWriterOf } from "../../i18n/rules/rulesWriter.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { attributes } from "../parts/attributes.ts";
import { button, hiddenFields, hiddenJson, linkButton } from "../parts/button.ts";
import { textArea } from "../parts/field.ts";
import { saveBar, WATCHED_FORM } from "../parts/saveBar.ts";
import { programFrame } from "../programFrame.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import { drawForm, LIVE_STRUCTURE, OPERATION, operationAttributes } from "../rulesForm/drawForm.ts";
import type { Edited, Looked } from "../rulesForm/editing.ts";
import { beginEditing, CARRIED, carriedBase, continueEditing, lookThrough } from "../rulesForm/editing.ts";
import type { Json } from "../rulesForm/formNode.ts";
import type { FormWords } from "../rulesForm/formWords.ts";
import { formWords } from "../rulesForm/formWords.ts";
import { rulesByName } from "../rulesForm/liveWords.ts";
import { offerOf } from "../rulesForm/offerOf.ts";
import { openCards } from "../rulesForm/openCards.ts";
import { foldedMembers } from "../rulesForm/openMembers.ts";
import type { Saved } from "../rulesForm/saveDraft.ts";
import { saveDraft } from "../rulesForm/saveDraft.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";
import { discardButton } from "./discardDraft.ts";
import { costBeside } from "./draftCost.ts";

/** The rule editor. */

const params = z.strictObject({ key: programKey });
const path = "/programs/{key}/edit";
const may = "changePrograms" as const;
/** The boxes of the form have names of their own, each of which carries one text. */
const form = z.object({ [OPERATION]: z.string().max(500).optional() }).catchall(z.string());

export const editRulesPage = pageRoute(
  { path, may, params, query: z.strictObject({ tab: z.enum(["form", "json"]).optional() }) },
  async ({ app, asker, viewer, params: { key }, query: { tab = "form" } }) => {
    const read = proved(await readEditView(app.deps.database, asker, key));
    if (read === null) throw new PageError("notFound");
    const { program } = read;
    const edited = beginEditing(rulesIn(program), program.draftVersion);
    return editView(viewer(), read, edited, { isDocument: tab === "json" });
  },
);

export const editRulesAction = actionRoute(
  { path, may, params, form },
  async ({ app, asker, viewer, params: { key }, body }) => {
    const read = proved(await readEditView(app.deps.database, asker, key));
    if (read === null) throw new PageError("notFound");
    const { program } = read;
    const fields = body as Readonly<Record<string, string>>;
    const operation = fields[OPERATION];
    const edited = continueEditing(fields, operation ?? "", program);
    if (edited === null) throw new PageError("notUnderstood");
    const shown = { isDocument: CARRIED.json in fields };
    if (operation !== undefined) {
      const chosen = operation === "take-mine" ? { ...edited, document: mineIn(fields) ?? edited.document } : edited;
      return { view: editView(viewer(), read, chosen, shown), status: 200 };
    }
    const { problems } = lookThrough(edited, program, formWords(viewer().language), read);
    const isWrong = problems.length > 0 || edited.unread.length > 0 || edited.brokenText !== null;
    if (isWrong) return { view: editView(viewer(), read, edited, { ...shown, isRefused: true }), status: 422 };
    const saved = await saveDraft(app.deps, asker, key, edited);
    if (saved.kind === "notProved") throw new NotProvedError();
    if (saved.kind === "refused") throw new PageError("trouble");
    if (saved.kind === "saved") return { to: shopPath(viewer(), `/programs/${key}/edit`), said: "saved" };
    const told = conflictOf(saved, edited, program, viewer());
    return { view: editView(viewer(), read, saved.edited, { ...shown, told }), status: 409 };
  },
);

/** What is edited: the draft, or what is in force where there is none. */
function rulesIn({ draftRules, rules }: ProgramRow): Json {
  return draftRules ?? rules ?? {};
}

const MINE = "$mine";

function mineIn(fields: Readonly<Record<string, string>>): Json | null {
  const carried = { ...fields, [CARRIED.json]: fields[MINE] ?? "" };
  const read = continueEditing(carried, "", { currency: "" });
  return read === null || read.brokenText !== null ? null : read.document;
}

interface Shown {
  readonly isDocument: boolean;
  readonly isRefused?: boolean;
  /** What stands above the form. */
  readonly told?: Markup;
}

function editView(viewer: Viewer, { program, refundDays }: EditView, edited: Edited, shown: Shown): PageView {
  const words = formWords(viewer.language);
  const action = shopPath(viewer, `/programs/${program.key}/edit`);
  const looked = lookThrough(edited, program, words, { refundDays });
  const say = (text: keyof typeof EDITOR_TEXTS) => words.say(EDITOR_TEXTS[text]);
  const { frame, tabs } = programFrame(viewer, program, "rules");
  const other = shown.isDocument
    ? linkButton({ href: action, label: say("form"), icon: "pencil" })
    : linkButton({ href: `${action}?tab=json`, label: say("document"), icon: "code" });
  // What is in force already has nothing to publish.
  const publish =
    program.draftRules === null
      ? ""
      : linkButton({ href: shopPath(viewer, `/programs/${program.key}/publish`), label: say("publish") });
  const isChanged = !isSameJson(edited.base, edited.document) || edited.unread.length > 0 || edited.brokenText !== null;
  const refused = shown.isRefused ? html`<p class="alert bad" role="alert">${say("mend")}</p>` : "";
  const isAsBegun = isSameJson(edited.base, edited.document) || shown.isDocument;
  const carried = html`${hiddenJson(CARRIED.base, isAsBegun ? edited.base : carriedBase(edited))}${hiddenFields({ [CARRIED.version]: String(edited.baseVersion) })}${isAsBegun ? "" : hiddenJson(CARRIED.document, edited.document)}`;
  // Enter in a box presses the first button of a form, which must be none that takes something away.
  const first = html`<button class="unseen" tabindex="-1" aria-hidden="true" data-update${attributes(operationAttributes("update", "rules"))}>${say("update")}</button>`;
  const mends = shown.isRefused === true;
  const open = openCards(looked.form, looked.placed, edited.card, mends);
  const body = shown.isDocument
    ? documentBox(edited, say("json"), say("json_broken"))
    : drawForm(looked.form, {
        ...{ words, currency: program.currency, placed: looked.placed, warnings: looked.warnings },
        rules: rulesByName(looked.written),
        open,
        folding: foldedMembers(looked.form, looked.placed, open, { wished: edited.member, mends }),
      });
  const editing = html`${refused}${shown.told ?? ""}${elsewhere(looked, words, program.currency)}
<form method="post" action="${action}" class="form${isChanged ? " dirty" : ""}" id="rules"${attributes({ novalidate: true, autocomplete: "off", ...WATCHED_FORM, ...LIVE_STRUCTURE })}>${first}${carried}${shown.isDocument ? "" : offerOf(program, looked.written, words)}${body}${saveBar(viewer.language, { discardHref: action, save: say("save") })}</form>`;
  return {
    ...frame,
    title: `${program.name}: ${say("title")}`,
    main: html`${tabs}<div class="beside"><div id="editing">${editing}</div><aside>${costBeside(viewer, program)}</aside></div>`,
    actions: html`${discardButton(viewer, program)}${other}${publish}`,
  };
}

function documentBox({ document, brokenText }: Edited, label: string, broken: string): Markup {
  const value = brokenText ?? JSON.stringify(document, null, 2);
  return textArea({
    ...{ name: CARRIED.json, label, value, lines: 30 },
    error: brokenText === null ? null : broken,
    extra: { dir: "ltr", spellcheck: "false", class: "code" },
  });
}

function elsewhere({ placed }: Looked, words: FormWords, currency: string): Markup {
  if (placed.elsewhere.length === 0) return html`${raw("")}`;
  const told = placed.elsewhere.map((problem) => html`<li>${words.problem(null, problem, currency)}</li>`);
  return html`<div class="alert bad"><p>${words.say(EDITOR_TEXTS.elsewhere)}</p><ul>${told}</ul></div>`;
}

/** Both changes in words, and the choice between them. */
function conflictOf(
  { theirs, mine }: Extract<Saved, { readonly kind: "conflict" }>,
  { base, document }: Edited,
  { currency }: ProgramRow,
  { language }: Viewer,
): Markup {
  const writer = rulesWriterOf(language);
  const say = (text: keyof typeof EDITOR_TEXTS) => EDITOR_TEXTS[text][language];
  const lines = (after: Json) =>
    diffRules(base, after, currency).map((change) => html`<li>${writer.change(change)}</li>`);
  const take = button({ label: say("take_mine") }, { form: "rules", name: OPERATION, value: "take-mine" });
  return html`<section class="alert" role="alert"><p>${say("conflict")}</p><h2>${say("theirs")}</h2><ul>${lines(theirs)}</ul><h2>${say("mine")}</h2><ul>${lines(document)}</ul><p>${say("below_theirs")}</p>${hiddenJson(MINE, mine, "rules")}<p>${take}</p></section>`;
}
