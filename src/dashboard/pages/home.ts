import { html } from "hono/html";
import * as z from "zod";
import { figuresRead } from "../../contract/report.ts";
import type { HomeView } from "../../db/queries/home.ts";
import { readHome } from "../../db/queries/home.ts";
import type { MetricName } from "../../domain/metrics.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { day, programKey } from "../../http/schemas/texts.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { HOME_TEXTS } from "../../i18n/dashboard/home.ts";
import { COMPARED_TEXTS } from "../../i18n/dashboard/periods.ts";
import { SETUP_TEXTS } from "../../i18n/dashboard/setup.ts";
import { METRIC_TEXTS } from "../../i18n/lists/metrics.ts";
import { attentionList } from "../attentionList.ts";
import { goalsCard } from "../goalList.ts";
import { hasLocalSteps, yearButton } from "../local/localSteps.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { attributes } from "../parts/attributes.ts";
import { linkButton } from "../parts/button.ts";
import { card, figures } from "../parts/card.ts";
import { lineChart } from "../parts/chart.ts";
import { empty } from "../parts/empty.ts";
import { PERIOD_CHOICES, periodPicker } from "../parts/period.ts";
import type { Column } from "../parts/table.ts";
import { table } from "../parts/table.ts";
import type { ChosenPeriod } from "../periods.ts";
import { chosenPeriod } from "../periods.ts";
import { personName } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import { seriesChart } from "../seriesChart.ts";
import { figureOf, metricText } from "../shownFigures.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

const CARDS: readonly MetricName[] = [
  "friends",
  "newCustomers",
  "revenueMinor",
  "costMinor",
  "costPerCustomerMinor",
  "friendsPerCustomerBps",
];

/** Some half a minute, in which a year is told on any machine. */
const MOST_TELLINGS = 12;
const dayIfAny = day.optional().catch(undefined);

/** What a shop's program does for it, and what waits for a person. */
export const homePage = pageRoute(
  {
    path: "",
    may: "seeFigures",
    query: z.strictObject({
      period: z.enum(PERIOD_CHOICES).optional().catch(undefined),
      from: dayIfAny,
      to: dayIfAny,
      // A picker without a choice sends an empty text.
      program: programKey.or(z.literal("")).optional().catch(undefined),
      telling: z.coerce.number().int().min(1).max(MOST_TELLINGS).optional().catch(undefined),
    }),
  },
  async ({ app, asker, query, viewer }) => {
    const { deps } = app;
    const now = deps.clock.now();
    const chosen = chosenPeriod(query, now);
    const program = query.program === undefined || query.program === "" ? null : query.program;
    const home = proved(await readHome(deps.database, asker, { ...chosen, program, now: now.toISOString() }));
    if (!home.series.found) throw new PageError("notFound");
    const view = homeView(viewer(), home, { chosen, program, now, isLocal: hasLocalSteps(app) });
    return query.telling === undefined
      ? view
      : { ...view, main: html`${tellingNote(viewer(), query.telling)}${view.main}` };
  },
);

/** A year is being told to the shop: for a while its home asks for itself again, and so fills before one's eyes. */
function tellingNote(viewer: Viewer, times: number): Markup {
  const again = {
    ...{ "hx-get": `${shopPath(viewer)}?telling=${times + 1}`, "hx-trigger": "load delay:2500ms" },
    ...{ "hx-target": "#main", "hx-select": "#main", "hx-swap": "outerMorph", "data-busy-alone": true },
  };
  // Each has a name of its own, so that it is a new one that asks.
  return html`<p class="told" id="telling-${times}"${attributes(times < MOST_TELLINGS ? again : {})}>${HOME_TEXTS.telling[viewer.language]}</p>`;
}

interface Shown {
  readonly chosen: ChosenPeriod;
  readonly program: string | null;
  readonly now: Date;
  /** Whether a year of orders can be looked at in place of one's own. */
  readonly isLocal: boolean;
}

