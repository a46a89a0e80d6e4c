import type { z } from "@hono/zod-openapi";
import type { App } from "./appDeps.ts";
import type { Parsed } from "./request/parse.ts";

export type Method = "get" | "put" | "post" | "patch" | "delete";

/** How a body is documented and parsed; parsing decides by itself what it costs. */
export interface Body<T> {
  readonly schema: z.ZodType;
  /** A request without any body means `{}`. */
  readonly mayBeAbsent?: true;
  /** It comes from a page's form, and not as JSON. */
  readonly isForm?: true;
  parse(value: unknown, app: App): Parsed<T>;
}

/** What a route is made from. */
export interface Definition<P extends z.ZodObject, Q extends z.ZodObject, B> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** What the summary has no room for. */
  readonly description?: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: Body<B>;
  /** A write without a natural key: only the caller's Idempotency-Key tells a repeat from a second one. */
  readonly needsIdempotencyKey?: true;
  /** See `Endpoint`. */
  readonly isLong?: true;
  readonly replies: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>;
}
