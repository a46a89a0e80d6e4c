import type { Context } from "hono";
import type { z } from "zod";
import type { Asker, TenantAsker } from "../db/queries/asker.ts";
import { isAuthorized } from "../db/queries/asker.ts";
import type { Permission } from "../domain/permissions.ts";
import type { Language } from "../i18n/languages.ts";
import { chooseLanguage } from "../i18n/languages.ts";
import { bringLanguage } from "../i18n/lateTexts.ts";
import { askedWith, tenantIdOf } from "./answer.ts";
import type { App } from "./appDeps.ts";
import { retryAfter } from "./client/limits.ts";
import type { Body, Definition, Method } from "./definition.ts";
import type { RouteDoc } from "./endpointDoc.ts";
import { docOf } from "./endpointDoc.ts";
import { inTime } from "./inTime.ts";
import { asksForJson, pageInTrouble, pageOfNothing } from "./pages/pageInTrouble.ts";
import { toProblem } from "./replies/failure.ts";
import { noteRefused, refusedIn } from "./replies/noteRefused.ts";
import { ProblemError, problemResponse, statusOf } from "./replies/problem.ts";
import { RulesError } from "./replies/rulesError.ts";
import { badKey, secretKeyOf } from "./request/authentication.ts";
import type { IdempotencyKey } from "./request/idempotencyKey.ts";
import { idempotencyKeyOf } from "./request/idempotencyKey.ts";
import { parseWith } from "./request/parse.ts";
import { readBody } from "./request/readBody.ts";
import { checkEncoding, invalid, parseTexts, queryOf } from "./request/requestTexts.ts";
import { PAGE } from "./schemas/pages.ts";

/**
 * One route: what it takes, who may call it, what it answers and what it does. From the schemas come validation,
 * types and the OpenAPI document; each value is parsed once.
 */
export interface Endpoint {
  readonly method: Method;
  /** As OpenAPI writes it, for instance `/v1/codes/{code}`. */
  readonly path: string;
  readonly access: Access;
  /** Which kind of body it takes. */
  readonly body: "json" | "form" | "file" | null;
  /** What the OpenAPI document says of it; null where it is silent. */
  readonly doc: RouteDoc | null;
  /** Whether it may take longer than `WAIT_WITHIN_MS`, each statement of it excepted. */
  readonly isLong?: true;
  /** Whether people come here by a link, who are told in words that it can't be had now. */
  readonly isPage?: true;
  /** At once where nothing has to be waited for: of what is answered from memory, a promise would cost a third. */
  respond(app: App, context: Context, requestId: string): Response | Promise<Response>;
}

/**
 * Who may call, by its kind:
 * - `secretKey`: the holder of a secret key of the tenant.
 * - `publishableKey`: a browser with a publishable key or a participant's token.
 * - `participant`: a browser with a participant's token.
 * - `session`: a person of the tenant's staff who is signed in, and whose role has the permission.
 * - `person`: everyone who is signed in, whatever tenants they work for.
 * - `anyone`: every caller.
 */
export type Access =
  | { readonly kind: "secretKey" }
  | { readonly kind: "publishableKey" }
  | { readonly kind: "participant" }
  | { readonly kind: "session"; readonly may: Permission }
  | { readonly kind: "person" }
  | { readonly kind: "anyone" };

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler is given: everything parsed, nothing else of HTTP. */
export interface Call<P, Q, B> extends Pick<ParsedRequest<P, Q, B>, "params" | "query" | "body"> {
  readonly app: App;
  readonly requestId: string;
  /** Not proved before something is read for it. */
  readonly asker: TenantAsker;
  readonly idempotency: IdempotencyKey | null;
  /** The header that says which languages the caller reads. */
  readonly acceptLanguage: string | null;
  /** What links to this service start with. */
  readonly baseUrl: string;
  /** Says that the client has gone, to what is long and would be for no one. */
  readonly signal: AbortSignal;
}

/** The parts of a request, each checked by its schema. */
export interface ParsedRequest<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The body as it was sent. */
  readonly text: string;
}

type None = z.ZodObject<Record<never, never>, z.core.$strict>;