function homeView(viewer: Viewer, home: HomeView, { chosen, program, now, isLocal }: Shown): PageView {
  const { language } = viewer;
  const title = FRAME_TEXTS.home[language];
  if (home.programs.length === 0) return { title, section: "home", main: nothingYet(viewer, isLocal) };
  const actions = periodPicker(language, {
    action: shopPath(viewer),
    period: chosen.choice,
    ...(chosen.days ?? {}),
    programs: home.programs,
    program,
    compared: COMPARED_TEXTS[chosen.choice][language],
  });
  const attention = card({
    title: HOME_TEXTS.attention[language],
    body: attentionList(viewer, home, now.getTime()),
  });
  const rest = html`<div class="two">${topCard(viewer, home)}${attention}</div>`;
  const goals = goalsCard(viewer, { goals: home.goals, now, isHome: true });
  if (!home.hasEvents) return { title, section: "home", main: html`${noEvents(viewer, isLocal)}${attention}` };
  return {
    title,
    section: "home",
    actions,
    main: html`${cards(viewer, home)}${charts(viewer, home, chosen)}${goals}${rest}`,
  };
}

function cards({ language }: Viewer, { series, before }: HomeView): Markup {
  const { currency } = series;
  const [now, earlier] = [figuresRead(series.totals), figuresRead(before)];
  return figures(CARDS.map((name) => figureOf(language, name, { now, before: earlier, currency })));
}

/** Revenue and cost never share an axis: two charts with one cursor. */
function charts({ language }: Viewer, { series }: HomeView, { by }: ChosenPeriod): Markup {
  const shared = { series, by, group: "home" } as const;
  return html`<div class="halves">${lineChart(language, seriesChart(language, { ...shared, metric: "revenueMinor", colour: 0 }))}${lineChart(language, seriesChart(language, { ...shared, metric: "costMinor", colour: 1 }))}</div>`;
}

type TopRow = HomeView["top"][number];

function topCard(viewer: Viewer, { top, series }: HomeView): Markup {
  const { language } = viewer;
  const title = HOME_TEXTS.top[language];
  if (top.length === 0) return card({ title, body: html`<p class="quiet">${HOME_TEXTS.noAdvocates[language]}</p>` });
  const metric = (name: MetricName, onPhone: Column<TopRow>["onPhone"] = "below"): Column<TopRow> => ({
    title: METRIC_TEXTS[name].name[language],
    kind: "number",
    onPhone,
    cell: ({ sums }) => metricText(language, name, figuresRead(sums)[name], series.currency) ?? "–",
  });
  const body = table<TopRow>({
    caption: title,
    rows: top,
    href: ({ id }) => shopPath(viewer, `/people/${id}`),
    columns: [
      {
        title: HOME_TEXTS.advocate[language],
        cell: ({ key }) => html`<bdi>${personName(viewer, { externalId: key })}</bdi>`,
      },
      metric("friends", "end"),
      metric("newCustomers"),
      metric("revenueMinor"),
      metric("costMinor"),
    ],
  });
  const all = linkButton({
    href: shopPath(viewer, "/reports/advocate"),
    label: HOME_TEXTS.allAdvocates[language],
    look: "quiet",
  });
  return card({ title, isFlush: true, body, action: all });
}

function nothingYet(viewer: Viewer, isLocal: boolean): Markup {
  const { language } = viewer;
  const choose = viewerMay(viewer, "changePrograms")
    ? linkButton({ href: shopPath(viewer, "/new-program"), label: HOME_TEXTS.chooseRecipe[language], look: "primary" })
    : html``;
  const action = html`<div class="buttons">${choose}${isLocal ? yearButton(language) : ""}</div>`;
  return html`<section class="card">${empty({ icon: "gift", text: HOME_TEXTS.noProgram[language], action })}</section>`;
}

function noEvents(viewer: Viewer, isLocal: boolean): Markup {
  const { language } = viewer;
  const feed = linkButton({ href: shopPath(viewer, "/setup/feed"), label: SETUP_TEXTS.feed[language] });
  const setUp = linkButton({ href: shopPath(viewer, "/setup"), label: HOME_TEXTS.setUp[language], look: "primary" });
  const action = html`<div class="buttons">${setUp}${feed}${isLocal ? yearButton(language) : ""}</div>`;
  return html`<section class="card">${empty({ icon: "radio", text: HOME_TEXTS.noEvents[language], action })}</section>`;
}
