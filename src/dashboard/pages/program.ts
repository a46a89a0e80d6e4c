import { html } from "hono/html";
import * as z from "zod";
import type { ProgramOverview } from "../../db/queries/programOverview.ts";
import { readProgramPage } from "../../db/queries/programPages.ts";
import type { ProgramRow } from "../../db/rows/program.ts";
import { parseStored } from "../../db/rows/program.ts";
import { budgetLeft } from "../../domain/attention.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { wholeMoney } from "../../i18n/dashboard/amounts.ts";
import { HOME_TEXTS } from "../../i18n/dashboard/home.ts";
import { PROGRAM_TEXTS } from "../../i18n/dashboard/programs.ts";
import { EDITOR_TEXTS } from "../../i18n/dashboard/rulesForm/editor.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Language } from "../../i18n/languages.ts";
import { METRIC_TEXTS } from "../../i18n/lists/metrics.ts";
import { offerText } from "../../i18n/offerText.ts";
import { changeProgram } from "../../usecases/programs/changeProgram.ts";
import { stateOf } from "../attentionList.ts";
import { daysOf } from "../days.ts";
import { goalsCard } from "../goalList.ts";
import { outcomeOf } from "../outcomes.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { linkButton, postButton } from "../parts/button.ts";
import { card, figures } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { icon } from "../parts/icon.ts";
import { programFrame, programPath } from "../programFrame.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

const params = z.strictObject({ key: programKey });

/** One program: what it offers, how it goes, and what can be done with all of it. */
export const programPage = pageRoute(
  { path: "/programs/{key}", may: "seeFigures", params },
  async ({ app: { deps }, asker, params: { key }, viewer }) => {
    const now = deps.clock.now();
    const read = await readProgramPage(deps.database, asker, { key, now: now.toISOString() });
    const { program, overviews, goals } = proved(read);
    const [overview] = overviews;
    if (program === null || overview === undefined) throw new PageError("notFound");
    return programView(viewer(), program, overview, goalsCard(viewer(), { goals, now, isHome: false }));
  },
);

const STEPS = { paused: "program_paused", active: "program_resumed", ended: "program_ended" } as const;

/** Pauses a program, resumes it, or ends it. */
export const programStatusAction = actionRoute(
  {
    path: "/programs/{key}/status",
    may: "changePrograms",
    params,
    form: z.strictObject({ status: z.enum(["active", "paused", "ended"]) }),
  },
  async ({ app: { deps }, asker, params: { key, tenant }, body: { status } }) => {
    const changed = await changeProgram(deps, asker, key, { status });
    const outcome = outcomeOf(changed, ["program_ended", "not_published"]);
    const said = outcome.kind === "done" ? STEPS[status] : "program_stays";
    return { to: programPath({ tenantSlug: tenant }, key), said };
  },
);

function programView(viewer: Viewer, program: ProgramRow, overview: ProgramOverview, goals: Markup): PageView {
  const { frame, tabs } = programFrame(viewer, program, "overview");
  const { language } = viewer;
  const mayChange = viewerMay(viewer, "changePrograms");
  const waits = program.draftRules === null || program.version === 0 ? "" : draftWaits(viewer, program);
  const main = html`${tabs}${waits}${programFigures(language, overview)}${goals}<div class="two">${offerCard(language, program)}<div class="stack">${scheduleCard(language, program)}${waitingCard(viewer, program)}</div></div>`;
  return { ...frame, main, ...(mayChange ? { actions: actionsFor(viewer, program) } : {}) };
}

function draftWaits(viewer: Viewer, { key }: ProgramRow): Markup {
  const { language } = viewer;
  const link = viewerMay(viewer, "changePrograms")
    ? html`<a href="${programPath(viewer, key, "rules")}">${PROGRAM_TEXTS.editRules[language]}</a>`
    : html``;
  return html`<p class="alert">${icon("pencil")}<span>${PROGRAM_TEXTS.draftWaits[language]} ${link}</span></p>`;
}

function programFigures(language: Language, overview: ProgramOverview): Markup {
  const { recentConversions, recentCost, currency, budget } = overview;
  const left = budgetLeft(stateOf(overview));
  const whole = budget === null ? null : wholeMoney(language, BigInt(budget.amountMinor), currency);
  return figures([
    { label: PROGRAM_TEXTS.recentConversions[language], value: formatsOf(language).number(recentConversions) },
    { label: PROGRAM_TEXTS.recentCost[language], value: wholeMoney(language, BigInt(recentCost), currency) },
    {
      label: METRIC_TEXTS.costPerCustomerMinor.name[language],
      value:
        recentConversions === 0 ? null : wholeMoney(language, BigInt(recentCost) / BigInt(recentConversions), currency),
      missing: HOME_TEXTS.noneConverted[language],
    },
    {
      label: PROGRAM_TEXTS.budgetLeft[language],
      value: left === null ? null : wholeMoney(language, left, currency),
      missing: PROGRAM_TEXTS.noBudget[language],
      ...(whole === null
        ? {}
        : { note: fillText(formatsOf(language), PROGRAM_TEXTS.ofBudget[language], { amount: whole }) }),
    },
  ]);
}

