import { isBeyondSchemas } from "./beyondSchemas.ts";
import type { Operation, ServedDocument } from "./operations.ts";
import { servedDocument } from "./operations.ts";
import type { Sent } from "./requestErrors.ts";
import { requestErrors } from "./requestErrors.ts";

/**
 * Holds every request and every reply of a test to the OpenAPI document, in both directions: a reply that breaks it, a
 * request that it allows and the app refuses, and one that it refuses and the app takes, fail the test.
 */

/** Calls the API through anything that works like `fetch`: the app in this process, or a Worker in workerd. */
export type Fetch = (request: Request) => Response | Promise<Response>;

let document: ServedDocument | null = null;
const held = new WeakSet<Fetch>();

export function holdToDocument(fetch: Fetch): Fetch {
  if (held.has(fetch)) return fetch;
  const holding: Fetch = (request) => {
    document ??= servedDocument();
    const found = document.operationFor(request.method, new URL(request.url).pathname);
    if (found === null) return fetch(request);
    // Read beside the app: of a body that it gives up half-way, neither of the two would come to an end alone.
    const text = found.operation.body === null || request.body === null ? "" : textOf(request.clone());
    const response = fetch(request);
    // What is answered at once has no JSON to wait for, and stays at once.
    if (response instanceof Response && !isJson(response)) return check(document, found, request, "", response);
    return checkLater(document, found, request, text, response);
  };
  held.add(holding);
  return holding;
}

type Found = NonNullable<ReturnType<ServedDocument["operationFor"]>>;

async function checkLater(
  known: ServedDocument,
  found: Found,
  request: Request,
  text: string | Promise<string | null>,
  answering: Response | Promise<Response>,
): Promise<Response> {
  const response = await answering;
  const body: unknown = isJson(response) ? await response.clone().json() : undefined;
  return check(known, found, request, await text, response, body);
}

/** @throws what the exchange breaks of the document */
function check(
  known: ServedDocument,
  found: Found,
  request: Request,
  text: string | null,
  response: Response,
  body?: unknown,
): Response {
  // What no one waited for says nothing.
  if (request.signal.aborted) return response;
  const sent = { url: request.url, headers: request.headers, text };
  const type = response.headers.get("content-type")?.split(";")[0] ?? null;
  const answered = { status: response.status, type, hasBody: response.body !== null, body };
  const problems = [
    ...replyProblems(known, found.operation, answered),
    ...(found.operation.isOpen ? [] : requestProblems(known, found, sent, answered)),
  ];
  if (problems.length === 0) return response;
  throw new Error(`${found.operation.name}: ${problems.join("; ")}\n${told(sent, answered)}`);
}

function isJson(response: Response): boolean {
  return response.headers.get("content-type")?.includes("json") ?? false;
}

interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly hasBody: boolean;
  /** Parsed; undefined for what is no JSON. */
  readonly body: unknown;
}

/** What breaks off is not known. */
async function textOf(request: Request): Promise<string | null> {
  return await request.text().catch(() => null);
}

function replyProblems(document: ServedDocument, operation: Operation, answered: Answered): string[] {
  const { status, type, body, hasBody } = answered;
  const promises = operation.replies.get(status) ?? null;
  if (promises === null) return [`the document has no status ${status}`];
  if (promises.length === 0) return hasBody ? [`the document promises no body with ${status}`] : [];
  const promised = promises.find((each) => each.type === type);
  if (promised === undefined) {
    const types = promises.map((each) => each.type).join(" or ");
    return [`the document promises ${types} with ${status}, and it is ${type}`];
  }
  if (promised.pointer === null) return [];
  return document.errorsOf(promised.pointer, body).map(({ instancePath, message, params }) => {
    return `the reply breaks the document at "${instancePath}": ${message} ${JSON.stringify(params)}`;
  });
}

/** These tell that the request did not get as far as being understood, so they say nothing about its shape. */
const ELSEWHERE = [
  "unauthorized",
  "origin_not_allowed",
  "rate_limited",
  "limiter_unavailable",
  "busy",
  "database_unavailable",
  "internal",
];
const OF_SHAPE = [
  "invalid_request",
  "invalid_json",
  "body_too_large",
  "unsupported_media_type",
  "idempotency_key_required",
];

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly code?: string }[];
}

function requestProblems(
  document: ServedDocument,
  found: { readonly operation: Operation; readonly params: Readonly<Record<string, string>> },
  sent: Sent,
  { status, body }: Answered,
): string[] {
  const errors = requestErrors(document, found, sent);
  const problem = status >= 400 ? (body as Problem) : null;
  if (problem === null) {
    const rows = rowProblems(body);
    const outside = errors.filter((at) => !rows.some((row) => row.problem !== null && isWithin(row, at)));
    const unsaid = rows.flatMap((row) => {
      const isSaid = row.problem === null || errors.some((at) => isWithin(row, at));
      return isSaid ? [] : unexplained(row.problem);
    });
    return [...outside.map(taken), ...unsaid];
  }
  if (ELSEWHERE.includes(problem.code)) return [];
  // Of a file the document has no word for how many bytes it may have.
  if (problem.code === "body_too_large" && !found.operation.body?.types[0]?.includes("json")) return [];
  if (!OF_SHAPE.includes(problem.code)) return errors.map(taken);
  // A token is a credential, whatever is wrong with the profile in it; and a draft was sent before.
  if (problem.detail === BAD_TOKEN || found.operation.name === PUBLISH) return [];
  return errors.length > 0 ? [] : unexplained(problem);
}

const BAD_TOKEN = "The token is not valid.";
const PUBLISH = "post /v1/programs/{key}/publish";

function taken(at: string): string {
  return `the app takes what the document refuses at "${at}"`;
}

function unexplained({ code, errors = [] }: Problem): string[] {
  if (errors.length === 0) return [`the app refuses what the document allows: ${code}`];
  return errors
    .filter((error) => !isBeyondSchemas(error))
    .map(({ path, message }) => `the app refuses what the document allows at "${path}": ${message}`);
}

interface Row {
  readonly index: number;
  readonly problem: Problem | null;
}

/** Of a batch each row is a request of its own. */
function rowProblems(body: unknown): readonly Row[] {
  const results: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "results") : null;
  if (!Array.isArray(results)) return [];
  return results.map((result: { readonly problem?: Problem }, index) => {
    const { problem = null } = result;
    return { index, problem: problem?.code === "invalid_request" ? problem : null };
  });
}

function isWithin({ index }: Row, at: string): boolean {
  return new RegExp(`^/(events|codes|participants)/${index}(/|$)`).test(at);
}

const MOST_TOLD = 2000;

function told({ url, text }: Sent, { status, body }: Answered): string {
  const sent = `${url} ${(text ?? "").slice(0, MOST_TOLD)}`;
  return `sent: ${sent}\nanswered: ${status} ${(JSON.stringify(body) ?? "").slice(0, MOST_TOLD)}`;
}
