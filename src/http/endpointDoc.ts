import type { RouteConfig } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import type { Definition } from "./definition.ts";
import { FORM_TYPE } from "./request/formBody.ts";
import { JSON_TYPE } from "./request/jsonBody.ts";

/** What a caller may prove themselves by; `openApi.ts` says what each is. */
export type SecurityScheme = "secretKey" | "publishableKey" | "participant";

/** What the OpenAPI document says of a route that needs one of these credentials. */
export function docOf<P extends z.ZodObject, Q extends z.ZodObject, B>(
  definition: Definition<P, Q, B>,
  schemes: readonly SecurityScheme[] = ["secretKey"],
): RouteConfig {
  const { method, path, summary, description, tag, params, query, body, replies } = definition;
  const needsKey = definition.needsIdempotencyKey ?? false;
  const key = z.string().max(255);
  const responses = Object.entries(replies).map(([status, { description, schema }]) => {
    return [status, { description, content: { "application/json": { schema } } }];
  });
  return {
    method,
    path,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    security: schemes.map((scheme) => ({ [scheme]: [] })),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(method === "post" && schemes.includes("secretKey")
        ? { headers: z.object({ "Idempotency-Key": needsKey ? key : key.optional() }) }
        : {}),
      ...(body === undefined
        ? {}
        : {
            body: {
              required: body.mayBeAbsent !== true,
              content: { [body.isForm ? FORM_TYPE : JSON_TYPE]: { schema: body.schema } },
            },
          }),
    },
    responses: { ...Object.fromEntries(responses), default: problemDoc },
  };
}

const fieldError = z.object({
  path: z.string(),
  message: z
    .string()
    .openapi({ description: "Of a rules document in the language that Accept-Language likes best, else in English" }),
  code: z.string().optional().openapi({ description: "Of a rules document: what the message says, as data" }),
  values: z.record(z.string(), z.unknown()).optional(),
});

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    reason: z.string().optional(),
    message: z.string().optional().openapi({ description: "For customers, in their language; to browsers alone" }),
    errors: z.array(fieldError).optional(),
  })
  .openapi("Problem");

/** What every route may answer instead. */
export const problemDoc = {
  description: "A problem, as RFC 9457 tells it",
  content: { "application/problem+json": { schema: problemSchema } },
};
