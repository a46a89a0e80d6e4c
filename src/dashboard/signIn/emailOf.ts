import * as z from "zod";

/** RFC 5321 allows no longer address. */
export const MAX_EMAIL = 254;
const address = z.string().trim().toLowerCase().max(MAX_EMAIL).pipe(z.email());

/** An address as people sign in with it; null for what is none. */
export function emailOf(typed: string): string | null {
  return address.safeParse(typed).data ?? null;
}
