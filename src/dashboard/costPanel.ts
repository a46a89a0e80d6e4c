import { html } from "hono/html";
import { leavesCostOpen } from "../domain/redeemedCoupons.ts";
import type { Rules } from "../domain/rules.ts";
import type { BacktestReply } from "../engine/history/presentBacktest.ts";
import type { ScenarioReply } from "../engine/history/presentScenario.ts";
import type { Markup } from "../http/pages/layout.ts";
import { COST_TEXTS } from "../i18n/dashboard/cost.ts";
import { GOAL_PROBLEMS } from "../i18n/dashboard/goals.ts";
import { formatsOf } from "../i18n/formats.ts";
import { costChart, roundMoney } from "./costChart.ts";
import { couponsLine, uncountedLine } from "./costCoupons.ts";
import { rewardsTable } from "./costRewards.ts";
import type { Drawing, RuleTitles, Say } from "./costTables.ts";
import { money, movedTables, skippedTable } from "./costTables.ts";
import { daysOf } from "./days.ts";
import type { Attributes } from "./parts/attributes.ts";
import { attributes } from "./parts/attributes.ts";
import { button, hiddenFields } from "./parts/button.ts";
import type { Change, Figure } from "./parts/card.ts";
import { figures, unknownInRow } from "./parts/card.ts";
import { moneyField, textField } from "./parts/field.ts";
import { table } from "./parts/table.ts";
import { LIVE_WORDS } from "./rulesForm/liveWords.ts";
import type { Viewer } from "./viewer.ts";

/** What stands beside the rules while they are edited. */
export interface CostPanel {
  /** Where the panel asks for its figures. */
  readonly action: string;
  readonly currency: string;
  /** No rules are edited on its page: it tells of the draft as it was saved. */
  readonly isOfSaved: boolean;
  /** As typed. */
  readonly asked: CostAsked;
  readonly result: CostResult;
}

export interface CostAsked {
  readonly target: string;
  readonly scenario: Readonly<Record<(typeof SCENARIO_FIELDS)[number], string>>;
}

export const SCENARIO_FIELDS = ["friendsAMonth", "buyPercent", "ordersAYear", "basket"] as const;

export type CostResult =
  | { readonly kind: "notAsked" }
  | { readonly kind: "said"; readonly text: "mend" | "busy" }
  /** It is calculated when the viewer asks for it. */
  | { readonly kind: "tooLong" }
  | {
      readonly kind: "history";
      readonly reply: BacktestReply;
      readonly targetMinor: number | null;
      readonly draft: Rules;
      /** Of the draft's rules, and of today's. */
      readonly titles: RuleTitles;
    }
  | {
      readonly kind: "scenario";
      /** Why the year is made up: too few friends have bought, or the history has more events than are decided again. */
      readonly why: "scenarioWhy" | "tooLongEver";
      /** Null where what is expected can't be read. */
      readonly reply: ScenarioReply | null;
      readonly targetMinor: number | null;
    };

export const COST_ID = "cost";
/** On a phone the figures are a sheet, which a bar at the foot of the screen opens. */
const FIGURES_ID = "cost-figures";
/** What the panel's form says of itself where it tells of the draft as it was saved. */
export const OF_SAVED = "$saved";
/** What the form says once the history was too long: no request after it has to find that out again. */
export const MADE_UP = "$madeUp";
/** A long history is decided in less (`MAX_BACKTEST_EVENTS`); what takes longer has failed. */
const LONGEST_MS = 120_000;
/**
 * So long after the last key a person is taken to have stopped. The figures take another second on a core, and are
 * wanted within 1.5 s of that key: a longer wait would leave too little of it.
 */
const SETTLED = "delay:300ms";
/** A button has changed what the rules are made of. What only opens and closes a card changes nothing of that. */
const REBUILT = "htmx:after:swap from:#editing target::not([aria-expanded])";

/**
 * The panel. It asks by itself when the page has come, when a person stops typing, and when a button has added or removed
 * a part of the rules. The newest request wins, and the old figures stay until the new ones are there, and words below say
 * so when that takes long. Without script its button asks.
 */
