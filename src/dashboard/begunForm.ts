import { html } from "hono/html";
import * as z from "zod";
import type { Markup } from "../http/pages/layout.ts";
import { hiddenJson } from "./parts/button.ts";

/**
 * Forms of settings carry what stood in their boxes when they were shown. What a person left as it was is not written,
 * so that it keeps what another person has written there meanwhile.
 */

/** The field that carries it, as JSON; a form without it names all of its boxes. */
export const begun = { was: z.string().max(40_000).optional() };

type Fields<Name extends string> = { readonly [K in Name]?: string | undefined };

/** What a form began with: what stands in its boxes, or what came with it, where it is shown again. */
export type Begun = Fields<string> | string | undefined;

/** The field that carries it; none where a form came without it. */
export function begunWith(was: Begun): Markup {
  const fields = typeof was === "object" ? was : begunFields(was);
  return fields === null ? html`` : hiddenJson("was", fields);
}

/** Of the changes that a form asks for, those of boxes that were changed since it was shown. */
export function changedSince<Name extends string, Change extends Partial<Record<Name, unknown>>>(
  was: string | undefined,
  fields: Fields<Name>,
  change: Change,
): Partial<Change> {
  const before = begunFields(was);
  if (before === null) return change;
  const isChanged = (name: string) => linesOf(fields[name as Name]) !== linesOf(before[name]);
  return Object.fromEntries(Object.entries(change).filter(([name]) => isChanged(name))) as Partial<Change>;
}

/**
 * A form over what is stored by now: boxes that were changed since it was shown hold what was typed, the others what is
 * stored.
 *
 * @param stored what stands in the boxes now; null where nothing is stored
 */
export function overStored<F extends Fields<string>>(was: string | undefined, typed: F, stored: F | null): F {
  return stored === null ? typed : { ...stored, ...changedSince(was, typed, typed) };
}

/** What stood in one box when the form was shown; null where the form does not say. */
export function begunBox(was: string | undefined, name: string): string | null {
  return begunFields(was)?.[name] ?? null;
}

const carried = z.record(z.string(), z.string());

function begunFields(was: string | undefined): Readonly<Record<string, string>> | null {
  if (was === undefined) return null;
  try {
    return carried.safeParse(JSON.parse(was)).data ?? null;
  } catch {
    return null;
  }
}

/** A browser writes the ends of lines in its own way. */
function linesOf(text: string | undefined): string {
  return (text ?? "").replaceAll("\r\n", "\n");
}
