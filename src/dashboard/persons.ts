import type { Viewer } from "./viewer.ts";
import { viewerMay } from "./viewer.ts";

/** How people are named on pages: those who may not see people are told no name and no address, wherever one stands. */

type Looking = Pick<Viewer, "role">;

/** A participant as far as a page knows them. */
export interface ShownPerson {
  readonly externalId: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
}

const MASK = "•••";
/** Anything by which a person could be written to, within any text; what isolates it in a sentence is no part of it. */
const ADDRESS = /[^\s@<>"'(),;:\u2066-\u2069]+@[^\s@<>"'(),;:\u2066-\u2069]+/g;

/** What people put between the digits of a number. */
const BETWEEN = String.raw`[\s().\/\p{Pd}\u2066-\u2069]{0,3}`;
/** In a longer word, such as a UUID, digits are no number that could be called. */
const ALONE = String.raw`(?<![\p{L}\p{Nd}_+\p{Pd}])`;
/**
 * Numbers that could be called: with the country's code, from within a country, or as digits alone, which customers'
 * ids may be. Shorter digits, and longer ones, are rather ids, orders and amounts.
 */
const PHONE = new RegExp(
  [
    String.raw`(?:\+|${ALONE}00)${BETWEEN}[1-9](?:${BETWEEN}\p{Nd}){6,14}`,
    String.raw`${ALONE}\(?0(?:${BETWEEN}\p{Nd}){8,13}`,
    String.raw`${ALONE}\p{Nd}{10,12}(?![\p{L}\p{Nd}_\p{Pd}])`,
  ].join("|"),
  "gu",
);

/** A text that may hold an address or a phone: an id, a reason, a sentence. */
export function maskedText(viewer: Looking, text: string): string {
  return viewerMay(viewer, "seePeople") ? text : text.replaceAll(ADDRESS, MASK).replaceAll(PHONE, MASK);
}

/** What a person is called: by their name where it is known and may be, else by their id. */
export function personName(viewer: Looking, { externalId, name = null }: ShownPerson): string {
  return (viewerMay(viewer, "seePeople") ? name : null) ?? maskedText(viewer, externalId);
}

/** The phone of a person; null where there is none or it may not be seen. */
export function personPhone(viewer: Looking, { phone = null }: ShownPerson): string | null {
  return viewerMay(viewer, "seePeople") ? phone : null;
}

/** The e-mail of a person; null where there is none or it may not be seen. */
export function personEmail(viewer: Looking, { email = null }: ShownPerson): string | null {
  return viewerMay(viewer, "seePeople") ? email : null;
}