export function costPanel(viewer: Viewer, panel: CostPanel): Markup {
  const { language } = viewer;
  const say: Say = (text) => COST_TEXTS[text][language];
  const drawing = { viewer, say, formats: formatsOf(language), currency: panel.currency };
  const edits = panel.isOfSaved ? [] : ["input from:#rules", "change from:#rules", REBUILT];
  const loads = panel.result.kind === "notAsked" ? ["load"] : [];
  const live: Attributes = {
    "data-busy-alone": true,
    "hx-post": panel.action,
    ...(panel.isOfSaved ? {} : { "hx-include": "#rules", "hx-select-oob": LIVE_WORDS }),
    "hx-target": `#${COST_ID}`,
    "hx-select": `#${COST_ID}`,
    "hx-swap": "outerMorph",
    "hx-sync": "this:replace",
    "hx-config": JSON.stringify({ timeout: LONGEST_MS }),
    "hx-trigger": [...loads, ...[...edits, "input"].map((event) => `${event} ${SETTLED}`), "submit"].join(", "),
  };
  return html`<form id="${COST_ID}" class="card cost" method="post" action="${panel.action}" aria-live="polite"${attributes(live)}>${panel.isOfSaved ? hiddenFields({ [OF_SAVED]: "yes" }) : ""}
<header><h2>${say("title")}</h2></header>
<button type="button" class="cost-bar" popovertarget="${FIGURES_ID}"><span>${say("title")}</span><bdi>${inShort(panel.result, drawing)}</bdi></button>
<div class="stack" id="${FIGURES_ID}" popover>${resultOf(panel, drawing)}</div>
</form><p class="hint waits" role="status" data-waits-for="${COST_ID}" data-words="${say("waits")}" data-failed="${say("failed")}"></p>`;
}

/** What the bar of a phone says while the figures are closed: what the draft would cost, where that is known. */
function inShort(result: CostResult, drawing: Drawing): string {
  if (result.kind === "history") return roundMoney(drawing, result.reply.backtest.costMinor);
  const expected = result.kind === "scenario" ? result.reply?.years[0] : undefined;
  return expected === undefined ? "" : roundMoney(drawing, expected.costMinor);
}

function resultOf({ result, asked }: CostPanel, drawing: Drawing): Markup {
  const { say } = drawing;
  switch (result.kind) {
    case "notAsked":
      return calculate(drawing);
    case "said":
      return html`<p class="hint">${say(result.text)}</p>`;
    case "tooLong":
      return html`<p class="hint">${say("tooLong")}</p>${button({ label: say("calculate") }, { name: "$whole", value: "yes" })}`;
    case "history":
      return historyResult(result, asked, drawing);
    case "scenario":
      return scenarioResult(result, asked, drawing);
  }
}

/** For pages without script, in which nothing asks by itself. */
function calculate({ say }: Drawing): Markup {
  return html`<p class="unscripted">${button({ label: say("calculate") })}</p>`;
}

function historyResult(
  { reply, targetMinor, draft, titles }: Extract<CostResult, { readonly kind: "history" }>,
  asked: CostAsked,
  drawing: Drawing,
): Markup {
  const { say, formats } = drawing;
  const { backtest, today, revenueMinor } = reply;
  const cards: Figure[] = [
    {
      label: say("today"),
      value: today === null ? null : roundMoney(drawing, today.costMinor),
      missing: say("notPublished"),
    },
    {
      label: say("draft"),
      value: roundMoney(drawing, backtest.costMinor),
      change: today === null ? null : changeOf(drawing, backtest.costMinor - today.costMinor),
    },
    {
      label: say("ofRevenue"),
      value: revenueMinor <= 0 ? null : formats.percent(Math.round((backtest.costMinor * 10_000) / revenueMinor)),
      missing: say("noOrders"),
    },
    {
      label: say("perCustomer"),
      value: backtest.costPerConversionMinor === null ? null : money(drawing, backtest.costPerConversionMinor),
      missing: say("noCustomers"),
    },
    { label: say("dearest"), value: roundMoney(drawing, backtest.advocates.maxMinor) },
  ];
  return html`${figures(cards)}${targetLine(asked, targetMinor, backtest.costMinor, drawing)}${budgetLine(reply, draft, drawing)}${rewardsTable(reply, titles, drawing)}
${costChart(drawing.viewer, reply)}
${movedTables(reply, drawing)}${skippedTable(reply, titles, drawing)}${couponsLine(drawing.viewer, reply)}${calculate(drawing)}`;
}

