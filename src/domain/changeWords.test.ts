import { expect, test } from "vitest";
import * as z from "zod";
import { partOf } from "./changeWords.ts";
import { rulesDocument } from "./rulesSchema.ts";

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

/** Lists whose members are compared one by one, with what a member stands under in a path. */
const LISTED: Readonly<Record<string, string>> = { rewards: "a", steps: "5", limits: "recipient-month-count" };
/** What tells members and grants apart can't change, and conditions have sentences of their own. */
const NO_PARTS = ["schemaVersion", "id", "from", "per", "period", "kind", "qualifies", "when", "itemsWhen"];

function pathsOf(shape: Shape, path: readonly string[]): string[][] {
  const name = path.at(-1) ?? "";
  const inside = [shape, ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap((one) => {
    const member = LISTED[name];
    const ofMembers = one.items === undefined || member === undefined ? [] : pathsOf(one.items, [...path, member]);
    const ofProperties = Object.entries(one.properties ?? {}).flatMap(([key, inner]) => {
      const isPart = !NO_PARTS.includes(key) || name === "nth" || (name === "budget" && key === "period");
      return isPart ? pathsOf(inner, [...path, key]) : [];
    });
    return [...ofMembers, ...ofProperties];
  });
  return [[...path], ...inside];
}

/** What is only ever compared through its members. */
const WHOLES = ["", "attribution", "eligibility", "rewards", "rewards.a", "rewards.a.on"];

test("every part that a rules document can have is known by name", () => {
  const schema = z.toJSONSchema(rulesDocument, { io: "input", metadata: z.registry() }) as Shape;
  const paths = new Set(pathsOf(schema, []).map((path) => path.join(".")));
  const parts = [...paths].filter((path) => {
    return !WHOLES.includes(path) && !/\.options\.|\.(limits|steps)$/.test(path);
  });
  expect(parts.length).toBeGreaterThan(60);
  const unnamed = parts.filter((path) => {
    const { name } = partOf(path.split("."));
    return name.kind === "phrase" && name.phrase === "part_other";
  });
  expect(unnamed).toEqual([]);
});
