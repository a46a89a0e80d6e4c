import type { Ids } from "../../ports.ts";

/** Ids, codes and secrets that are counted instead of drawn: the same story is given the same ones each time. */
export interface CountedIds extends Ids {
  /** What a code or a secret was given as: "code", "coupon" or "secret"; null for what was not given here. */
  kindOf(text: string): string | null;
}

/** As in `nanoIds`: characters that no one mistakes for another. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

export function countedIds(): CountedIds {
  let given = 0;
  const kinds = new Map<string, string>();
  const remember = (kind: string, text: string) => {
    kinds.set(text, kind);
    return text;
  };
  const letters = (length: number) => {
    given += 1;
    let text = "";
    for (let rest = given; rest > 0; rest = Math.floor(rest / LETTERS.length)) {
      text = (LETTERS[rest % LETTERS.length] ?? "") + text;
    }
    return text.padStart(length, "X");
  };
  return {
    id(prefix, at) {
      given += 1;
      return `${prefix}_${at.getTime().toString(36).padStart(9, "0")}${given.toString(36).padStart(12, "0")}`;
    },
    code: () => remember("code", letters(8)),
    coupon: () => remember("coupon", letters(12)),
    secret: (length) => remember("secret", letters(length)),
    kindOf: (text) => kinds.get(text) ?? null,
  };
}
