import * as z from "zod";
import type { Metadata } from "../../db/rows/eventFacts.ts";
import { unlessMissing } from "../request/plainSentence.ts";
import { currency, lineOrNothing, MAX_ID_LENGTH, minor } from "./texts.ts";

export const MAX_ITEMS = 500;
export const MAX_METADATA = 50;
const MAX_METADATA_TEXT = 500;
const MAX_QUANTITY = 1_000_000_000;
/** Of a quantity, such as half a kilogram. */
const DECIMALS = 3;

/** Facts of the shop's own. */
export const orderMetadata = z
  .record(
    z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, "letters, digits, _ . : -; 64 at most"),
    // What is null is not known, as everywhere else in a body.
    z.union([z.string().max(MAX_METADATA_TEXT), z.number(), z.boolean(), z.null()], {
      error: `a number, true, false, or a text of ${MAX_METADATA_TEXT} characters at most`,
    }),
  )
  .refine((given) => Object.keys(given).length <= MAX_METADATA, `at most ${MAX_METADATA} properties`)
  .meta({ maxProperties: MAX_METADATA })
  .transform(known);

/** None where it is left out. */
export const metadata = orderMetadata.nullish().transform((given) => given ?? {});

function known(given: Readonly<Record<string, string | number | boolean | null>>): Metadata {
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** A name that the shop gives; nothing where it is empty. */
export const id = lineOrNothing(MAX_ID_LENGTH);
/** How many pieces of a line, or how much. */
export const quantity = z
  .number(unlessMissing("a number above 0"))
  .gt(0, "above 0")
  .max(MAX_QUANTITY)
  .refine((given) => Number(given.toFixed(DECIMALS)) === given, "at most three decimals");

/** A line of an order. */
export const item = z.strictObject({
  sku: id.transform((sku) => sku ?? null),
  category: id.transform((category) => category ?? null),
  quantity: quantity.default(1),
  amountMinor: z.int(unlessMissing("a whole number of minor units")).meta({
    description: "Minor units; below 0 for what a line takes off, such as a discount",
  }),
  lineId: id
    .transform((lineId) => lineId ?? undefined)
    .meta({
      description: "Your own id of the line, once in the order; the `sku` stands for it where it is left out",
    }),
});

/** All lines of an order. */
export const items = z
  .array(item)
  .max(MAX_ITEMS)
  .refine((lines) => haveOwnIds(lines), "each lineId once");

function haveOwnIds(lines: readonly { readonly lineId?: string | undefined }[]): boolean {
  const ids = lines.flatMap(({ lineId }) => lineId ?? []);
  return new Set(ids).size === ids.length;
}

/** What was really paid, or went back. */
export const paid = z.strictObject({ amountMinor: minor, currency }).meta({ id: "Paid" });
