import type { Answered } from "../../ports.ts";
import type { Family, Sample } from "./prometheusText.ts";

/** Upper bounds in seconds; a request is answered within eight. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** What callers may call a request, so that made-up methods don't fill the memory. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

interface Durations {
  readonly method: string;
  readonly route: string;
  /** How many took as long as each bound at most, and longer than the one before; the last took longer than all. */
  readonly counts: number[];
  seconds: number;
}

/** Requests by route and status, and how long they took by route. There are as many numbers as routes and statuses. */
export interface RequestMetrics {
  count(answered: Answered): void;
  families(): readonly Family[];
}

export function createRequestMetrics(): RequestMetrics {
  const statuses = new Map<string, { readonly labels: Record<string, string>; count: number }>();
  const routes = new Map<string, Durations>();
  return {
    count({ method: asked, route: pattern, status, ms }) {
      const method = METHODS.includes(asked) ? asked : "other";
      const route = pattern ?? "none";
      const key = `${method} ${route}`;
      const ofStatus = statuses.get(`${key} ${status}`) ?? { labels: { method, route, status: `${status}` }, count: 0 };
      ofStatus.count += 1;
      statuses.set(`${key} ${status}`, ofStatus);
      const durations = routes.get(key) ?? { method, route, counts: [...BOUNDS, 0].map(() => 0), seconds: 0 };
      const seconds = ms / 1_000;
      const place = BOUNDS.findIndex((bound) => seconds <= bound);
      const index = place === -1 ? BOUNDS.length : place;
      durations.counts[index] = (durations.counts[index] ?? 0) + 1;
      durations.seconds += seconds;
      routes.set(key, durations);
    },
    families: () => [
      {
        name: "refer_requests_total",
        type: "counter",
        help: "Requests that were answered, by the pattern of their route.",
        samples: [...statuses.values()].map(({ labels, count }) => ({ labels, value: count })),
      },
      {
        name: "refer_request_duration_seconds",
        type: "histogram",
        help: "From the arrival of a request to the head of its answer.",
        samples: [...routes.values()].flatMap(samplesOf),
      },
    ],
  };
}

function samplesOf({ method, route, counts, seconds }: Durations): Sample[] {
  const labels = { method, route };
  let upTo = 0;
  const buckets = [...BOUNDS.map(String), "+Inf"].map((le, index): Sample => {
    upTo += counts[index] ?? 0;
    return { suffix: "_bucket", labels: { ...labels, le }, value: upTo };
  });
  return [...buckets, { suffix: "_sum", labels, value: seconds }, { suffix: "_count", labels, value: upTo }];
}
