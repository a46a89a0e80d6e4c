import type { ReplyDoc } from "../../src/http/definition.ts";
import type { RouteDoc } from "../../src/http/endpointDoc.ts";
import { statusOf } from "../../src/http/replies/problem.ts";
import { FORM_TYPE } from "../../src/http/request/formBody.ts";
import { JSON_TYPE } from "../../src/http/request/jsonBody.ts";
import type { Examples, RouteExamples } from "./examples.ts";
import { problemResponses } from "./problems.ts";
import type { JsonObject, SchemaWriter } from "./schemas.ts";

/** What the document says of one route. */
export function operationOf(doc: RouteDoc, writer: SchemaWriter, all: Examples): JsonObject {
  const examples = all.of(doc);
  const { id, summary, description, tag, schemes } = doc;
  const parameters = [
    ...parametersIn("path", doc, writer),
    ...parametersIn("query", doc, writer),
    ...idempotencyHeader(doc),
  ];
  return {
    operationId: id,
    summary: wordsOf(id),
    description: [`${summary}.`, description].filter((part) => part !== null).join("\n\n"),
    tags: [tag],
    security: schemes.map((scheme) => ({ [scheme]: [] })),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(doc.body === null ? {} : { requestBody: requestBody(doc.body, writer, examples) }),
    responses: withPages({ ...replies(doc, writer, examples), ...inFront(doc) }, problemResponses(doc, all)),
  };
}

/** A name as a heading of the reference: `reportEvents` is "Report events". */
function wordsOf(id: string): string {
  const words = id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace("open api", "OpenAPI");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function parametersIn(place: "path" | "query", doc: RouteDoc, writer: SchemaWriter): JsonObject[] {
  const object = place === "path" ? doc.params : doc.query;
  if (object === null) return [];
  const { properties = {}, required = [] } = writer.write(object, "input");
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(properties as Record<string, JsonObject>).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: needed.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function idempotencyHeader({ idempotencyKey }: RouteDoc): JsonObject[] {
  if (idempotencyKey === null) return [];
  const name = idempotencyKey === "required" ? "NeededIdempotencyKey" : "IdempotencyKey";
  return [{ $ref: `#/components/parameters/${name}` }];
}

function requestBody(body: NonNullable<RouteDoc["body"]>, writer: SchemaWriter, examples: RouteExamples): JsonObject {
  const schema = writer.write(body.schema, "input");
  const kinds = Object.entries(examples.bodies).map(([name, value]) => [name, { value }]);
  const one = examples.body === undefined ? {} : { example: examples.body };
  // The document may have one example or several, not both.
  const shown = kinds.length === 0 ? one : { examples: Object.fromEntries(kinds) };
  return {
    required: body.mayBeAbsent !== true,
    content: Object.fromEntries(bodyTypes(body).map((type) => [type, { schema, ...shown }])),
  };
}

function bodyTypes({ isForm, file }: NonNullable<RouteDoc["body"]>): readonly string[] {
  return file?.types ?? [isForm ? FORM_TYPE : JSON_TYPE];
}

/** What has no refusals of its own is refused all the same where a request does not get as far. */
function inFront({ schemes, problems, replies }: RouteDoc): Record<string, JsonObject> {
  const has4xx =
    schemes.length > 0 ||
    problems.some((code) => statusOf(code) < 500) ||
    Object.keys(replies).some((status) => status.startsWith("4"));
  return has4xx
    ? {}
    : { "4XX": { description: "What the server in front refuses, such as headers that are too long" } };
}

/** A problem that people read as a page, and programs as JSON, is both under one status. */
function withPages(
  replies: Readonly<Record<string, JsonObject>>,
  problems: Readonly<Record<string, JsonObject>>,
): Record<string, JsonObject> {
  const both = Object.entries(problems).map(([status, problem]) => {
    const page = replies[status]?.content as JsonObject | undefined;
    return [status, { ...problem, content: { ...page, ...(problem.content as JsonObject) } }];
  });
  return { ...replies, ...Object.fromEntries(both) };
}

function replies(doc: RouteDoc, writer: SchemaWriter, examples: RouteExamples): Record<string, JsonObject> {
  const entries = Object.entries(doc.replies).map(([status, reply]) => {
    // Where the story has no such answer, one of the same schema shows as much.
    const alike = Object.entries(doc.replies).find(
      ([other, { schema }]) => schema === reply.schema && other in examples.replies,
    );
    return [status, replyOf(reply, doc, writer, examples.replies[status] ?? examples.replies[alike?.[0] ?? ""])];
  });
  return Object.fromEntries(entries);
}

function replyOf(reply: ReplyDoc, doc: RouteDoc, writer: SchemaWriter, example: unknown): JsonObject {
  const { description, schema, type = JSON_TYPE, headers = {} } = reply;
  const own = Object.entries(headers).map(([name, text]) => {
    return [name, { description: text, schema: { type: "string" } }];
  });
  const common = commonHeaders(doc).map((name) => [name, { $ref: `#/components/headers/${name}` }]);
  const all: JsonObject = Object.fromEntries([...own, ...common]);
  const media = schema === undefined ? null : writer.write(schema, "output");
  return {
    description,
    ...(Object.keys(all).length === 0 ? {} : { headers: all }),
    ...(media === null
      ? {}
      : { content: { [type]: { schema: media, ...(example === undefined ? {} : { example }) } } }),
  };
}

function commonHeaders({ schemes, idempotencyKey }: RouteDoc): string[] {
  if (schemes.length === 0) return [];
  const isBrowsers = !schemes.includes("secretKey");
  return [
    "X-Request-Id",
    ...(isBrowsers ? ["Content-Language"] : []),
    ...(idempotencyKey === null ? [] : ["Idempotency-Hit"]),
  ];
}
