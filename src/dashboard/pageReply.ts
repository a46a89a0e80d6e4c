import { html } from "hono/html";
import type { Markup } from "../http/pages/layout.ts";
import { assetNames } from "../http/replies/assetNames.ts";
import { type ProblemError, RETRY_AFTER_SECONDS, statusOf } from "../http/replies/problem.ts";
import type { PageRefusal } from "../i18n/dashboard/refusals.ts";
import { REFUSAL_PAGES } from "../i18n/dashboard/refusals.ts";
import type { Language } from "../i18n/languages.ts";
import type { Assets } from "../ports.ts";
import { PAGE_HEADERS, plainPage } from "./page.ts";

interface Told {
  readonly status: number;
  readonly language: Language;
  readonly requestId: string;
}

/** A page as it is sent. */
export async function htmlReply(markup: Markup, { status, language, requestId }: Told): Promise<Response> {
  const headers = { ...PAGE_HEADERS, "content-language": language, "x-request-id": requestId };
  return new Response((await markup).toString(), { status, headers });
}

/** Sends a browser on, with a GET. */
export function redirectReply(location: string, requestId: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location, "cache-control": "no-store", "x-request-id": requestId },
  });
}

/** Ends the request of a page; what it says is told in words and nothing else. */
export class PageError extends Error {
  readonly refusal: PageRefusal;

  constructor(refusal: PageRefusal) {
    super(refusal);
    this.name = "PageError";
    this.refusal = refusal;
  }
}

const STATUSES: Readonly<Record<PageRefusal, number>> = {
  forbidden: 403,
  notFound: 404,
  notFromHere: 403,
  notUnderstood: 422,
  tooMany: 429,
  trouble: 500,
  unsafe: 404,
};

/** The page that tells why there is none. */
export async function refusalReply(
  assets: Assets,
  error: PageError | ProblemError,
  { language, requestId }: Omit<Told, "status">,
): Promise<Response> {
  const refusal = error instanceof PageError ? error.refusal : refusalOf(statusOf(error.code));
  const status = error instanceof PageError ? STATUSES[refusal] : statusOf(error.code);
  const { title, text } = REFUSAL_PAGES[refusal];
  const view = { title: title[language], main: html`<p>${text[language]}</p>` };
  const page = plainPage(language, view, { assets: await assetNames(assets) });
  const response = await htmlReply(page, { status, language, requestId });
  if (status === 503) response.headers.set("retry-after", RETRY_AFTER_SECONDS);
  return response;
}

function refusalOf(status: number): PageRefusal {
  if (status === 404) return "notFound";
  if (status === 429) return "tooMany";
  return status >= 500 ? "trouble" : "notUnderstood";
}
