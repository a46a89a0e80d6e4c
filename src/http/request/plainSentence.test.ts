import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { routeTable } from "../routeTable.ts";
import { parseEvent } from "../schemas/events.ts";
import { pageQuery } from "./page.ts";
import { parseShape } from "./parse.ts";

/** How zod's own sentences begin, in English, which is its default. */
const ZODS_OWN = /^(Invalid|Too (small|big)|Expected|Unrecognized|Required)/;

const messagesOf = (schema: z.ZodType, value: unknown) => {
  const parsed = parseShape(schema, value);
  return parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path}: ${message}`);
};

describe("what is wrong with a value", () => {
  const schema = z.strictObject({
    name: z.string().min(1).max(5),
    kind: z.enum(["signup", "purchase"]),
    only: z.literal("one"),
    many: z.array(z.int().min(2).max(9)).min(1).max(3),
    at: z.iso.datetime(),
    mail: z.email(),
    either: z.union([z.int(), z.boolean()]),
    step: z.number().multipleOf(5),
  });
  const right = {
    name: "a",
    kind: "signup",
    only: "one",
    many: [2],
    at: "2026-01-05T10:00:00Z",
    mail: "a@b.example",
    either: 1,
    step: 5,
  };

  it.each([
    [{ name: undefined }, "name: is missing"],
    [{ name: 1 }, "name: has to be a text"],
    [{ name: "" }, "name: must not be empty"],
    [{ name: "abcdef" }, "name: at most 5 characters"],
    [{ kind: "purchse" }, 'kind: has to be one of "signup", "purchase"; did you mean "purchase"?'],
    [{ kind: "else" }, 'kind: has to be one of "signup", "purchase"'],
    [{ only: 2 }, 'only: has to be "one"'],
    [{ many: [] }, "many: must not be empty"],
    [{ many: [1] }, "many.0: at least 2"],
    [{ many: [10] }, "many.0: at most 9"],
    [{ many: [2, 2, 2, 2] }, "many: at most 3 entries"],
    [{ many: [2.5] }, "many.0: has to be a whole number"],
    [{ many: {} }, "many: has to be a list"],
    [{ at: "yesterday" }, "at: an RFC 3339 time with its offset, such as 2026-01-05T10:00:00Z"],
    [{ mail: "a" }, "mail: not an e-mail address"],
    [{ either: "a" }, "either: is none of the forms that are possible here"],
    [{ step: 3 }, "step: has to be a multiple of 5"],
    [{ nmae: "a" }, 'nmae: unknown property; did you mean "name"?'],
    [{ elsewhere: 1 }, "elsewhere: unknown property"],
    [{ eit: 1 }, "eit: unknown property"],
  ])("is said in plain words: %j", (wrong, told) => {
    expect(messagesOf(schema, { ...right, ...wrong })).toEqual([told]);
  });

  it.each(["0", "201", "1000", "ten"])("says which numbers a limit may be: %s", (limit) => {
    expect(messagesOf(z.object(pageQuery), { limit })).toEqual([expect.stringContaining("1 to 200")]);
  });

  it("is told of each of several unknown properties", () => {
    expect(messagesOf(schema, { ...right, nmae: 1, "a\nb": 2, knd: 3 })).toEqual([
      'nmae: unknown property; did you mean "name"?',
      "a\nb: unknown property",
      'knd: unknown property; did you mean "kind"?',
    ]);
  });

  it("is never told in the schema library's own words, whatever is sent to whichever route", () => {
    const schemas = routeTable.flatMap(({ doc }) => {
      return [doc?.params, doc?.query, doc?.body?.schema].filter(
        (each): each is z.ZodType => each instanceof z.ZodType,
      );
    });
    expect(schemas.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(
        fc.constantFrom(...schemas),
        fc.object({ key: fc.constantFrom(...NAMES), maxDepth: 3 }),
        (each, sent) => {
          const parsed = parseShape(each, sent);
          for (const { message } of parsed.ok ? [] : parsed.errors) expect(message).not.toMatch(ZODS_OWN);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** Of properties that bodies have, so that what is made up gets past the first check. */
const NAMES = ["type", "participant", "externalId", "orderId", "amountMinor", "currency", "items", "rules", "key"];

describe("an event", () => {
  const now = new Date("2026-01-05T10:00:00Z");
  const errorsOf = (event: object) => {
    const parsed = parseEvent(event, now);
    return parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path}: ${message}`);
  };

  it("of a type that is a slip of the hand is told which was meant", () => {
    const slip = {
      type: "purchse",
      participant: { externalId: "c-1" },
      orderId: "o-1",
      amountMinor: 1,
      currency: "GBP",
    };
    expect(errorsOf(slip)[0]).toBe(
      'type: did you mean "purchase"? Under any other name it is an event of your own, with an eventId',
    );
  });

  it("without its amount is told that it is missing, and which name was meant instead", () => {
    const purchase = { type: "purchase", participant: { externalId: "c-1" }, orderId: "o-1", currency: "GBP" };
    const meant = 'amount: unknown property; did you mean "amountMinor"?';
    expect(errorsOf({ ...purchase, amount: 1 })).toEqual(["amountMinor: is missing", meant]);
    expect(errorsOf({ ...purchase, amountMinor: "1" })).toEqual(["amountMinor: a whole number of minor units"]);
  });

  it("of a type of the tenant's own is taken under any name", () => {
    expect(errorsOf({ type: "purchased", participant: { externalId: "c-1" }, eventId: "e-1" })).toEqual([]);
  });
});
