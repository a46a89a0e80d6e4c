import { html } from "hono/html";
import * as z from "zod";
import type { PublishView } from "../../db/queries/programs.ts";
import { readPublishView } from "../../db/queries/programs.ts";
import type { ProgramRow } from "../../db/rows/program.ts";
import { instantOf } from "../../domain/localTime.ts";
import { parseKeptRules } from "../../domain/parseRules.ts";
import { diffRules } from "../../domain/rulesDiff.ts";
import { count, text } from "../../domain/values.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { EDITOR_TEXTS } from "../../i18n/dashboard/rulesForm/editor.ts";
import { OPEN_REFERRALS } from "../../i18n/dashboard/rulesForm/openReferrals.ts";
import { VERSION_TEXTS } from "../../i18n/dashboard/versions.ts";
import { rulesWriterOf } from "../../i18n/rules/rulesWriter.ts";
import { textsToCheck } from "../../i18n/textsToCheck.ts";
import { cancelPublish } from "../../usecases/programs/cancelPublish.ts";
import { MAX_SCHEDULED, publishProgram } from "../../usecases/programs/publishProgram.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { button, hiddenFields, linkButton, postButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import { textField } from "../parts/field.ts";
import { programFrame } from "../programFrame.ts";
import type { Acted } from "../route.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import type { FormWords } from "../rulesForm/formWords.ts";
import { formWords } from "../rulesForm/formWords.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";
import { costBeside } from "./draftCost.ts";

/** Publishing a draft: what changes, for whom and when; and what waits for its time. */

const params = z.strictObject({ key: programKey });
const path = "/programs/{key}/publish";
const may = "changePrograms" as const;
/** Of one publish, so that rules that were written anew don't fill the page. */
const MAX_CHANGES = 30;

export const publishRulesPage = pageRoute({ path, may, params }, async ({ app, asker, viewer, params: { key } }) => {
  const read = proved(await readPublishView(app.deps.database, asker, key));
  if (read === null) throw new PageError("notFound");
  return publishView(viewer(), read, app.deps.ids.id("req", app.deps.clock.now()), null);
});

const form = z.object({
  applyTo: z.enum(["new", "open"]),
  when: z.enum(["now", "later"]),
  /** As a browser writes a day and a time of that place. */
  at: z.string().max(32).optional(),
});

export const publishRulesAction = actionRoute(
  { path, may, params, form },
  async ({ app, asker, viewer, idempotency, params: { key }, body: { applyTo, when, at = "" } }): Promise<Acted> => {
    const read = proved(await readPublishView(app.deps.database, asker, key));
    if (read === null) throw new PageError("notFound");
    const chosen = when === "now" ? null : instantOf(at, viewer().timezone);
    const publishAt = chosen === null ? null : new Date(chosen).toISOString();
    const again = (error: "time_wrong" | "line_full" | "no_draft"): Acted => {
      const id = app.deps.ids.id("req", app.deps.clock.now());
      return { view: publishView(viewer(), read, id, error), status: 422 };
    };
    if (when === "later" && publishAt === null) return again("time_wrong");
    const outcome = await publishProgram(app.deps, { asker, idempotency }, key, { applyTo, version: null, publishAt });
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    if (outcome.kind !== "refused") return { to: shopPath(viewer(), `/programs/${key}/publish`), said: "saved" };
    if (outcome.refusal.code === "too_many_scheduled") return again("line_full");
    if (outcome.refusal.code === "nothing_to_publish") return again("no_draft");
    if (outcome.refusal.errors?.some((error) => error.path === "publishAt")) return again("time_wrong");
    throw new PageError("notUnderstood");
  },
);

