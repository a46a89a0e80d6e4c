import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ClickSink, OnAnswered, RefusalFigures, RefusalSink } from "../../ports.ts";
import type { Family, Sample } from "./prometheusText.ts";
import { prometheusText } from "./prometheusText.ts";
import { createRequestMetrics } from "./requestMetrics.ts";

/** What a pool of connections has to do at the moment. */
export interface PoolFigures {
  /** Connections that are open, and those of them that do nothing. */
  readonly open: number;
  readonly idle: number;
  /** Statements that wait for their turn. */
  readonly waiting: number;
}

/** What a Node process counts of itself, as Prometheus reads it. Nothing of it names a tenant. */
export interface NodeMetrics {
  readonly onAnswered: OnAnswered;
  /** The same, counted. */
  counted<Request, Reply>(parts: CountedParts<Request, Reply>): CountedParts<Request, Reply>;
  /** Is told of each run of the scheduled jobs: how many things each did, or that some failed. */
  onJobs(done: Readonly<Record<string, number>> | "failed"): void;
  text(): string;
}

interface CountedParts<Request, Reply> {
  readonly clicks: ClickSink;
  readonly refusals: RefusalSink;
  /** Ends when the request has its answer. */
  readonly processEvents: (request: Request) => Promise<Reply>;
}

const NANOSECONDS = 1e9;

/** @param pool the connections to a server; null for an embedded database, which has none */
export function createNodeMetrics(pool: (() => PoolFigures) | null): NodeMetrics {
  const requests = createRequestMetrics();
  const delay = monitorEventLoopDelay();
  delay.enable();
  const jobs = { ok: 0, failed: 0, done: new Map<string, number>() };
  let underWay = 0;
  let recorded = 0;
  let figures: ClickSink["figures"] = () => ({ waiting: 0, lost: 0 });
  let refused: RefusalSink["figures"] = () => ({ waiting: 0, lost: 0 });
  const ofProcess = (): readonly Family[] => [
    gauge("refer_lane_requests", "Requests that wait for a commit or are in one.", [{ value: underWay }]),
    ...(pool === null ? [] : poolFamilies(pool())),
    clicksFamily(recorded, figures()),
    refusalsFamily(refused()),
    counter("refer_job_runs_total", "Runs of the scheduled jobs.", [
      { labels: { outcome: "ok" }, value: jobs.ok },
      { labels: { outcome: "failed" }, value: jobs.failed },
    ]),
    counter(
      "refer_job_things_total",
      "What the scheduled jobs did, in runs without a failure.",
      [...jobs.done].map(([job, value]) => ({ labels: { job }, value })),
    ),
    ...processFamilies(delay.max / NANOSECONDS),
  ];
  return {
    onAnswered: requests.count,
    counted({ clicks, refusals, processEvents }) {
      figures = clicks.figures;
      refused = refusals.figures;
      return {
        refusals,
        clicks: {
          ...clicks,
          record(click) {
            recorded += 1;
            clicks.record(click);
          },
        },
        async processEvents(request) {
          underWay += 1;
          try {
            return await processEvents(request);
          } finally {
            underWay -= 1;
          }
        },
      };
    },
    onJobs(done) {
      if (done === "failed") {
        jobs.failed += 1;
        return;
      }
      jobs.ok += 1;
      for (const [job, count] of Object.entries(done)) jobs.done.set(job, (jobs.done.get(job) ?? 0) + count);
    },
    text() {
      const text = prometheusText([...requests.families(), ...ofProcess()]);
      delay.reset();
      return text;
    },
  };
}

function poolFamilies({ open, idle, waiting }: PoolFigures): Family[] {
  return [
    gauge("refer_database_connections", "Connections to the database.", [
      { labels: { state: "busy" }, value: open - idle },
      { labels: { state: "idle" }, value: idle },
    ]),
    gauge("refer_database_waiting", "Statements that wait for a connection.", [{ value: waiting }]),
  ];
}

function clicksFamily(recorded: number, { waiting, lost }: ReturnType<ClickSink["figures"]>): Family {
  return gauge("refer_clicks", "Clicks that this process recorded, by what became of them so far.", [
    { labels: { state: "stored" }, value: recorded - waiting - lost },
    { labels: { state: "waiting" }, value: waiting },
    { labels: { state: "lost" }, value: lost },
  ]);
}

function refusalsFamily({ waiting, lost }: RefusalFigures): Family {
  return gauge("refer_refusals", "Refused requests that tenants are to be told of, by what became of them so far.", [
    { labels: { state: "waiting" }, value: waiting },
    { labels: { state: "lost" }, value: lost },
  ]);
}

function processFamilies(longestDelay: number): Family[] {
  const { user, system } = process.cpuUsage();
  const started = Date.now() / 1_000 - process.uptime();
  return [
    counter("process_cpu_seconds_total", "Processor time.", [{ value: (user + system) / 1e6 }]),
    gauge("process_resident_memory_bytes", "Memory that is held.", [{ value: process.memoryUsage.rss() }]),
    gauge("process_start_time_seconds", "When the process began, since 1970.", [{ value: started }]),
    gauge("refer_event_loop_delay_seconds", "The longest that the process answered nothing since this was last read.", [
      { value: longestDelay },
    ]),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, type: "gauge", help, samples };
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, type: "counter", help, samples };
}
