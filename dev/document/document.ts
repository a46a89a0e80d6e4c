import { rulesDocument } from "../../src/domain/rulesSchema.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { MAX_BODY_BYTES } from "../../src/http/request/bodyText.ts";
import { TAGS } from "../../src/http/tags.ts";
import { HEADERS, PARAMETERS, SECURITY_SCHEMES } from "./components.ts";
import type { Examples } from "./examples.ts";
import { operationOf } from "./operation.ts";
import { problem } from "./problems.ts";
import type { JsonObject } from "./schemas.ts";
import { schemaWriter } from "./schemas.ts";

const INTRODUCTION = [
  "Codes, attribution, rewards and books of refer-a-friend programs. An **advocate** (the referrer) shares a code; a **friend** (the referee) redeems it.",
  "Money is in whole minor units (pence, cents) with its currency beside it, and every whole number is at most 2^53 - 1. Times are RFC 3339. Rates are in basis points.",
  "**Repeats.** Every event has a name of its own, such as the order's id. When it is sent again, the first answer is given again. Any other POST of a secret key can be sent under an `Idempotency-Key`: a repeat is answered with what was stored, and `Idempotency-Hit: true`.",
  `**Limits.** A body has at most ${MAX_BODY_BYTES} bytes. A property that is not named here is refused. No text may contain U+0000 or half a surrogate pair, and no JSON is nested deeper than 32 levels. Browsers are counted by the minute, as their routes say; a server's requests are not.`,
  "**Problems** are told as RFC 9457 says, and their `code` stays the same for good. What belongs to another tenant is as absent as what does not exist.",
].join("\n\n");

/** What other schemas name without holding it: rules are parsed where the program's currency is known. */
const NAMED = [problem, rulesDocument];

/**
 * The OpenAPI 3.1 document of the routes, from the schemas that they parse and answer by.
 *
 * @param examples of real requests and replies
 */
export function openApiDocument(routes: readonly Endpoint[], examples: Examples): JsonObject {
  const writer = schemaWriter();
  const docs = routes.flatMap(({ doc }) => (doc === null ? [] : [doc]));
  for (const schema of NAMED) writer.write(schema, "input");
  const paths: Record<string, JsonObject> = {};
  for (const doc of docs) {
    paths[doc.path] = { ...paths[doc.path], [doc.method]: operationOf(doc, writer, examples) };
  }
  const tags = Object.entries(TAGS).filter(([name]) => docs.some(({ tag }) => tag === name));
  return {
    openapi: "3.1.0",
    info: {
      title: "refer-a-friend",
      version: "1",
      description: INTRODUCTION,
      contact: { name: "refer-a-friend" },
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "The server that this document comes from" }],
    tags: tags.map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: sorted(writer.components),
      parameters: PARAMETERS,
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
