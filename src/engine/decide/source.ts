import type { OwnedCode, StoredCode } from "../../db/rows/code.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { ClickSeen } from "../../domain/attribution.ts";
import { chooseClick } from "../../domain/attribution.ts";
import type { Attribution } from "../../domain/rules.ts";
import type { ByHandEvent, PurchaseEvent, SignupEvent, Source } from "../events/events.ts";
import { BY_HAND } from "../events/events.ts";
import type { State, Tracked } from "./state.ts";

/** What ties a friend to an advocate, of all that an event brings. */

/** A signup, what a person does by hand, or what reports of a purchase bring, with the time at which it was bought. */
export type Brought = SignupEvent | BroughtByPurchase | ByHandEvent;

interface BroughtByPurchase extends Source, Pick<PurchaseEvent, "type" | "orderId" | "occurredAt"> {}

export interface ChosenSource {
  readonly code: string;
  readonly source: "code" | "click" | "manual";
  /** How the link was shared that brought the friend, where one did. */
  readonly channel: string | null;
  /** Null where the code is unknown. */
  readonly owner: StoredCode | null;
}

/**
 * The code a person entered, else the click that wins; a refused one is not replaced by another. A code that is unknown
 * gives way to usable clicks, since it may be a coupon of the shop's own. A code that one of the clicks has is that
 * click, as long as no person typed it: scripts fill it into forms.
 *
 * @param attribution of the latest version; null for a program that was never published
 * @returns null where the event brings nothing that could tie
 */
export function chooseSource(
  state: State,
  event: Brought,
  program: StoredProgram,
  attribution: Attribution | null,
): ChosenSource | null {
  const { clicks, occurredAt } = event;
  const code = typedCode(state, event);
  const owner = code === null ? null : ownerIn(state, program, code);
  if (code !== null && owner !== null) {
    const channel = clicks.findLast((click) => click.code === code)?.channel ?? null;
    return { code, source: event.type === BY_HAND ? "manual" : "code", channel, owner };
  }
  const ofProgram = clicks.filter((click) => ownerIn(state, program, click.code) !== null);
  // A program never published has no window: its refusal needs no choice.
  const click = attribution === null ? ofProgram.at(-1) : chooseClick(ofProgram, attribution, occurredAt);
  if (click)
    return { code: click.code, source: "click", channel: click.channel, owner: ownerIn(state, program, click.code) };
  // Of a purchase it is told by a flag: it has to be no code of ours.
  if (code === null || event.type === "purchase") return null;
  return { code, source: "code", channel: null, owner: null };
}

/** The program that an event's code or click belongs to: an unknown code leaves that to the latest click. */
export function programBrought(state: State, event: Source): Tracked<StoredProgram> | null {
  const { code, clicks } = event;
  const isUnknown = code !== null && !state.codes.has(code);
  const byTime = isUnknown ? clicks.toSorted((a, b) => b.at - a.at) : clicks;
  const codes = code === null || isUnknown ? byTime.map((click) => click.code) : [code];
  const owner = codes.map((each) => state.codes.get(each)).find((found) => found !== undefined);
  return owner === undefined ? null : (state.programs.get(owner.programId) ?? null);
}

/**
 * Whether an event's code is unknown and was set aside, so that it is flagged.
 *
 * @param program null for a purchase, whose code may be of any program
 */
export function isCodeUnknown(state: State, event: Brought, program: StoredProgram | null): boolean {
  const code = typedCode(state, event);
  if (code === null) return false;
  return program === null ? !state.codes.has(code) : ownerIn(state, program, code) === null;
}

/** The code that stands for itself; null where it is one of the clicks. */
function typedCode(state: State, { code, codeEntered, clicks }: Source): string | null {
  if (code === null || codeEntered) return code;
  return clicks.some((click) => isSameCode(state, click, code)) ? null : code;
}

function isSameCode({ codes }: State, click: ClickSeen, code: string): boolean {
  return click.code === code || isOfOneOwner(codes.get(click.code), codes.get(code));
}

/** Whether two codes are one participant's in one program: the others are aliases of the primary. */
export function isOfOneOwner(one: OwnedCode | undefined, other: OwnedCode | undefined): boolean {
  return one !== undefined && one.participantId === other?.participantId && one.programId === other.programId;
}

function ownerIn(state: State, program: StoredProgram, code: string): StoredCode | null {
  const owner = state.codes.get(code);
  return owner?.programId === program.id ? owner : null;
}
