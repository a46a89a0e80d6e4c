import type { Json } from "./formNode.ts";
import type { FormPart, Group } from "./formParts.ts";
import { memberNames, partsOf } from "./formParts.ts";
import type { Placed } from "./placeProblems.ts";

/**
 * Which cards of a form show their boxes: a card is a rule, or another part of the document. A page has room for those
 * of a few rules. With more, one card is open, the others are a line each, and a button opens another in its place. What
 * is closed is not posted, so it stays as the document has it.
 */

/**
 * So much a page shows of rules at once. A box, a group or a button for one counts 6 and each choice of a list 1, which is
 * 53 bytes of HTML in the longest language: with all that is around it, it stays under 60 kB.
 */
export const MOST_DRAWN = 640;

/** What the buttons of a form are called when they are posted, with the part that each is for. */
export const VERBS = /^(open|close|add\.[a-z]+|add|remove|up|down):(.+)$/;
/** The list whose members are cards. */
export const RULES = "rewards";

/** The card that a part or a box is in, by its name in the form. */
export function cardOf(name: string): string {
  const [first = "", second] = name.split(".");
  return first === RULES && second !== undefined ? `${first}.${second}` : first;
}

/**
 * The card to show after a form was posted, by its name in the form; null for none. It is the one that a button was
 * pressed for, else the one that was changed, else the one that was open.
 *
 * @param posted names of boxes
 * @param before the document as the page had it
 * @param typed with what was typed
 * @param operated with what the button did besides
 */
export function cardInHand(
  posted: readonly string[],
  operation: string,
  { before, typed, operated }: { readonly before: Json; readonly typed: Json; readonly operated: Json },
): string | null {
  const [, verb, name = ""] = VERBS.exec(operation) ?? [];
  const card = cardOf(name);
  if (name === card && (verb === "close" || (verb === "remove" && card.includes(".")))) return null;
  if (verb !== undefined) return card === RULES ? (rulesIn(operated).at(-1)?.card ?? null) : card;
  const open = new Set(posted.map(cardOf));
  const [was, is] = [cardsIn(before), cardsIn(typed)];
  const shown = was.flatMap((one, at) => (open.has(one.card) ? [at] : []));
  const at = shown.find((index) => was[index]?.value !== is[index]?.value) ?? shown[0];
  return at === undefined ? null : (is[at]?.card ?? null);
}

interface Named {
  readonly card: string;
  readonly value: unknown;
}

/** Rules first: boxes add and take away parts of the document behind them, and never a rule. */
function cardsIn(document: Json): Named[] {
  const others = Object.entries(document).filter(([key]) => key !== RULES);
  return [...rulesIn(document), ...others.map(([card, value]) => ({ card, value }))];
}

function rulesIn({ rewards }: Json): Named[] {
  const rules: readonly unknown[] = Array.isArray(rewards) ? rewards : [];
  const names = memberNames(rules, true);
  return rules.map((value, at) => ({ card: `${RULES}.${names[at] ?? ""}`, value }));
}

/**
 * The cards that are open, by their names in the form; null where there is room for all.
 *
 * @param wished the card to show
 * @param mends whether the page leads to what is wrong
 */
export function openCards(
  form: Group,
  placed: Placed,
  wished: string | null,
  mends: boolean,
): ReadonlySet<string> | null {
  const rules = form.parts.find(({ key }) => key === RULES);
  if (rules === undefined || drawn(rules) <= MOST_DRAWN) return null;
  // A text that can't be read is in its box and nowhere else.
  const open = new Set([...placed.unread.keys()].map(cardOf));
  const wrong = [...placed.problems.keys()].map(cardOf);
  const first = mends && wrong[0] !== undefined && !(wished !== null && wrong.includes(wished)) ? wrong[0] : wished;
  if (first !== null) open.add(first);
  return open;
}

/** How much a part has on a page, in what `MOST_DRAWN` counts. */
export function drawn(part: FormPart): number {
  const choices = (one: FormPart) => (one.part === "control" ? (one.box.choices?.length ?? 0) : 0);
  return partsOf(part).reduce((sum, one) => sum + 6 + choices(one), 0);
}
