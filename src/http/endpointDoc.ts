import type { RouteConfig } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import type { Definition } from "./endpoint.ts";

/** What the OpenAPI document says of a route for holders of a secret key. */
export function docOf<P extends z.ZodObject, Q extends z.ZodObject, B>(definition: Definition<P, Q, B>): RouteConfig {
  const { method, path, summary, tag, params, query, body, replies } = definition;
  const responses = Object.entries(replies).map(([status, { description, schema }]) => {
    return [status, { description, content: { "application/json": { schema } } }];
  });
  return {
    method,
    path,
    summary,
    tags: [tag],
    security: [{ secretKey: [] }],
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(method === "post" ? { headers: z.object({ "Idempotency-Key": z.string().max(255).optional() }) } : {}),
      ...(body === undefined
        ? {}
        : { body: { required: body.mayBeAbsent !== true, content: { "application/json": { schema: body.schema } } } }),
    },
    responses: { ...Object.fromEntries(responses), default: problemDoc },
  };
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    reason: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");

/** What every route may answer instead. */
export const problemDoc = {
  description: "A problem, as RFC 9457 tells it",
  content: { "application/problem+json": { schema: problemSchema } },
};
