import type { OnAnswered } from "./ports.ts";

/** Which requests are worth a line: those that failed by a defect, all that failed on our side, or all. */
export const LOG_LEVELS = ["error", "warn", "info"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What another try may mend is no defect. */
function levelOf(status: number): LogLevel {
  if (status < 500) return "info";
  return status === 503 ? "warn" : "error";
}

/**
 * Writes one line of JSON for each request. It tells what was asked by the pattern of its route and nothing of what
 * stood in the request, so that no line holds anything personal.
 *
 * @param least requests of this level and worse have a line
 * @param write takes a line, without its end
 * @param now the time that stands in the line
 */
export function requestLog(least: LogLevel, write: (line: string) => void, now: () => Date): OnAnswered {
  return ({ method, route, status, ms, tenantId, requestId }) => {
    const level = levelOf(status);
    if (LOG_LEVELS.indexOf(level) > LOG_LEVELS.indexOf(least)) return;
    const time = now().toISOString();
    write(JSON.stringify({ time, level, message: "request", method, route, status, ms, tenant: tenantId, requestId }));
  };
}
