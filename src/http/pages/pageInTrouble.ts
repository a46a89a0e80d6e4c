import type { Context } from "hono";
import type { App } from "../appDeps.ts";
import { customerMessage } from "../client/customerMessage.ts";
import { inLanguage } from "../links/linkParts.ts";
import { pageLanguage } from "../links/pageLanguage.ts";
import { type ProblemError, RETRY_AFTER_SECONDS } from "../replies/problem.ts";
import { pageResponse } from "./layout.ts";
import { nothingPage, troublePage } from "./troublePage.ts";

/** Whether a program follows a link of ours, rather than a person in a browser. */
export function asksForJson(context: Context): boolean {
  const accept = context.req.raw.headers.get("accept") ?? "";
  return /[/+]json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
}

/** What a person is told in place of a page that can't be had now. */
export async function pageInTrouble(
  app: App,
  context: Context,
  problem: ProblemError,
  requestId: string,
): Promise<Response> {
  const language = await pageLanguage(app, context, null);
  const page = troublePage(customerMessage(problem, language), language, (other) => inLanguage(context, other));
  const response = await pageResponse(page, { status: 503, language, requestId });
  response.headers.set("retry-after", RETRY_AFTER_SECONDS);
  return response;
}

/** What a person is told whose link leads to no shop, or to no code of a shop. */
export async function pageOfNothing(app: App, context: Context, requestId: string): Promise<Response> {
  const language = await pageLanguage(app, context, null);
  const page = nothingPage(language, (other) => inLanguage(context, other));
  return await pageResponse(page, { status: 404, language, requestId });
}