export const cancelPublishAction = actionRoute(
  {
    path: "/programs/{key}/schedule/{id}/cancel",
    may,
    params: z.strictObject({ key: programKey, id: z.string().max(64) }),
    form: z.object({}),
  },
  async ({ app, asker, viewer, idempotency, params: { key, id } }) => {
    const outcome = await cancelPublish(app.deps, { asker, idempotency }, key, id);
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    // What is no longer there was cancelled or published before: the page tells which.
    if (outcome.kind === "refused" && outcome.refusal.code === "program_not_found") throw new PageError("notFound");
    return { to: shopPath(viewer(), `/programs/${key}/publish`), said: "saved" };
  },
);

type PublishError = "time_wrong" | "line_full" | "no_draft";

function publishView(viewer: Viewer, read: PublishView, id: string, error: PublishError | null): PageView {
  const { program } = read;
  const words = formWords(viewer.language);
  const say = (name: keyof typeof EDITOR_TEXTS) => words.say(EDITOR_TEXTS[name]);
  const edit = shopPath(viewer, `/programs/${program.key}/edit`);
  const line = program.schedule.length === 0 ? "" : waiting(viewer, read, words);
  const body =
    program.draftRules === null
      ? empty({
          icon: "pencil",
          text: say("no_draft"),
          action: linkButton({ href: edit, label: say("edit"), look: "primary" }),
        })
      : html`${changesCard(program, words)}${toCheck(viewer, read, words)}${publishForm(viewer, read, { id, error, words })}`;
  const { frame, tabs } = programFrame(viewer, program, "rules");
  const cost =
    program.draftRules === null ? "" : html`<aside>${costBeside(viewer, program, { isOfSaved: true })}</aside>`;
  return {
    ...frame,
    title: `${program.name}: ${say("publish_title")}`,
    main: html`${tabs}<div class="beside"><div class="stack">${body}${line}</div>${cost}</div>`,
    back: { href: edit, label: say("edit") },
  };
}

function changesCard({ rules, draftRules, currency }: ProgramRow, words: FormWords): Markup {
  const title = words.say(EDITOR_TEXTS.changes);
  if (rules === null) return card({ title, body: html`<p>${words.say(EDITOR_TEXTS.first)}</p>` });
  const changes = changesOf(rules, draftRules, currency, words);
  return card({ title, body: changes ?? html`<p>${words.say(EDITOR_TEXTS.no_changes)}</p>` });
}

/** Null where both say the same. */
function changesOf(before: unknown, after: unknown, currency: string, words: FormWords): Markup | null {
  const changes = diffRules(before, after, currency);
  if (changes.length === 0) return null;
  const writer = rulesWriterOf(words.language);
  const lines = changes.slice(0, MAX_CHANGES).map((change) => html`<li><bdi>${writer.change(change)}</bdi></li>`);
  return html`<ul class="bullets">${lines}${changes.length > MAX_CHANGES ? html`<li>…</li>` : ""}</ul>`;
}

/** A text is the shop's own, so it is shown whole and changed by its author; a name that is missing can be written. */
function toCheck(viewer: Viewer, { program, older, materials }: PublishView, words: FormWords): Markup | "" {
  const { draftRules, texts, currency, key } = program;
  const parsed = parseKeptRules(draftRules ?? {}, currency);
  if (!parsed.ok) return "";
  const { oldAmounts, unnamed } = textsToCheck({ texts, older, materials }, draftRules, parsed.rules, currency);
  const badges = (languages: readonly string[]) =>
    languages.map((language) => html`<span class="badge">${language}</span> `);
  const old = oldAmounts.map(
    (one) =>
      html`<li>${badges([one.language])}${one.in === "materials" ? html`<bdi>${one.key}</bdi>: ` : ""}<bdi>${one.text}</bdi></li>`,
  );
  const nameless = unnamed.map((one) => html`<li>${badges(one.languages)}<bdi>${one.key}</bdi></li>`);
  const oldCard =
    old.length === 0 ? "" : card({ title: words.say(EDITOR_TEXTS.old_texts), body: html`<ul>${old}</ul>` });
  if (nameless.length === 0) return html`${oldCard}`;
  const write = linkButton({
    href: shopPath(viewer, `/programs/${key}/texts`),
    label: words.say(EDITOR_TEXTS.write_names),
  });
  const hint = html`<p class="hint">${words.say(EDITOR_TEXTS.no_names_hint)}</p>`;
  const body = html`<div class="stack">${hint}<ul>${nameless}</ul><div class="buttons">${write}</div></div>`;
  return html`${oldCard}${card({ title: words.say(EDITOR_TEXTS.no_names), body })}`;
}

