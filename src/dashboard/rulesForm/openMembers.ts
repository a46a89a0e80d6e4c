import type { Control, FormPart, Group, List } from "./formParts.ts";
import { controlsOf, partsOf } from "./formParts.ts";
import { cardOf, drawn, RULES, VERBS } from "./openCards.ts";
import type { Placed } from "./placeProblems.ts";

/**
 * Which members of lists show their boxes, in a card that a page has no room for: conditions, steps, limits, options.
 * They are a line each, and a button opens one in the place of another. What is closed is not posted, as with cards.
 */

/** So much a page shows of one card at once, counted as in `MOST_DRAWN`. */
export const MOST_IN_CARD = 240;

/** Members that can be opened and closed, by their names in the form, and whether each is open. */
export type Folding = ReadonlyMap<string, boolean>;

/** Members of lists below a part, with their lists; a rule is a card, and is none of them. */
function membersOf(part: FormPart): readonly (readonly [FormPart, List])[] {
  return partsOf(part).flatMap((list) =>
    list.part === "list" && list.name !== RULES ? list.members.map((member) => [member, list] as const) : [],
  );
}

/** The innermost member around a part or a box; null where there is none. */
function memberAround(form: Group, name: string): string | null {
  const around = membersOf(form).filter(([member]) => name.startsWith(`${member.name}.`));
  return around.at(-1)?.[0].name ?? null;
}

export interface Steps {
  /** As the page had it. */
  readonly before: Group;
  /** With what was typed, and what the button did. */
  readonly after: Group;
}

/**
 * The member to show after a form was posted, by its name in the form as it is now; null for none. It is the one that a
 * button was pressed for, else the one that was changed, else the one that was open.
 *
 * @param posted what the boxes hold, by their names
 * @param card in which it is: a rule may be called otherwise than before
 */
export function memberInHand(
  posted: ReadonlyMap<string, string>,
  operation: string,
  { before, after }: Steps,
  card: string | null,
): string | null {
  if (card === null) return null;
  const now = (name: string) => card + name.slice(cardOf(name).length);
  const [, verb = "", given = ""] = VERBS.exec(operation) ?? [];
  const name = now(given);
  const isMember = (one: string) => membersOf(after).some(([member]) => member.name === one);
  if (verb === "open" && isMember(name)) return name;
  if (verb.startsWith("add.")) {
    const list = partsOf(after).find((part) => part.part === "list" && part.name === name);
    return list?.part === "list" && list.name !== RULES ? (list.members.at(-1)?.name ?? null) : null;
  }
  if (verb === "up" && given !== cardOf(given)) {
    return name.replace(/\d+$/, (place) => String(Math.max(0, Number(place) - 1)));
  }
  if (verb !== "") return memberAround(after, name);
  const boxes = controlsOf(before).filter((box) => posted.has(box.name));
  const changed = boxes.filter((box) => posted.get(box.name) !== box.text);
  const member = innermost(before, changed) ?? innermost(before, boxes);
  return member === null ? null : now(member);
}

function innermost(form: Group, boxes: readonly Control[]): string | null {
  const around = boxes.flatMap(({ name }) => memberAround(form, name) ?? []);
  return around.toSorted((a, b) => b.split(".").length - a.split(".").length)[0] ?? null;
}

/**
 * The members that fold, in cards that are open and too large; none where there is room for all.
 *
 * @param cards that are open; null where all are
 * @param wished the member to show
 * @param mends whether the page leads to what is wrong
 */
export function foldedMembers(
  form: Group,
  { problems, unread }: Placed,
  cards: ReadonlySet<string> | null,
  { wished, mends }: { readonly wished: string | null; readonly mends: boolean },
): Folding {
  const large = partsOf(form).filter((part) => cards?.has(part.name) === true && drawn(part) > MOST_IN_CARD);
  const members = large.flatMap(membersOf).map(([{ name }]) => name);
  const [wrong] = mends ? problems.keys() : [];
  // A text that can't be read is in its box and nowhere else.
  const shown = [...unread.keys(), ...(wrong === undefined ? [] : [wrong]), ...(wished === null ? [] : [wished])];
  const whole = partsOf(form).find(({ name }) => name === wished);
  const isOpen = (name: string) =>
    shown.some((one) => one === name || one.startsWith(`${name}.`)) ||
    (whole !== undefined && name.startsWith(`${whole.name}.`) && drawn(whole) <= MOST_IN_CARD);
  return new Map(members.map((name) => [name, isOpen(name)]));
}
