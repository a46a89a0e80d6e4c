import * as z from "zod";

/** Any part of the document. */
export type JsonObject = { [name: string]: unknown };

/** Which way a schema's values go: transforms and defaults make what comes in something else than what went out. */
export type Direction = "input" | "output";

/** Turns the schemas that the code parses by into those of the document. */
export interface SchemaWriter {
  write(schema: z.ZodType, direction: Direction): JsonObject;
  /** What was named on the way, by its name. */
  readonly components: Readonly<Record<string, JsonObject>>;
}

/** The pattern of a date says the lengths of months and the leap years; the format says as much in a word. */
const PATTERN_OF_DATES = "^(?:(?:\\d\\d[2468]";

/** @throws what can't be said in JSON Schema; two things of one name */
export function schemaWriter(): SchemaWriter {
  const components: Record<string, JsonObject> = {};
  return {
    components,
    write(schema, direction) {
      const { $schema: _, $defs = {}, ...json } = toJson(schema, direction);
      for (const [name, definition] of Object.entries($defs)) keep(components, name, asComponent(definition));
      return asComponent(json);
    },
  };
}

function toJson(schema: z.ZodType, direction: Direction): JsonObject & { $defs?: Record<string, JsonObject> } {
  return z.toJSONSchema(schema, {
    io: direction,
    override: ({ jsonSchema }) => {
      const json: JsonObject = jsonSchema;
      if (isObject(json.inDocument)) replaceBy(json, json.inDocument);
      const { pattern } = json;
      if (typeof pattern === "string" && pattern.startsWith(PATTERN_OF_DATES)) delete json.pattern;
      // That a number of ours can be told exactly in JSON is said once, in the introduction.
      if (direction === "output" && json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
      if (direction === "output" && json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
    },
  });
}

function replaceBy(json: JsonObject, { ...said }: JsonObject): void {
  for (const name of Object.keys(json)) delete json[name];
  Object.assign(json, said);
}

function keep(components: Record<string, JsonObject>, name: string, definition: JsonObject): void {
  const known = components[name];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
    throw new Error(`${name} is one thing where it comes in and another where it goes out: give it two names`);
  }
  components[name] = definition;
}

/** References to what was named lead to the document's components. */
function asComponent(json: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
