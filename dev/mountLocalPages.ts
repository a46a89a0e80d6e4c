import { createApp } from "../src/app.ts";
import { localPages } from "../src/dashboard/local/localPages.ts";
import { logError } from "../src/log.ts";
import type { Mount } from "../src/nodeServer.ts";

/** What the start does of the year by itself. */
export interface LocalYear {
  /** Tells the year; resolves when it is told. Asked again, it waits for the same telling. */
  tellYear(): Promise<void>;
}

/**
 * Puts the pages beside all others that make a shop and tell a year of one, where no other machine is told an address.
 * They go through an app of their own, so that nothing of them is in what production serves.
 */
export async function mountLocalPages(...[app, { deps, env }]: Parameters<Mount>): Promise<LocalYear> {
  let begun: ReturnType<typeof begin> | null = null;
  const begin = async () => {
    const { startYear, YEAR_SLUG } = await import("./demoYear/startYear.ts");
    const { keys, told } = await startYear(deps, env.DATA_DIR);
    return { tenantId: keys.tenantId, slug: YEAR_SLUG, told };
  };
  const year = () => {
    // What failed is begun again by the next who asks.
    begun ??= begin().catch((error: unknown) => {
      begun = null;
      throw error;
    });
    return begun;
  };
  if (deps.dashboard.isLocal) {
    const routes = localPages(async () => {
      const { tenantId, slug, told } = await year();
      told.catch((error: unknown) => logError("the year was not told to its end", error));
      return { tenantId, slug };
    });
    const pages = createApp(deps, { routes });
    for (const { method, path } of routes) app.on(method, path, (context) => pages.fetch(context.req.raw, context.env));
  }
  return { tellYear: async () => await (await year()).told };
}
