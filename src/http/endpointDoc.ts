import type { z } from "zod";
import type { Body, Definition, Method, ReplyDoc } from "./definition.ts";
import type { ProblemCode } from "./replies/problem.ts";
import type { Tag } from "./tags.ts";

/** What a caller may prove themselves by; `dev/document/securitySchemes.ts` says what each is. */
export type SecurityScheme = "secretKey" | "publishableKey" | "participant";

/** What the OpenAPI document is made of: everything that it says of one route. */
export interface RouteDoc {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly tag: Tag;
  /** Any of them will do; none where everyone may call. */
  readonly schemes: readonly SecurityScheme[];
  readonly params: z.ZodObject | null;
  readonly query: z.ZodObject | null;
  readonly body: Pick<Body<unknown>, "schema" | "mayBeAbsent" | "isForm" | "file"> | null;
  /** Whether it may, or has to, be sent under an Idempotency-Key. */
  readonly idempotencyKey: "optional" | "required" | null;
  /** Whether wrong codes are counted, so that it does not answer while the limiter is down. */
  readonly tellsCodes: boolean;
  readonly replies: Readonly<Record<number, ReplyDoc>>;
  /** The problems that are this route's own. */
  readonly problems: readonly ProblemCode[];
}

/** What the document says of a route that needs one of these credentials. */
export function docOf<P extends z.ZodObject, Q extends z.ZodObject, B>(
  definition: Definition<P, Q, B> & { readonly tellsCodes?: true },
  schemes: readonly SecurityScheme[],
): RouteDoc {
  const { id, method, path, summary, tag, replies } = definition;
  const takesKey = method === "post" && schemes.includes("secretKey");
  return {
    ...{ id, method, path, summary, tag, schemes, replies },
    description: definition.description ?? null,
    params: definition.params ?? null,
    query: definition.query ?? null,
    body: definition.body ?? null,
    idempotencyKey: takesKey ? (definition.needsIdempotencyKey ? "required" : "optional") : null,
    tellsCodes: definition.tellsCodes ?? false,
    problems: definition.problems ?? [],
  };
}
