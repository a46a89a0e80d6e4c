import { html } from "hono/html";
import type { ProgramRow } from "../../db/rows/program.ts";
import * as tell from "../../domain/partValues.ts";
import type { WrittenRule, WrittenRules } from "../../domain/rulesSchema.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { memberNames } from "./formParts.ts";
import type { FormWords } from "./formWords.ts";
import { OFFER_ID, offerOf } from "./offerOf.ts";

/**
 * What the editor says of its rules in words. It comes with what the rules cost, which is asked for while a person types, so
 * that the words are of what the boxes say. Where those can't be read, the words stay.
 */

const TITLE = "rule-title";

/** Which elements of such an answer take the place of those that the page has. */
export const LIVE_WORDS = `#${OFFER_ID}:outerMorph,.${TITLE}:outerMorph`;

/** The rules as they are written, by their names in the form. */
export function rulesByName(written: WrittenRules | null): ReadonlyMap<string, WrittenRule> {
  const rewards = written?.rewards ?? [];
  const names = memberNames(rewards, true);
  return new Map(rewards.map((rule, at) => [`rewards.${names[at] ?? ""}`, rule]));
}

/** A reward in a line. */
export function ruleTitle(name: string, rule: WrittenRule, words: FormWords, currency: string): Markup {
  const told = `${words.value(tell.recipientValue(rule.recipient))}: ${words.value(tell.grantValue(rule.grant, { currency }))}`;
  return html`<span id="title-${name}" class="${TITLE}">${told}</span>`;
}

/** All of it, for a page that has it already. */
export function liveWords(program: ProgramRow, written: WrittenRules, words: FormWords): Markup {
  const titles = [...rulesByName(written)].map(([name, rule]) => ruleTitle(name, rule, words, program.currency));
  return html`${offerOf(program, written, words)}<div hidden>${titles}</div>`;
}
