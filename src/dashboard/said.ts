/** What a page says of the step that led to it, by the code in its address. */
export const SAID = ["signed_out", "saved"] as const;

export type Said = (typeof SAID)[number];
