import { describe, expect, it } from "vitest";
import * as z from "zod";
import { routeTable } from "../../src/http/routeTable.ts";
import { REFUND_WAYS } from "../../src/http/schemas/events.ts";
import { servedDocument } from "../../src/testing/contract/operations.ts";
import { openApiDocument } from "./document.ts";
import { examplesOfStory } from "./examples.ts";
import type { JsonObject } from "./schemas.ts";
import { isObject, schemaWriter } from "./schemas.ts";

const document = openApiDocument(routeTable, await examplesOfStory());
const served = servedDocument();

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}
interface Media {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** The story does not tell what the same whatever happens: which database it is, and the document itself. */
const UNTOLD = ["/paths/~1health/get/responses/200", "/paths/~1openapi.json/get/responses/200"];

/** Every object within, with what it is under. */
function* objectsIn(json: unknown, under = ""): Generator<{ object: JsonObject; under: string }> {
  if (Array.isArray(json)) for (const each of json) yield* objectsIn(each, under);
  if (!isObject(json)) return;
  yield { object: json, under };
  for (const [name, inner] of Object.entries(json)) {
    if (name !== "example" && name !== "examples") yield* objectsIn(inner, name);
  }
}

/** What patterns may read differently: nothing, a letter of two units, halves of one, controls, and plain text. */
const PROBES = [
  "",
  "a",
  "A-1",
  "😀",
  "a😀",
  "\ud83d",
  "\u0000",
  "\u007f",
  "é",
  "2026-01-05T10:00:00Z",
  "a@b",
  "cash:GBP",
];

/** Media that JSON is told in, with where their schema is. */
const media = operations.flatMap(({ path, method, operation: { requestBody, responses } }) => {
  const at = `/paths/${encodeURIComponent(path.replaceAll("/", "~1"))}/${method}`;
  const all: (readonly [string, Readonly<Record<string, Media>>])[] = [
    [`${at}/requestBody`, requestBody?.content ?? {}],
    ...Object.entries(responses).map(([status, { content = {} }]) => [`${at}/responses/${status}`, content] as const),
  ];
  return all.flatMap(([where, content]) =>
    Object.entries(content).flatMap(([type, { example, examples = {} }]) => {
      const all = example === undefined ? Object.values(examples).map(({ value }) => value) : [example];
      const pointer = `${where}/content/${type.replace("/", "~1")}/schema`;
      return type.includes("json") ? [{ where, type, pointer, all }] : [];
    }),
  );
});

describe("the OpenAPI document", () => {
  it("is built as it is served", () => {
    expect(served.document).toEqual(document);
  });

  it("names every operation, each by a name of its own", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
  });

  it("has patterns that any tool can read, which say the same with the flag u and without it", () => {
    const patterns = new Set(
      [...objectsIn(document)].flatMap(({ object: { pattern } }) => (typeof pattern === "string" ? [pattern] : [])),
    );
    expect(patterns.size).toBeGreaterThan(10);
    for (const pattern of patterns) {
      expect(pattern).not.toMatch(/\\[pPu]|\/[a-z]*$/);
      const [plain, unicode] = [new RegExp(pattern), new RegExp(pattern, "u")];
      for (const probe of PROBES) expect(plain.test(probe), `${pattern} on ${probe}`).toBe(unicode.test(probe));
    }
  });

  it("puts no closed schema beside others, which nothing could meet", () => {
    const closed = [...objectsIn(document)].filter(
      ({ object, under }) => under === "allOf" && object.additionalProperties === false,
    );
    expect(closed).toEqual([]);
    const names = [...objectsIn(document)].flatMap(({ object, under }) =>
      under === "allOf" && typeof object.$ref === "string" ? [object.$ref] : [],
    );
    expect(new Set(names)).toEqual(new Set(["#/components/schemas/Problem"]));
  });

  it("has an example for every body and reply that some test has sent or seen, and each is valid", () => {
    const without = media.filter(({ all }) => all.length === 0).map(({ where }) => where);
    expect(without).toEqual(UNTOLD);
    for (const { pointer, all } of media)
      for (const example of all) expect(served.errorsOf(pointer, example), pointer).toEqual([]);
  });

  it("has an example of an event of every type, and of a refund in every way", () => {
    const { requestBody } =
      operations.find(({ operation }) => operation.operationId === "reportEvent")?.operation ?? {};
    const kinds = Object.keys(requestBody?.content["application/json"]?.examples ?? {});
    expect(kinds.toSorted()).toEqual(
      [
        ...[
          "signup",
          "purchase",
          "purchase that uses the friend's discount",
          "purchase of a guest",
          "purchase of an account whose e-mail is verified",
          "dispute",
          "order_change",
          "refund_reversal",
          "your own event",
        ],
        ...REFUND_WAYS.map((way) => `refund by ${way}`),
      ].toSorted(),
    );
  });

  it("gives the reference no Idempotency-Key to send where it may be left out, and the demo's program to ask for", () => {
    const { parameters } = document.components as { parameters: Record<string, JsonObject> };
    expect(Object.values(parameters).map(({ required, example }) => [required, typeof example])).toEqual([
      [false, "undefined"],
      [true, "string"],
    ]);
    const dryRun = operations.find(({ path }) => path === "/v1/programs/{key}/dry-run")?.operation;
    expect(dryRun).toMatchObject({ parameters: [{ name: "key", schema: { examples: ["friends"] } }, {}] });
  });

  it("refuses two things of one name", () => {
    const writer = schemaWriter();
    writer.write(z.string().meta({ id: "Thing" }), "input");
    expect(() => writer.write(z.int().meta({ id: "Thing" }), "input")).toThrow("give it two names");
  });
});
