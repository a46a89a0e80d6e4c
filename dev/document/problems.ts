import * as z from "zod";
import { ADDRESS_LIMIT, OWN_FAILED_CODE_LIMIT, PARTICIPANT_LIMIT } from "../../src/http/client/limits.ts";
import type { RouteDoc } from "../../src/http/endpointDoc.ts";
import type { Problem, ProblemCode } from "../../src/http/replies/problem.ts";
import { ProblemError, problemBody, statusOf, titleOf } from "../../src/http/replies/problem.ts";
import { MAX_BODY_BYTES } from "../../src/http/request/bodyText.ts";
import type { Examples } from "./examples.ts";
import type { JsonObject } from "./schemas.ts";

/** What a route may answer in place of what was asked for, and how much it takes. */

const fieldError = z.strictObject({
  path: z
    .string()
    .meta({ description: "From the root of the body, the query or the path, such as `items.0.quantity`" }),
  message: z
    .string()
    .meta({ description: "Of a rules document in the language that Accept-Language likes best, else in English" }),
  code: z.string().optional().meta({ description: "Of a rules document: what the message says, as data" }),
  values: z.record(z.string(), z.unknown()).optional(),
});

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: "The same for good: what programs go by" }),
    requestId: z.string(),
    reason: z
      .string()
      .optional()
      .meta({ description: "Which of the ways the code stands for, where there are several" }),
    current: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "What is there now, such as the draft that was saved since" }),
    message: z.string().optional().meta({ description: "For customers, in their language; to browsers alone" }),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: "Problem", description: "A problem, as RFC 9457 tells it" });

/** Those of one status stand together. */
export function problemResponses(doc: RouteDoc, examples: Examples): Record<string, JsonObject> {
  const byStatus = Map.groupBy(problemsOf(doc), statusOf);
  const responses = [...byStatus].map(([status, codes]) => [
    String(status),
    problemResponse(doc, status, codes, examples),
  ]);
  return Object.fromEntries(responses);
}

function problemResponse(doc: RouteDoc, status: number, codes: readonly ProblemCode[], examples: Examples): JsonObject {
  const own = examples.of(doc).replies[String(status)];
  const told = codes.map((code) => examples.problem(code)).find((found) => found !== undefined);
  const [first] = codes;
  const example = own ?? told ?? (first === undefined ? undefined : untold(first));
  const headers = [
    ...(status === 429 || status === 503 ? ["Retry-After"] : []),
    ...(status === 401 ? [AUTHENTICATE] : []),
  ];
  const named = headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
  return {
    description: codes.map((code) => `\`${code}\`: ${textOf(doc, code)}.`).join("\n\n"),
    headers: { "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" }, ...Object.fromEntries(named) },
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { type: "object", properties: { code: { type: "string", enum: codes } } },
          ],
        },
        example,
      },
    },
  };
}

/** What no story tells, such as that the database is away, as it would be answered. */
function untold(code: ProblemCode): Problem {
  return problemBody(new ProblemError(code, `${titleOf(code)}.`), "req_0mk0zosg0k3v9x2c8p4m7");
}

const AUTHENTICATE = "WWW-Authenticate";

/** Every code that a route answers: its own, and those of everything that is of its kind. */
export function problemsOf(doc: RouteDoc): ProblemCode[] {
  const { schemes, body, idempotencyKey } = doc;
  const isGuarded = schemes.length > 0;
  const isWrite = isGuarded && doc.method !== "get";
  const isBrowsers = isGuarded && !schemes.includes("secretKey");
  const codes: ProblemCode[] = [
    ...doc.problems,
    ...(isGuarded ? (["unauthorized", "invalid_request", "busy", "database_unavailable"] as const) : []),
    ...(isWrite ? (["outcome_unknown"] as const) : []),
    ...(body === null ? [] : (["unsupported_media_type", "body_too_large", unreadable(body)] as const)),
    ...(idempotencyKey === null ? [] : (["idempotency_mismatch"] as const)),
    ...(idempotencyKey === "required" ? (["idempotency_key_required"] as const) : []),
    ...(isBrowsers ? (["origin_not_allowed", "rate_limited"] as const) : []),
    ...(doc.tellsCodes ? (["limiter_unavailable"] as const) : []),
    "internal",
  ];
  return [...new Set(codes)].toSorted((a, b) => statusOf(a) - statusOf(b) || a.localeCompare(b));
}

function unreadable(body: NonNullable<RouteDoc["body"]>): ProblemCode {
  return body.isForm ? "invalid_form" : "invalid_json";
}

function textOf(doc: RouteDoc, code: ProblemCode): string {
  if (code === "rate_limited") return rateText(doc);
  if (code === "body_too_large") return `A body has at most ${MAX_BODY_BYTES} bytes`;
  return titleOf(code);
}

function rateText({ tellsCodes }: RouteDoc): string {
  const limits = [
    `${ADDRESS_LIMIT.most} requests a minute of one address`,
    `${PARTICIPANT_LIMIT.most} of one participant`,
  ];
  if (tellsCodes) limits.push(`${OWN_FAILED_CODE_LIMIT.most} wrong codes of one participant`);
  return `At most ${limits.join(", ")}`;
}