interface FormSetting {
  readonly id: string;
  readonly error: PublishError | null;
  readonly words: FormWords;
}

function publishForm(viewer: Viewer, { program, open }: PublishView, { id, error, words }: FormSetting): Markup {
  const say = (name: keyof typeof EDITOR_TEXTS) => words.say(EDITOR_TEXTS[name]);
  const option = (name: string, value: string, label: string, isChecked: boolean) =>
    html`<div class="check"><input type="radio" name="${name}" value="${value}" id="${name}-${value}"${isChecked ? html` checked` : ""}><label for="${name}-${value}">${label}</label></div>`;
  const moved = open === 0 ? "" : option("applyTo", "open", words.say(OPEN_REFERRALS, { count: count(open) }), false);
  const isLater = error === "time_wrong" || error === "line_full";
  const time = textField({
    ...{ name: "at", type: "datetime-local", value: "" },
    label: words.say(EDITOR_TEXTS.time, { timezone: text(viewer.timezone) }),
    error: error === "time_wrong" || error === "line_full" ? say(error) : null,
  });
  const isFull = program.schedule.length >= MAX_SCHEDULED && error !== "line_full";
  const later = isFull ? "" : html`${option("when", "later", say("later"), isLater)}${time}`;
  const action = shopPath(viewer, `/programs/${program.key}/publish`);
  const wrong = error === "no_draft" ? html`<p class="alert bad" role="alert">${say(error)}</p>` : "";
  const body = html`<form method="post" action="${action}" class="form">${wrong}${hiddenFields({ key: id })}
<fieldset><legend>${say("for_whom")}</legend>${option("applyTo", "new", say("new_only"), true)}${moved}</fieldset>
<fieldset><legend>${say("when")}</legend>${option("when", "now", say("now"), !isLater)}${later}</fieldset>
<div class="buttons">${button({ label: say("publish"), look: "primary" })}</div></form>`;
  return card({ title: say("publish"), body });
}

/** Each with what it changes: the first from the rules in force, the next from those that the one before it brings. */
function waiting(viewer: Viewer, { program, frozen }: PublishView, words: FormWords): Markup {
  const { key, schedule, currency } = program;
  const times = new Intl.DateTimeFormat(viewer.language, {
    ...{ dateStyle: "long", timeStyle: "short", timeZone: viewer.timezone },
  });
  const documents = [program.rules, ...schedule.map(({ id }) => frozen[id] ?? null)];
  const rows = schedule.map(({ id, publishAt, again }, at) => {
    const [before, after] = [documents[at] ?? null, documents[at + 1] ?? null];
    const same = html`<p class="hint">${words.say(VERSION_TEXTS.noChange)}</p>`;
    const first = html`<p class="hint">${words.say(EDITOR_TEXTS.first)}</p>`;
    const told = before === null ? first : (changesOf(before, after, currency, words) ?? same);
    const what = again === null ? words.say(EDITOR_TEXTS.of_draft) : `#${again}`;
    const action = shopPath(viewer, `/programs/${key}/schedule/${encodeURIComponent(id)}/cancel`);
    const cancel = postButton({ action, label: words.say(EDITOR_TEXTS.cancel_one) });
    return html`<li><div><p><bdi>${times.format(Date.parse(publishAt))}</bdi>: ${what}</p>${told}</div>${cancel}</li>`;
  });
  return card({ title: words.say(EDITOR_TEXTS.line), body: html`<ul class="list">${rows}</ul>` });
}
