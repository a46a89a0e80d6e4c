import { within } from "../db/within.ts";
import { WAIT_WITHIN_MS } from "../ports.ts";
import type { App } from "./appDeps.ts";

/**
 * The app for one request, so that whatever the request waits for ends within `WAIT_WITHIN_MS`. The time begins with
 * the first thing that it waits for: by then its body is here, for however slow the client was.
 */
export function inTime(app: App): App {
  let until: number | null = null;
  const end = () => {
    until ??= performance.now() + WAIT_WITHIN_MS;
    return until;
  };
  const { deps } = app;
  return {
    ...app,
    readLink: (link) => app.readLink({ ...link, until: Math.min(link.until, end()) }),
    deps: {
      ...deps,
      database: within(deps.database, end),
      processEvents: (request) => deps.processEvents({ ...request, until: end() }),
    },
  };
}
