import { html } from "hono/html";
import { ancestorValue } from "../domain/partValues.ts";
import { phraseOfGrant } from "../domain/rewardPhrase.ts";
import type { RewardRule } from "../domain/rules.ts";
import { phrase, promise } from "../domain/values.ts";
import type { BacktestReply } from "../engine/history/presentBacktest.ts";
import type { Markup } from "../http/pages/layout.ts";
import type { Language } from "../i18n/languages.ts";
import { roundMoney } from "./costChart.ts";
import type { Drawing, RuleTitles } from "./costTables.ts";
import { table } from "./parts/table.ts";
import { formWords } from "./rulesForm/formWords.ts";

/** Rules as the cards of the editor are headed: "The advocate: £10.00". Of rules with one id the first is told. */
export function ruleTitles(language: Language, rules: readonly RewardRule[], currency: string): RuleTitles {
  const words = formWords(language);
  const titles = rules.map(({ id, recipient, grant }) => {
    const who = recipient.kind === "ancestor" ? ancestorValue(recipient.level) : phrase(`recipient_${recipient.kind}`);
    return [id, `${words.value(who)}: ${words.value(promise(phraseOfGrant(grant, currency)))}`] as const;
  });
  return new Map(titles.toReversed());
}

/** Which rewards the money goes to, the dearest first: where a year that costs too much can be made to cost less. */
export function rewardsTable(
  { backtest, today }: Pick<BacktestReply, "backtest" | "today">,
  titles: RuleTitles,
  drawing: Drawing,
): Markup {
  const { say } = drawing;
  const rows = [...titles].map(([id, title]) => {
    return { title, before: today?.byRule[id]?.costMinor ?? 0, cost: backtest.byRule[id]?.costMinor ?? 0 };
  });
  if (rows.length < 2) return html``;
  const caption = say("byReward");
  const amount = (minor: number) => roundMoney(drawing, minor);
  return html`<section><h3>${caption}</h3>${table({
    caption,
    rows: rows.toSorted((a, b) => b.cost - a.cost || b.before - a.before),
    columns: [
      { title: say("reward"), cell: ({ title }) => html`<bdi>${title}</bdi>` },
      ...(today === null
        ? []
        : [{ title: say("today"), kind: "number" as const, cell: ({ before }: { before: number }) => amount(before) }]),
      { title: say("draft"), kind: "number", onPhone: "end", cell: ({ cost }) => amount(cost) },
    ],
  })}</section>`;
}
