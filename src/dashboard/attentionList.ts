import { html } from "hono/html";
import type { HomeView } from "../db/queries/home.ts";
import type { ProgramOverview } from "../db/queries/programOverview.ts";
import type { Attention, ProgramState } from "../domain/attention.ts";
import { attentionOf } from "../domain/attention.ts";
import type { Markup } from "../http/pages/layout.ts";
import { ATTENTION_TEXTS } from "../i18n/dashboard/attention.ts";
import { HOME_TEXTS } from "../i18n/dashboard/home.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { icon } from "./parts/icon.ts";
import type { IconName } from "./parts/iconPaths.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** More than so many lines are no list of what to do next. */
const MOST_LINES = 8;

interface Line {
  readonly icon: IconName;
  readonly text: string;
  /** From the shop's home on. */
  readonly path: string;
}

/** What waits for a person, each line with the page where it is done. */
export function attentionList(
  viewer: Viewer,
  { programs, payouts }: Pick<HomeView, "programs" | "payouts">,
  now: number,
): Markup {
  const ofPrograms = programs.flatMap((program) =>
    attentionOf(stateOf(program), now).map((item) => lineOf(viewer.language, program, item)),
  );
  const lines = [...reviewLines(viewer), ...payoutLines(viewer, payouts), ...ofPrograms].slice(0, MOST_LINES);
  if (lines.length === 0) {
    return html`<p class="quiet">${icon("circle-check")} ${HOME_TEXTS.allWell[viewer.language]}</p>`;
  }
  return html`<ul class="list">${lines.map(
    ({ icon: picture, text, path }) =>
      html`<li>${icon(picture)}<a class="open" href="${shopPath(viewer, path)}">${text}</a>${icon("chevron-right")}</li>`,
  )}</ul>`;
}

/** A program as decisions about it are made. */
export function stateOf(program: ProgramOverview): ProgramState {
  const { endsAt, budget, spent, recentSpent } = program;
  return {
    ...program,
    endsAt: endsAt === null ? null : Date.parse(endsAt),
    budget: budget === null ? null : { ...budget, amountMinor: BigInt(budget.amountMinor) },
    spentMinor: BigInt(spent),
    recentSpentMinor: BigInt(recentSpent),
  };
}

function reviewLines(viewer: Viewer): readonly Line[] {
  const { reviewsWaiting, language } = viewer;
  if (reviewsWaiting === 0 || !viewerMay(viewer, "handleCases")) return [];
  return [{ icon: "shield-alert", text: counted(language, "reviews", reviewsWaiting, ""), path: "/reviews" }];
}

/** Those who may confirm payouts and settle them hear of them. */
function payoutLines(viewer: Viewer, { ready, failed }: HomeView["payouts"]): readonly Line[] {
  if (!viewerMay(viewer, "administer")) return [];
  const line = (kind: "payoutsReady" | "payoutsFailed", count: number, path: string): readonly Line[] =>
    count === 0 ? [] : [{ icon: "banknote", text: counted(viewer.language, kind, count, ""), path }];
  return [
    // Drafts and those that are ready both wait, and the newest are first.
    ...line("payoutsReady", ready, "/payouts"),
    ...line("payoutsFailed", failed, "/payouts/all?status=failed"),
  ];
}

function lineOf(language: Language, { key, name }: ProgramOverview, item: Attention): Line {
  const formats = formatsOf(language);
  const program = formats.words(name);
  const path = `/programs/${key}`;
  switch (item.kind) {
    case "budgetEnds": {
      const { days, shareBps } = item;
      const percent = formats.percent(Math.round(Number(shareBps) / 100) * 100);
      const share = fillText(formats, ATTENTION_TEXTS.budgetEnds[language], { percent, program });
      return { icon: "wallet", text: days === null ? share : counted(language, "budgetEndsIn", days, program), path };
    }
    case "endsSoon":
      return { icon: "calendar", text: counted(language, "endsSoon", item.days, program), path: `${path}/settings` };
    case "applications":
      return {
        icon: "user-plus",
        text: counted(language, "applications", item.count, program),
        path: `${path}/applications`,
      };
    case "noCodes":
      return { icon: "link", text: fillText(formats, ATTENTION_TEXTS.noCodes[language], { program }), path: "/setup" };
    case "budgetSpent":
      return { icon: "wallet", text: fillText(formats, ATTENTION_TEXTS.budgetSpent[language], { program }), path };
    case "neverPublished":
      return { icon: "pencil", text: fillText(formats, ATTENTION_TEXTS.neverPublished[language], { program }), path };
  }
}

type Counted = "reviews" | "payoutsReady" | "payoutsFailed" | "budgetEndsIn" | "endsSoon" | "applications";

function counted(language: Language, kind: Counted, count: number, program: string): string {
  const formats = formatsOf(language);
  return fillText(formats, ATTENTION_TEXTS[kind][language], { count: formats.number(count), program }, count);
}
