import type { Context } from "hono";
import type { z } from "zod";
import type { App } from "../http/appDeps.ts";
import type { Endpoint } from "../http/endpoint.ts";
import { formOf, parseRequest } from "../http/endpoint.ts";
import { assetNames } from "../http/replies/assetNames.ts";
import type { PageView } from "./page.ts";
import { plainPage } from "./page.ts";
import { htmlReply } from "./pageReply.ts";
import type { Visit } from "./seat.ts";
import { atDashboard } from "./seat.ts";

/** What pages around signing in are made with: no one is known yet. */
export interface OpenCall {
  readonly app: App;
  readonly context: Context;
  readonly visit: Visit;
}

export type OpenView = Pick<PageView, "title" | "main"> & { readonly status?: 200 | 422 | 503 };

/** A page for those who are not signed in. */
export function openPage<Q extends z.ZodObject>(
  path: string,
  query: Q,
  show: (call: OpenCall, asked: z.output<Q>) => OpenView | Response | Promise<OpenView | Response>,
): Endpoint {
  return {
    ...{ method: "get", path, access: { kind: "anyone" }, body: null, doc: null },
    respond: (app, context, requestId) =>
      atDashboard(app, context, requestId, async (visit) => {
        const parsed = await parseRequest(app, context, { query });
        return await shown(app, visit, await show({ app, context, visit }, parsed.query));
      }),
  };
}

/** What a form of such a page does. */
export function openAction<F extends z.ZodObject>(
  path: string,
  form: F,
  act: (call: OpenCall, fields: z.output<F>) => Promise<OpenView | Response>,
): Endpoint {
  const body = formOf(form);
  return {
    ...{ method: "post", path, access: { kind: "anyone" }, body: "form", doc: null },
    respond: (app, context, requestId) =>
      atDashboard(app, context, requestId, async (visit) => {
        const parsed = await parseRequest(app, context, { body });
        return await shown(app, visit, await act({ app, context, visit }, parsed.body));
      }),
  };
}

async function shown(app: App, { speaks, requestId }: Visit, view: OpenView | Response): Promise<Response> {
  if (view instanceof Response) return view;
  const page = plainPage(speaks, view, { assets: await assetNames(app.deps.assets) });
  return await htmlReply(page, { status: view.status ?? 200, language: speaks, requestId });
}
