import { cursorKey } from "../http/request/page.ts";

/** Where a list of a page goes on, and its address. */

/** How a person was found, the text that was, and their internal id. */
export const PEOPLE_CURSOR = [/^[0-7]?$/, /^[^\n]{0,255}$/, /^par_[0-9a-z-]{1,64}$/];
export const REWARD_CURSOR = [/^rwd_[0-9a-z-]{1,64}$/];
/** Its deadline in milliseconds, and its id. */
export const REVIEW_CURSOR = [/^[0-9]{1,15}$/, /^rwd_[0-9a-z-]{1,64}$/];
export const BATCH_CURSOR = [/^bat_[0-9a-z]{1,64}$/];
export const PAYOUT_CURSOR = [/^po_[0-9a-z]{1,64}$/];
/** The internal id of the last one. */
export const AFTER_PERSON = [/^par_[0-9a-z]{1,64}$/];
/** When it was done, and its id. */
export const AUDIT_CURSOR = [/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}Z$/, /^aud_[0-9a-z-]{1,64}$/];

/** When it was made, and whose it is. */
export const APPLICATION_CURSOR = [/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}Z$/, /^par_[0-9a-z-]{1,64}$/];
/** A code, folded. */
export const CODE_CURSOR = [/^[\p{L}\p{M}\p{N}]{1,64}$/u];

/** How a code begins, folded; null where nothing that a code can have was typed. */
export function codePrefix(folded: string): string | null {
  return folded === "" ? null : folded;
}

/** The key that a page ended with; null for the first page. A cursor that was changed by hand begins anew. */
export function cursorOf(cursor: string | undefined, shape: readonly RegExp[]): readonly string[] | null {
  try {
    return cursorKey(cursor, shape);
  } catch {
    return null;
  }
}

/** The query of an address, with its "?"; what is null or empty is not in it. */
export function queryOf(all: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
