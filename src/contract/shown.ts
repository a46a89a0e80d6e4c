import type { z } from "zod";
import { isoTime, isoTimeOrNull } from "../domain/isoTime.ts";

/**
 * What a `present` function returns: what its schema says, to be read alone. A field that is in one of the two and not
 * in the other does not compile.
 */
export type Shown<S extends z.ZodType> = ReadonlyDeep<z.input<S>>;

type ReadonlyDeep<T> = T extends readonly (infer Item)[]
  ? readonly ReadonlyDeep<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
    : T;

/** A time as the API writes it. */
export function time(at: number): string {
  return isoTime(at);
}

export function timeOrNull(at: number | null): string | null {
  return isoTimeOrNull(at);
}
