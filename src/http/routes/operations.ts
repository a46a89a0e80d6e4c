import { timingSafeEqual } from "node:crypto";
import { readDatabaseVersion } from "../../db/queries/databaseVersion.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import type { Database } from "../../ports.ts";
import { openRoute } from "../endpoint.ts";
import { logCrowd } from "../replies/failure.ts";
import { ProblemError } from "../replies/problem.ts";
import { BEARER } from "../request/authentication.ts";

/** For those who run the service: whether it should be sent requests, and what it counts. */

const tag = "Service";
/** A database that takes longer is of no use to those whom a load balancer would send here. */
export const READY_WITHIN_MS = 2_000;

export const readyRoute = openRoute(
  {
    id: "getReadiness",
    path: "/ready",
    summary: "Whether requests should be sent here: the process goes on and its database answers within two seconds",
    tag,
    replies: {},
    isDocumented: false,
  },
  async ({ deps }, _, requestId) => {
    if (deps.isStopping()) throw new ProblemError("busy", "This process stops. Another one takes requests.");
    await answersInTime(deps.database).catch((error: unknown) => {
      logCrowd("health", error, requestId);
      throw new ProblemError("database_unavailable", "The database does not answer in time.");
    });
    return plainText("ready\n", "text/plain; charset=utf-8");
  },
);

async function answersInTime(database: Database): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the database did not answer in time")), READY_WITHIN_MS);
  const asking = readDatabaseVersion(database, READY_WITHIN_MS);
  try {
    await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
    // What it still says no longer matters.
    asking.catch(() => {});
  }
}

export const metricsRoute = openRoute(
  {
    id: "getMetrics",
    path: "/metrics",
    summary: "What this process counts, for Prometheus; on Node, with the METRICS_TOKEN",
    tag,
    replies: {},
    isDocumented: false,
  },
  ({ deps: { metrics } }, context) => {
    if (metrics === null) {
      throw new ProblemError("not_found", "Nothing is counted here. On Node the variable METRICS_TOKEN turns it on.");
    }
    const token = BEARER.exec(context.req.raw.headers.get("authorization") ?? "")?.[1] ?? "";
    if (!isSame(token, metrics.token)) {
      throw new ProblemError("unauthorized", "Send the header Authorization: Bearer with the METRICS_TOKEN.");
    }
    return plainText(metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
  },
);

/** Compared by their hashes, which takes as long for every wrong one. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(one)), Buffer.from(sha256(other)));
}

function plainText(text: string, type: string): Response {
  return new Response(text, {
    headers: { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" },
  });
}