/** A body with one schema. */
export function bodyOf<S extends z.ZodType>(schema: S): Body<z.output<S>> {
  return { schema, parse: (value) => parseWith(schema, value) };
}

/** What a page's form posts: each name with its text, or with a list where a name comes several times. */
export function formOf<S extends z.ZodType>(schema: S): Body<z.output<S>> {
  return { ...bodyOf(schema), isForm: true };
}

const PAGE_OF_TROUBLE = { description: "A page that asks to try again in a moment", ...PAGE };
const PAGE_OF_NOTHING = { description: "A page that says that the link leads nowhere", ...PAGE };

/** A route that anyone may call; it takes care of what it is given by itself. */
export function openRoute(
  definition: Pick<Definition<z.ZodObject, z.ZodObject, undefined>, "id" | "path" | "summary" | "tag" | "problems"> &
    Pick<Endpoint, "isPage"> & {
      readonly params?: z.ZodObject;
      readonly query?: z.ZodObject;
      readonly replies: RouteDoc["replies"];
      /** The document is silent about it. */
      readonly isDocumented?: false;
    },
  respond: Endpoint["respond"],
): Endpoint {
  const { isDocumented = true, isPage, ...described } = definition;
  const { path } = definition;
  const method = "get";
  const isMissed = definition.problems?.some((code) => statusOf(code) === 404) ?? false;
  const pages = { ...(isMissed ? { 404: PAGE_OF_NOTHING } : {}), 503: PAGE_OF_TROUBLE };
  const replies = { ...definition.replies, ...(isPage ? pages : {}) };
  const doc = isDocumented ? { ...docOf({ ...described, method, replies: {} }, []), replies } : null;
  const isFor = isPage === undefined ? {} : { isPage };
  return { method, path, access: { kind: "anyone" }, body: null, doc, ...isFor, respond };
}

/** A route for holders of a secret key. */
export function serverRoute<P extends z.ZodObject = None, Q extends z.ZodObject = None, B = undefined>(
  definition: Definition<P, Q, B>,
  handle: (call: Call<z.output<P>, z.output<Q>, B>) => Promise<Reply>,
): Endpoint {
  const { method, path, body, isLong } = definition;
  return {
    method,
    path,
    access: { kind: "secretKey" },
    ...(isLong === undefined ? {} : { isLong }),
    body: kindOf(body),
    doc: docOf(definition, ["secretKey"]),
    async respond(app, context, requestId) {
      const request = context.req.raw;
      const asker = secretKeyOf(request);
      askedWith(context, asker.hash);
      const call = await beforeKeyIsKnown(app, asker, async () => {
        const { text, ...parsed } = await parseRequest(app, context, definition);
        const idempotency = idempotencyOf(context, definition, text);
        const acceptLanguage = request.headers.get("accept-language");
        const baseUrl = baseUrlOf(app, request.url);
        return { app, requestId, asker, ...parsed, idempotency, acceptLanguage, baseUrl, signal: request.signal };
      });
      const reply = await handle(call);
      const refused = refusedIn(reply.status, reply.body);
      if (refused.length > 0) noteRefused(app, { method, path, tenantId: tenantIdOf(context), origin: null }, refused);
      return jsonResponse(reply, requestId);
    },
  };
}

/**
 * Whether a request is well formed is told to holders of a valid key only. The key is normally proved by the
 * handler's own statement; a request that never gets there needs one for itself.
 */
export async function beforeKeyIsKnown<T>(app: App, asker: Asker, parse: () => Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    if (!(await isAuthorized(app.deps.database, asker))) throw badKey();
    throw error;
  }
}

/**
 * Parses what a route takes.
 *
 * @throws {ProblemError} for the first part that is not valid
 */
