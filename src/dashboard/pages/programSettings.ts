import { html } from "hono/html";
import * as z from "zod";
import { readProgramPage } from "../../db/queries/programPages.ts";
import type { ProgramRow } from "../../db/rows/program.ts";
import { instantOf, localTime } from "../../domain/localTime.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { landingUrl } from "../../http/schemas/programs.ts";
import { name, programKey } from "../../http/schemas/texts.ts";
import { PROGRAM_TEXTS } from "../../i18n/dashboard/programs.ts";
import { DISCARD_TEXTS } from "../../i18n/dashboard/rulesForm/discard.ts";
import type { Language } from "../../i18n/languages.ts";
import { changeProgram } from "../../usecases/programs/changeProgram.ts";
import { type Begun, begun, begunWith, changedSince } from "../begunForm.ts";
import { outcomeOf } from "../outcomes.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { attributes } from "../parts/attributes.ts";
import { card } from "../parts/card.ts";
import { fieldRow, textField } from "../parts/field.ts";
import { saveBar, WATCHED_FORM } from "../parts/saveBar.ts";
import { programFrame, programPath } from "../programFrame.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { discardButton } from "./discardDraft.ts";
import { removalCard } from "./removeProgram.ts";

const params = z.strictObject({ key: programKey });
/** As it was typed: what is wrong with it is said beside its field. */
const typed = z.string().max(3_000);
const form = z.strictObject({ name: typed, landingUrl: typed, startsAt: typed, endsAt: typed, ...begun });

type Fields = Omit<z.output<typeof form>, "was">;
type Errors = Partial<Record<keyof Fields, string>>;

/** What a program is called, where its links lead, and when it runs. */
export const programSettingsPage = pageRoute(
  { path: "/programs/{key}/settings", may: "changePrograms", params },
  async ({ app: { deps }, asker, params: { key }, viewer }) => {
    const now = deps.clock.now().toISOString();
    const { program } = proved(await readProgramPage(deps.database, asker, { key, now }));
    if (program === null) throw new PageError("notFound");
    const fields = fieldsOf(program);
    return settingsView(viewer(), program, { fields, errors: {}, was: fields });
  },
);

/** Changes them. */
export const programSettingsAction = actionRoute(
  { path: "/programs/{key}/settings", may: "changePrograms", params, form },
  async ({ app: { deps }, asker, params: { key, tenant }, body: { was, ...body }, viewer }) => {
    const now = deps.clock.now().toISOString();
    const { program } = proved(await readProgramPage(deps.database, asker, { key, now }));
    if (program === null) throw new PageError("notFound");
    const refused = (errors: Errors) => {
      return { view: settingsView(viewer(), program, { fields: body, errors, was }), status: 422 as const };
    };
    const errors = errorsIn(viewer().language, body, program.timezone);
    if (Object.keys(errors).length > 0) return refused(errors);
    const times = { startsAt: timeOf(body.startsAt, program.timezone), endsAt: timeOf(body.endsAt, program.timezone) };
    const all = { name: body.name.trim(), landingUrl: body.landingUrl.trim(), ...times };
    const change = changedSince(was, body, all);
    const to = programPath({ tenantSlug: tenant }, key, "settings");
    if (Object.keys(change).length === 0) return { to, said: "saved" };
    const outcome = outcomeOf(await changeProgram(deps, asker, key, change), ["invalid_request"]);
    // Of what was checked above, nothing but the order of the dates is left to refuse.
    if (outcome.kind === "refused") return refused({ endsAt: PROGRAM_TEXTS.datesWrong[viewer().language] });
    return { to, said: "saved" };
  },
);

function fieldsOf({ name: called, landingUrl: leadsTo, startsAt, endsAt, timezone }: ProgramRow): Fields {
  const local = (at: string | null) => (at === null ? "" : localTime(Date.parse(at), timezone));
  return { name: called, landingUrl: leadsTo, startsAt: local(startsAt), endsAt: local(endsAt) };
}

function errorsIn(language: Language, body: Fields, timezone: string): Errors {
  const errors: Errors = {};
  if (!name.safeParse(body.name.trim()).success) errors.name = PROGRAM_TEXTS.nameWrong[language];
  if (!landingUrl.safeParse(body.landingUrl.trim()).success) errors.landingUrl = PROGRAM_TEXTS.urlWrong[language];
  for (const field of ["startsAt", "endsAt"] as const) {
    if (body[field] !== "" && instantOf(body[field], timezone) === null)
      errors[field] = PROGRAM_TEXTS.datesWrong[language];
  }
  return errors;
}

/** An empty field clears the date. */
function timeOf(local: string, timezone: string): string | null {
  const at = local === "" ? null : instantOf(local, timezone);
  return at === null ? null : new Date(at).toISOString();
}

interface Shown {
  readonly fields: Fields;
  readonly errors: Errors;
  readonly was: Begun;
}

function settingsView(viewer: Viewer, program: ProgramRow, { fields, errors, was }: Shown): PageView {
  const { frame, tabs } = programFrame(viewer, program, "settings");
  const { language } = viewer;
  const href = programPath(viewer, program.key, "settings");
  const main = html`${tabs}<section class="card"><form class="form" method="post" action="${href}"${attributes(WATCHED_FORM)}>${begunWith(was)}${fieldsFor(language, program, fields, errors)}${saveBar(language, { discardHref: href })}</form></section>${draftCard(viewer, program)}${removalCard(viewer, program)}`;
  return { ...frame, isNarrow: true, main };
}

function draftCard(viewer: Viewer, program: ProgramRow): Markup | "" {
  const discard = discardButton(viewer, program);
  if (discard === "") return "";
  const body = html`<p>${PROGRAM_TEXTS.draftWaits[viewer.language]}</p><div class="buttons">${discard}</div>`;
  return card({ title: DISCARD_TEXTS.card[viewer.language], body: html`<div class="stack">${body}</div>` });
}

function fieldsFor(language: Language, program: ProgramRow, fields: Fields, errors: Errors): Markup {
  const date = (field: "startsAt" | "endsAt", label: string, hint: string) =>
    textField({ name: field, label, type: "datetime-local", value: fields[field], error: errors[field] ?? null, hint });
  return html`${textField({
    name: "name",
    label: PROGRAM_TEXTS.name[language],
    value: fields.name,
    error: errors.name ?? null,
    isRequired: true,
  })}
${textField({
  name: "landingUrl",
  label: PROGRAM_TEXTS.landingUrl[language],
  type: "url",
  value: fields.landingUrl,
  error: errors.landingUrl ?? null,
  hint: PROGRAM_TEXTS.landingHint[language],
  isRequired: true,
  isCode: true,
})}
${fieldRow([
  date("startsAt", PROGRAM_TEXTS.begins[language], PROGRAM_TEXTS.atOnce[language]),
  date("endsAt", PROGRAM_TEXTS.ends[language], PROGRAM_TEXTS.open[language]),
])}
<dl class="facts"><dt>${PROGRAM_TEXTS.timezone[language]}</dt><dd><bdi>${program.timezone}</bdi></dd><dt>${PROGRAM_TEXTS.currency[language]}</dt><dd><bdi>${program.currency}</bdi></dd><dt>${PROGRAM_TEXTS.key[language]}</dt><dd><code>${program.key}</code></dd></dl>`;
}
