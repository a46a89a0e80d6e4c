import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { pageTable } from "../../src/dashboard/pageTable.ts";
import type { TestApp } from "../../src/testing/createTestApp.ts";
import { createTestApp, DASHBOARD_URL } from "../../src/testing/createTestApp.ts";
import { furnishPages } from "../../src/testing/pageSamples.ts";
import { signedIn } from "../../src/testing/signIn.ts";

/** The dashboard of a shop that has something of everything, for a browser in which its owner is signed in. */
export interface DashboardSite {
  readonly url: string;
  /** Every page of a shop, by its path in the route table, with one address of each. */
  readonly pages: ReadonlyArray<readonly [path: string, address: string]>;
  close(): Promise<void>;
}

/** Serves it on this machine. */
export async function startDashboardSite(): Promise<DashboardSite> {
  const app = await createTestApp();
  const samples = await furnishPages(app);
  const { cookie } = await signedIn(app, "owner", app.tenant);
  const ask = askingWith(app, cookie);
  const pages: (readonly [string, string])[] = [];
  for (const { method, path, access } of pageTable) {
    if (method !== "get" || access.kind !== "session") continue;
    const address = (samples[`get ${path}`]?.path ?? path).replace("{tenant}", app.tenant.slug);
    const { headers } = await ask(address);
    // A file is downloaded and is no page.
    if (headers.get("content-type")?.startsWith("text/html") === true) pages.push([path, address]);
  }
  const { url, close } = await serveDashboard(app, cookie);
  return {
    url,
    pages,
    async close() {
      await close();
      await app.close();
    },
  };
}

/** The cookie that signs in is the server's doing, since it is one of HTTPS alone. */
function askingWith(app: Pick<TestApp, "fetch">, cookie: string) {
  return (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("cookie", cookie);
    return app.fetch(new Request(`${DASHBOARD_URL}${path}`, { ...init, headers }));
  };
}

/** Serves the dashboard of an app on this machine, for a browser in which the holder of the cookie is signed in. */
export async function serveDashboard(
  app: Pick<TestApp, "fetch">,
  cookie: string,
): Promise<Pick<DashboardSite, "url" | "close">> {
  const ask = askingWith(app, cookie);
  const server = createServer(
    getRequestListener(async (request) => {
      const { pathname, search } = new URL(request.url);
      const body = request.method === "POST" ? await request.text() : null;
      const { method, headers } = request;
      return await ask(`${pathname}${search}`, { method, headers, body, redirect: "manual" });
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