export async function parseRequest<P extends z.ZodObject, Q extends z.ZodObject, B>(
  app: App,
  context: Context,
  definition: Pick<Definition<P, Q, B>, "params" | "query" | "body">,
): Promise<ParsedRequest<z.output<P>, z.output<Q>, B>> {
  const request = context.req.raw;
  checkEncoding(request.url);
  // The router may have been given a parameter in place of the end of a path that has none.
  const given = definition.params === undefined ? {} : context.req.param();
  const params = parseTexts(definition.params, given, "path") as z.output<P>;
  const query = parseTexts(definition.query, queryOf(context), "query") as z.output<Q>;
  if (definition.body === undefined) return { params, query, body: undefined as B, text: "" };
  const { text, value } = await readBody(request, definition.body);
  app.bodies.take(request, value instanceof Uint8Array ? value.length : text.length);
  const parsed = definition.body.parse(value, app);
  if (!parsed.ok) throw invalid("body", parsed.errors);
  return { params, query, body: parsed.value, text };
}

function idempotencyOf(
  context: Context,
  {
    method,
    body,
    needsIdempotencyKey,
  }: Pick<Definition<z.ZodObject, z.ZodObject, unknown>, "method" | "needsIdempotencyKey"> & {
    readonly body?: unknown;
  },
  text: string,
): IdempotencyKey | null {
  if (body === undefined) return null;
  const idempotency = method === "post" ? idempotencyKeyOf(context.req.raw, context.req.path, text) : null;
  if (idempotency === null && needsIdempotencyKey === true) {
    throw new ProblemError(
      "idempotency_key_required",
      "Send the header Idempotency-Key: nothing else tells whether this request is a repeat.",
    );
  }
  return idempotency;
}

/** What links to this service start with. */
export function baseUrlOf(app: App, url: string): string {
  return app.deps.publicUrl ?? url.slice(0, url.indexOf("/", url.indexOf("//") + 2));
}

/** A reply as a response. */
export function jsonResponse({ status, body, headers }: Reply, requestId: string): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", "x-request-id": requestId, ...headers },
  });
}

/** Which kind of body a route takes. */
export function kindOf(body: Pick<Body<unknown>, "isForm" | "file"> | undefined): Endpoint["body"] {
  if (body === undefined) return null;
  if (body.file !== undefined) return "file";
  return body.isForm === true ? "form" : "json";
}

/** The headers of a reply in a language that the request has chosen. */
export function inLanguage(language: Language): Record<string, string> {
  return { "content-language": language, vary: "accept-language" };
}

/** What logs of proxies call a request whose client did not wait. */
const CLIENT_GONE = 499;

/** Runs an endpoint; whatever goes wrong becomes a problem. */
export function run(app: App, endpoint: Endpoint, context: Context, requestId: string): Response | Promise<Response> {
  try {
    const response = endpoint.respond(endpoint.isLong ? app : inTime(app), context, requestId);
    if (!(response instanceof Promise)) return response;
    return response.catch((error: unknown) => failed(app, endpoint, context, { error, requestId }));
  } catch (error) {
    return failed(app, endpoint, context, { error, requestId });
  }
}

function failed(
  app: App,
  { isPage, method, path, access }: Endpoint,
  context: Context,
  { error, requestId }: { readonly error: unknown; readonly requestId: string },
): Response | Promise<Response> {
  const { signal } = context.req.raw;
  // The client has gone: no one is told, and it is no defect.
  if (signal.aborted && error === signal.reason) return new Response(null, { status: CLIENT_GONE });
  const problem = toProblem(error, requestId);
  if (access.kind === "secretKey") {
    noteRefused(app, { method, path, tenantId: tenantIdOf(context), origin: null }, [problem]);
  }
  if (isPage && !asksForJson(context)) {
    const status = statusOf(problem.code);
    if (status === 503) return pageInTrouble(app, context, problem, requestId);
    if (status === 404) return pageOfNothing(app, context, requestId);
  }
  if (problem instanceof RulesError) return rulesRefused(app, context, problem, requestId);
  return problemResponse(problem, requestId, retryAfter(problem, app.deps.clock.now()));
}

/** In the language that the caller reads. */
async function rulesRefused({ deps }: App, context: Context, error: RulesError, requestId: string): Promise<Response> {
  const language = chooseLanguage(context.req.raw.headers.get("accept-language"));
  await bringLanguage(deps.assets, language);
  return problemResponse(error.inWords(language), requestId, inLanguage(language));
}
