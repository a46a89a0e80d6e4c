import type { App } from "../appDeps.ts";
import type { Method } from "../definition.ts";
import type { FieldError, ProblemCode } from "./problem.ts";
import { isProblemCode, statusOf } from "./problem.ts";

/**
 * What is noted of a tenant's requests that were refused, for the pages that tell it why. Nothing that a request brought
 * is noted but the names of its properties, and of those none that could be a value.
 */

/** Of one request: those of a batch that are alike are counted together. */
const MAX_NOTED = 10;
const MAX_PATHS = 10;
/** A path is this deep at most. */
const MAX_DEPTH = 6;
/** A property that a request names may be anything, an address too: what does not look like a name is not kept. */
const NAME = /^[A-Za-z$][A-Za-z0-9_]{0,39}$/;
const PLACE = /^\d{1,4}$/;
const UNNAMED = "*";
const MAX_ORIGIN_LENGTH = 200;

/** A problem as far as it is told again. */
export interface Refused {
  readonly code: string;
  readonly errors?: readonly Pick<FieldError, "path">[] | undefined;
}

/** Which request it was. */
export interface RefusedRequest {
  readonly method: Method;
  readonly path: string;
  /** The tenant whose key or token asked, as it was proved; null where it was not. */
  readonly tenantId: string | null;
  /** Of a browser: its page's. */
  readonly origin: string | null;
}

/** The key is not right, or too much was asked: the request itself may be as it should be. */
const OF_NO_REQUEST: readonly number[] = [401, 429];

/** Notes what a server of the tenant was refused. */
export function noteRefused({ deps }: App, request: RefusedRequest, refused: readonly Refused[]): void {
  note(deps, request, refused, (status) => {
    // Asking whether there is something is how a shop finds out that there is not.
    return status < 500 && !OF_NO_REQUEST.includes(status) && !(request.method === "get" && status === 404);
  });
}

/** The same of a browser: what its page does wrong. What its visitor does, such as typing another code, is none of that. */
export function noteRefusedBrowser({ deps }: App, request: RefusedRequest, refused: Refused): void {
  note(deps, request, [refused], (status) => PAGES_FAULT.includes(status) || refused.code === "program_not_found");
}

const PAGES_FAULT: readonly number[] = [400, 403, 413, 415, 422];

function note(
  { refusals, clock }: App["deps"],
  { method, path, tenantId, origin }: RefusedRequest,
  refused: readonly Refused[],
  isTold: (status: number) => boolean,
): void {
  if (tenantId === null) return;
  const told = refused.filter(({ code }) => isProblemCode(code) && isTold(statusOf(code))).slice(0, MAX_NOTED);
  for (const { code, errors = [] } of told) {
    refusals.note({
      tenantId,
      at: clock.now().toISOString(),
      route: `${method.toUpperCase()} ${path}`,
      code,
      paths: [...new Set(errors.map(({ path: of }) => nameOf(of)))].filter((name) => name !== "").slice(0, MAX_PATHS),
      origin: origin === null ? null : originOf(origin),
    });
  }
}

/** `items.0.quantity`; a star where a part is neither a name nor a place in a list, since dots may stand in it too. */
function nameOf(path: string): string {
  if (path === "") return "";
  const parts = path.split(".");
  const isNamed = parts.length <= MAX_DEPTH && parts.every((part) => NAME.test(part) || PLACE.test(part));
  return isNamed ? path : UNNAMED;
}

/** A page's origin as browsers send it; null for anything else. */
function originOf(header: string): string | null {
  return header.length <= MAX_ORIGIN_LENGTH && URL.canParse(header) && new URL(header).origin === header
    ? header
    : null;
}

/** The problems in a reply that is no failure as a whole, such as that of a batch, or one that the engine made. */
export function refusedIn(status: number, body: unknown): readonly Refused[] {
  if (status >= 400) return problemsOf([body]);
  if (typeof body !== "object" || body === null || !("results" in body) || !Array.isArray(body.results)) return [];
  const results: readonly unknown[] = body.results;
  return problemsOf(
    results.map((it) => (typeof it === "object" && it !== null && "problem" in it ? it.problem : null)),
  );
}

function problemsOf(all: readonly unknown[]): readonly Refused[] {
  return all.filter((it): it is Refused & { readonly code: ProblemCode } => {
    return typeof it === "object" && it !== null && "code" in it && typeof it.code === "string";
  });
}
