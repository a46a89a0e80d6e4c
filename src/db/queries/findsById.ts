import { SEES_PEOPLE } from "./asker.ts";

/** An id that is a phone, as `maskedText` of the dashboard knows one: with its country's code, a zero, or bare. */
const PHONE_ID = String.raw`^[(\s]*[+0][\s().\/-]*(\d[\s().\/-]*){8,14}$|^\d{10,12}$`;

/**
 * SQL that says whether the asker may find a participant by an id: to those who may not see people, an address or a phone
 * that is found is one that is told.
 */
export const findsById = (id: string): string =>
  `(${SEES_PEOPLE} OR (${id} NOT LIKE '%@%' AND ${id} !~ '${PHONE_ID}'))`;
