import { createHash } from "node:crypto";
import type { JsonObject } from "./schemas.ts";
import { isObject } from "./schemas.ts";

/** What types are made of: the document without what changes no type. */

/** Texts for people, and limits that no type can say. */
const UNTYPED = [
  ...["description", "summary", "example", "examples", "title", "pattern", "format", "headers", "security", "tags"],
  ...["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "maxProperties", "propertyNames", "not"],
];

/** The parts of the document that types follow from. */
export function typedParts(document: JsonObject): JsonObject {
  const { openapi, paths, components } = document;
  const info = { title: "refer-a-friend", version: "1" };
  return { openapi, info, paths: stripped(paths, false), components: stripped(components, false) };
}

/** @param isMap whether the names within are the author's own, and not words of the document */
function stripped(json: unknown, isMap: boolean): unknown {
  if (Array.isArray(json)) return json.map((each) => stripped(each, false));
  if (!isObject(json)) return json;
  const kept = Object.entries(json).filter(([name]) => isMap || !UNTYPED.includes(name));
  const entries = kept.map(([name, inner]) => [name, stripped(inner, !isMap && name === "properties")]);
  return Object.fromEntries(entries);
}

/** The line that a file of types begins with, which says of what it was made. */
export function headOf(document: JsonObject): string {
  const hash = createHash("sha256")
    .update(JSON.stringify(typedParts(document)))
    .digest("hex")
    .slice(0, 16);
  return `// Made by \`npm run types\` of the OpenAPI document ${hash}: change the routes, not this file.`;
}