/** The offer of the rules in force; before the first publish, that of the draft. */
function offerCard(language: Language, { rules, draftRules, currency, texts }: ProgramRow): Markup {
  const document = rules ?? draftRules;
  if (document === null) return html``;
  const offered = { rules: parseStored(document, currency), currency, texts };
  const offer = offerText(offered, language, "advocate", "headed");
  const side = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ""
      : html`<h3>${title}</h3><ul class="ticks">${lines.map((line) => html`<li>${icon("check")}<bdi>${line}</bdi></li>`)}</ul>`;
  const draft = rules === null ? html`<p class="hint">${PROGRAM_TEXTS.offerOfDraft[language]}</p>` : "";
  return card({
    title: PROGRAM_TEXTS.offer[language],
    body: html`<div class="stack"><p class="lead"><bdi>${offer.headline}</bdi></p>${draft}${side(PROGRAM_TEXTS.advocateGets[language], offer.advocate)}${side(PROGRAM_TEXTS.friendGets[language], offer.friend)}</div>`,
  });
}

function scheduleCard(language: Language, { startsAt, endsAt, landingUrl, timezone }: ProgramRow): Markup {
  const times = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: timezone });
  const time = (at: string | null, none: string) =>
    at === null ? none : html`<bdi>${times.format(new Date(at))}</bdi>`;
  const body = html`<dl class="facts"><dt>${PROGRAM_TEXTS.begins[language]}</dt><dd>${time(startsAt, PROGRAM_TEXTS.atOnce[language])}</dd>
<dt>${PROGRAM_TEXTS.ends[language]}</dt><dd>${time(endsAt, PROGRAM_TEXTS.open[language])}</dd>
<dt>${PROGRAM_TEXTS.timezone[language]}</dt><dd><bdi>${timezone}</bdi></dd>
<dt>${PROGRAM_TEXTS.landingUrl[language]}</dt><dd><bdi dir="ltr">${landingUrl}</bdi></dd></dl>`;
  return card({ title: PROGRAM_TEXTS.schedule[language], body });
}

/** What will be published at a time; the page of publishing says what each changes, and cancels it. */
function waitingCard(viewer: Viewer, { key, schedule }: ProgramRow): Markup | "" {
  if (schedule.length === 0) return "";
  const { language } = viewer;
  const days = daysOf(viewer);
  const rows = schedule.map(({ publishAt, again }) => {
    const what = again === null ? EDITOR_TEXTS.of_draft[language] : `${PROGRAM_TEXTS.version[language]} ${again}`;
    return html`<dt><bdi>${days.time(publishAt)}</bdi></dt><dd>${what}</dd>`;
  });
  const all = viewerMay(viewer, "changePrograms")
    ? linkButton({ href: `${programPath(viewer, key)}/publish`, label: PROGRAM_TEXTS.see[language], look: "quiet" })
    : html``;
  return card({ title: EDITOR_TEXTS.line[language], action: all, body: html`<dl class="facts">${rows}</dl>` });
}

function actionsFor(viewer: Viewer, { key, status }: ProgramRow): Markup {
  const { language } = viewer;
  const action = `${programPath(viewer, key)}/status`;
  const copy = linkButton({
    href: `${shopPath(viewer, "/new-program")}?program=${key}`,
    label: PROGRAM_TEXTS.copy[language],
    icon: "copy",
  });
  const edit = linkButton({
    href: programPath(viewer, key, "rules"),
    label: PROGRAM_TEXTS.editRules[language],
    icon: "pencil",
    look: "primary",
  });
  const end = confirm(language, {
    id: "end",
    opener: { label: PROGRAM_TEXTS.end[language], look: "danger" },
    title: PROGRAM_TEXTS.endTitle[language],
    body: html`<p>${PROGRAM_TEXTS.endText[language]}</p>`,
    confirm: { label: PROGRAM_TEXTS.end[language], look: "danger" },
    action,
    fields: { status: "ended" },
  });
  if (status === "ended") return copy;
  if (status === "draft") return html`${copy}${end}${edit}`;
  return html`${copy}${end}${status === "active" ? pause(language, action) : resume(language, action)}${edit}`;
}

function pause(language: Language, action: string): Markup {
  return confirm(language, {
    id: "pause",
    opener: { label: PROGRAM_TEXTS.pause[language], icon: "pause" },
    title: PROGRAM_TEXTS.pauseTitle[language],
    body: html`<p>${PROGRAM_TEXTS.pauseText[language]}</p>`,
    confirm: { label: PROGRAM_TEXTS.pause[language], look: "primary" },
    action,
    fields: { status: "paused" },
  });
}

function resume(language: Language, action: string): Markup {
  return postButton({ label: PROGRAM_TEXTS.resume[language], icon: "play", action, fields: { status: "active" } });
}