/** A cost that rises is no error, and one that falls is none either. */
function changeOf(drawing: Drawing, difference: number): Change {
  if (difference === 0) return { text: drawing.say("same"), way: "same", tone: "plain" };
  const text = `${difference > 0 ? "+" : "−"}${roundMoney(drawing, Math.abs(difference))}`;
  return difference > 0 ? { text, way: "up", tone: "notice" } : { text, way: "down", tone: "good" };
}

function targetLine({ target }: CostAsked, targetMinor: number | null, cost: number, drawing: Drawing): Markup {
  const { viewer, say, currency } = drawing;
  const isUnread = targetMinor === null && target.trim() !== "";
  const error = isUnread ? GOAL_PROBLEMS.target[viewer.language] : null;
  const field = moneyField(
    { name: "$target", label: say("target"), value: target, error },
    { currency, language: viewer.language },
  );
  if (targetMinor === null) return html`<div>${field}</div>`;
  const isMet = cost <= targetMinor;
  const amount = money(drawing, Math.abs(targetMinor - cost));
  const told = say(isMet ? "met" : "missed").replace("{amount}", () => amount);
  return html`<div>${field}<p class="told ${isMet ? "good" : "notice"}" role="status"><bdi>${told}</bdi></p></div>`;
}

function budgetLine({ budgetExhausted }: BacktestReply, draft: Rules, { say, viewer }: Drawing): Markup {
  if (draft.budget === null) return html`<p class="hint">${say("unlimited")}</p>`;
  const { backtest: at } = budgetExhausted;
  const told = at === null ? say("enough") : say("exhausted").replace("{day}", () => daysOf(viewer).day(at));
  return html`<p class="told ${at === null ? "good" : "notice"}">${told}</p>${leavesCostOpen(draft) ? uncountedLine(viewer) : ""}`;
}

const YEARS = { 1: "asExpected", 2: "twice", 5: "fiveTimes" } as const;

function scenarioResult(
  { why, reply, targetMinor }: Extract<CostResult, { readonly kind: "scenario" }>,
  asked: CostAsked,
  drawing: Drawing,
): Markup {
  const { say, viewer, currency, formats } = drawing;
  const whole = (name: "friendsAMonth" | "ordersAYear" | "buyPercent") =>
    textField({
      ...{ name: `$${name}`, label: say(name), value: asked.scenario[name], isNumber: true },
      ...(name === "buyPercent" ? { unit: { text: "%", at: "end" as const } } : {}),
    });
  const basket = moneyField(
    { name: "$basket", label: say("basket"), value: asked.scenario.basket },
    { currency, language: viewer.language },
  );
  const carried = why === "tooLongEver" ? hiddenFields({ [MADE_UP]: "yes" }) : "";
  const fields = html`${carried}<p class="hint">${say(why)}</p><h3>${say("scenario")}</h3><div class="halves">${whole("friendsAMonth")}${whole("buyPercent")}${whole("ordersAYear")}${basket}</div>`;
  if (reply === null) return html`${fields}<p class="told bad">${say("wrongNumbers")}</p>${calculate(drawing)}`;
  const [first] = reply.years;
  const rows = table({
    caption: say("scenario"),
    rows: reply.years,
    columns: [
      { title: say("scenario"), hasUnseenTitle: true, cell: ({ times }) => say(YEARS[times as keyof typeof YEARS]) },
      { title: say("draft"), kind: "number", onPhone: "end", cell: ({ costMinor }) => roundMoney(drawing, costMinor) },
      {
        title: say("perCustomer"),
        kind: "number",
        cell: ({ costPerConversionMinor: cost }) =>
          cost === null ? unknownInRow(say("noCustomers")) : money(drawing, cost),
      },
    ],
  });
  const { budgetMinor } = reply.worstCase;
  const worst =
    budgetMinor === null
      ? html`<p class="hint">${say("unlimited")}</p>`
      : html`<p class="hint">${say("budget")}: <bdi>${formats.money(BigInt(budgetMinor), currency)}</bdi></p>${reply.coupons === null ? "" : uncountedLine(viewer)}`;
  return html`${fields}${targetLine(asked, targetMinor, first?.costMinor ?? 0, drawing)}${worst}${rows}${couponsLine(viewer, reply)}${calculate(drawing)}`;
}
