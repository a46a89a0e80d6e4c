import { within } from "../db/within.ts";
import { WAIT_WITHIN_MS } from "../ports.ts";
import type { App } from "./appDeps.ts";

/**
 * The app for one request, so that whatever the request waits for ends within `WAIT_WITHIN_MS`. The time begins with
 * the first thing that it waits for: by then its body is here, for however slow the client was. What the reply does not
 * wait for has that time for each statement: it may begin by loading what takes long after a cold start.
 */
export function inTime(app: App): App {
  let until: number | null = null;
  let isAfterReply = false;
  const end = () => {
    const now = performance.now();
    if (isAfterReply) return now + WAIT_WITHIN_MS;
    until ??= now + WAIT_WITHIN_MS;
    return until;
  };
  const { deps } = app;
  return {
    ...app,
    readLink: (link) => app.readLink({ ...link, until: Math.min(link.until, end()) }),
    deps: {
      ...deps,
      database: within(deps.database, end),
      dashboard: {
        ...deps.dashboard,
        afterReply: (work) => {
          deps.dashboard.afterReply(() => {
            isAfterReply = true;
            return work();
          });
        },
      },
      processEvents: (request) => deps.processEvents({ ...request, until: end() }),
    },
  };
}
