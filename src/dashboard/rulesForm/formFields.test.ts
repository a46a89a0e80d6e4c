import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { BUDGET_PERIODS, LIMIT_PERIODS } from "../../domain/rules.ts";
import { rulesDocument } from "../../domain/rulesSchema.ts";
import { put } from "./applyForm.ts";
import { drawForm } from "./drawForm.ts";
import { lookThrough } from "./editing.ts";
import type { Json } from "./formNode.ts";
import { isObject } from "./formNode.ts";
import type { FormPart, Group } from "./formParts.ts";
import { controlsOf, formOf, partsOf } from "./formParts.ts";
import { formWords } from "./formWords.ts";
import type { Folding } from "./openMembers.ts";

// The schema of rules is walked and compared with the form, so that a later property can't be forgotten.

const SETTING = { currency: "GBP" };
const golden = JSON.parse(readFileSync("src/domain/golden/rulesV1.json", "utf8")) as Json;
const unknowns = (document: Json) =>
  partsOf(formOf(document, SETTING)).flatMap((part) => (part.part === "unknown" ? [part.name] : []));

interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

/** Values of a schema that between them have every property, each of every kind that it may be of. */
function samplesOf(shape: Shape): unknown[] {
  const branches = shape.anyOf ?? shape.oneOf;
  if (branches !== undefined) return branches.flatMap(samplesOf);
  if ("const" in shape) return [shape.const];
  if (shape.enum !== undefined) return [shape.enum[0]];
  switch (shape.type) {
    case "object": {
      const samples = Object.entries(shape.properties ?? {}).map(([key, inner]) => [key, samplesOf(inner)] as const);
      const most = Math.max(1, ...samples.map(([, values]) => values.length));
      return Array.from({ length: most }, (_, nth) =>
        Object.fromEntries(samples.map(([key, values]) => [key, values[nth % values.length]])),
      );
    }
    case "array":
      return [samplesOf(shape.items ?? {})];
    case "boolean":
      return [true];
    case "null":
      return [null];
    case "string":
      return ["a"];
    default:
      return [7];
  }
}

function withIds(document: Json): Json {
  const rewards = (document.rewards as readonly Json[]).map((rule, index) => ({ ...rule, id: `r${index}` }));
  return { ...document, rewards };
}

const schema = z.toJSONSchema(rulesDocument, { io: "input", metadata: z.registry() }) as Shape;
const samples = samplesOf(schema).map((sample) => withIds(sample as Json));

test("every property that the schema allows has its place in the form", () => {
  expect(samples.length).toBeGreaterThan(1);
  expect(samples.flatMap(unknowns)).toEqual([]);
  // The walk does find what has none.
  expect(unknowns({ ...golden, later: 1, attribution: { ...(golden.attribution as Json), later: 1 } })).toEqual([
    "attribution.later",
    "later",
  ]);
});

test.each(["all of it open", "one card after the other", "members that can be closed"])(
  "every box has its place on the page, with %s",
  async (way) => {
    const words = formWords("en");
    for (const document of [golden, ...samples]) {
      const looked = lookThrough({ document, unread: [] }, SETTING, words, { refundDays: null });
      const { form, placed, warnings } = looked;
      const rewards = form.parts.flatMap((part) =>
        part.part === "list" && part.key === "rewards" ? part.members : [part],
      );
      const opened = way !== "one card after the other" ? [null] : rewards.map(({ name }) => new Set([name]));
      const drawn = new Set<string>();
      for (const open of opened) {
        const folding = foldingOf(form, way);
        const page = await drawForm(form, {
          words,
          currency: "GBP",
          placed,
          warnings,
          rules: new Map(),
          open,
          folding,
        });
        for (const [, name = ""] of String(page).matchAll(/<(?:input|select)[^>]* name="([^"]*)"/g)) drawn.add(name);
      }
      const shown = controlsOf(form).filter(({ isQuiet, name }) => !isQuiet || placed.problems.has(name));
      expect(shown.map(({ name }) => name).filter((name) => !drawn.has(name))).toEqual([]);
    }
  },
);

/** Every member of a list with the button that closes it, where that is the way; else none folds. */
function foldingOf(form: Group, way: string): Folding {
  if (way !== "members that can be closed") return new Map();
  const members = partsOf(form).flatMap((part) => (part.part === "list" && part.key !== "rewards" ? part.members : []));
  return new Map(members.map(({ name }) => [name, true]));
}

test("the periods of a budget and of limits that are offered are those that each may have", () => {
  const choices = new Map<string, readonly string[] | undefined>();
  for (const sample of samples) {
    for (const control of controlsOf(formOf(sample, SETTING))) choices.set(control.name, control.box.choices);
  }
  expect(choices.get("budget.period")).toEqual(BUDGET_PERIODS);
  expect(choices.get("rewards.r0.limits.0.period")).toEqual(LIMIT_PERIODS);
});

/** Which of two measures a property belongs to is changed by a control of its own, `$measure`. */
const OF_A_MEASURE =
  /\.(amountMinor|amount|rateBps|percentBps|freeShipping|count|per|days|months|of|itemsWhen|maxMinor|currency)$/;

test("every property that may be left out can be given in the form", () => {
  const missing = new Set<string>();
  for (const sample of samples) {
    for (const [path, parent] of optionalPaths(schema, sample, [])) {
      const name = path.at(-1) ?? "";
      if (OF_A_MEASURE.test(`.${name}`)) continue;
      const parts = partsOf(formOf(put(sample, path, undefined) as Json, SETTING));
      const isThere = parts.some((part) => writesOf(part).join() === path.join() || isWithin(part, path));
      if (!isThere) missing.add(`${path.join(".")} of ${JSON.stringify(parent).slice(0, 80)}`);
    }
  }
  expect([...missing]).toEqual([]);
});

function writesOf(part: FormPart): readonly string[] {
  if (part.part === "control") return part.writes;
  return part.part === "unknown" ? [] : part.at;
}

/** A control that writes the group and carries the property's name: the measure of tiers. */
function isWithin(part: FormPart, path: readonly string[]): boolean {
  return part.part === "control" && part.key === path.at(-1) && part.writes.join() === path.slice(0, -1).join();
}

function optionalPaths(shape: Shape, value: unknown, path: readonly string[]): [string[], unknown][] {
  const branches = shape.anyOf ?? shape.oneOf;
  if (branches !== undefined)
    return branches.flatMap((branch) => (fits(branch, value) ? optionalPaths(branch, value, path) : []));
  if (Array.isArray(value))
    return value.flatMap((member, nth) => optionalPaths(shape.items ?? {}, member, [...path, String(nth)]));
  if (!isObject(value)) return [];
  return Object.entries(shape.properties ?? {}).flatMap(([key, inner]): [string[], unknown][] => {
    const own = value[key] === undefined ? [] : optionalPaths(inner, value[key], [...path, key]);
    return shape.required?.includes(key) ? own : [[[...path, key], value], ...own];
  });
}

function fits(shape: Shape, value: unknown): boolean {
  if (!isObject(value)) return (shape.type === "array") === Array.isArray(value) && shape.type !== "object";
  if (shape.type !== "object") return false;
  const kind = shape.properties?.kind;
  return kind === undefined || kind.const === value.kind;
}
