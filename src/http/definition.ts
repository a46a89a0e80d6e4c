import type { z } from "zod";
import type { App } from "./appDeps.ts";
import type { ProblemCode } from "./replies/problem.ts";
import type { Parsed } from "./request/parse.ts";
import type { Tag } from "./tags.ts";

export type Method = "get" | "put" | "post" | "patch" | "delete";

/** How a body is documented and parsed; parsing decides by itself what it costs. */
export interface Body<T> {
  readonly schema: z.ZodType;
  /** A request without any body means `{}`. */
  readonly mayBeAbsent?: true;
  /** It comes from a page's form, and not as JSON. */
  readonly isForm?: true;
  /** The form may bring a file. */
  readonly isUpload?: true;
  /** It is one file, of one of these types and at most so many bytes. */
  readonly file?: { readonly types: readonly string[]; readonly most: number };
  parse(value: unknown, app: App): Parsed<T>;
}

/** What a route answers under one status. */
export interface ReplyDoc {
  readonly description: string;
  /** Of a JSON reply, or of whatever `type` says; nothing where there is no body. */
  readonly schema?: z.ZodType;
  /** The media type where it is not JSON. */
  readonly type?: string;
  /** The headers that are its own, and what each says. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a route is made from. */
export interface Definition<P extends z.ZodObject, Q extends z.ZodObject, B> {
  /** What programs call it by: a verb and its object, once in the whole table. */
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** What the summary has no room for. */
  readonly description?: string;
  readonly tag: Tag;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: Body<B>;
  /** A write without a natural key: only the caller's Idempotency-Key tells a repeat from a second one. */
  readonly needsIdempotencyKey?: true;
  /** See `Endpoint`. */
  readonly isLong?: true;
  readonly replies: Readonly<Record<number, ReplyDoc & { readonly schema: z.ZodType }>>;
  /** The problems that are this route's own; those that come with its kind are not named here. */
  readonly problems?: readonly ProblemCode[];
}
