/** What advocates are given to share. */

/** A text to send, a picture to show, and documents and films elsewhere. */
export const MATERIAL_KINDS = ["message", "picture", "pdf", "video"] as const;

export type MaterialKind = (typeof MATERIAL_KINDS)[number];

/** Of one program, in all languages together. */
export const MAX_MATERIALS = 200;

/**
 * What a text may name in braces. What a reward comes to is always written from the published rules, so that a text
 * can't promise what is given no more.
 */
export const MATERIAL_VARIABLES = ["code", "link", "shop", "amount", "friendAmount", "offer"] as const;

export type MaterialVariable = (typeof MATERIAL_VARIABLES)[number];

/** The names in braces that no text can be filled with. */
export function unknownVariables(text: string): readonly string[] {
  const known: readonly string[] = MATERIAL_VARIABLES;
  const named = [...text.matchAll(/\{(\w*)\}/g)].map(([, name = ""]) => name);
  return [...new Set(named.filter((name) => !known.includes(name)))];
}
