import { expect, test } from "vitest";
import type { Answered, Click } from "../../ports.ts";
import { createNodeMetrics } from "./nodeMetrics.ts";
import { prometheusText } from "./prometheusText.ts";
import { createRequestMetrics } from "./requestMetrics.ts";

const answered: Answered = {
  method: "GET",
  route: "/v1/codes/{code}",
  status: 200,
  ms: 12,
  tenantId: "ten_secret",
  requestId: "req_secret",
};

test("requests are counted by route and status, and their durations fall into every bucket that holds them", () => {
  const metrics = createRequestMetrics();
  metrics.count(answered);
  metrics.count({ ...answered, status: 404, ms: 60_000 });
  metrics.count({ ...answered, route: null, method: "BREW" });
  const text = prometheusText(metrics.families());
  expect(text).toContain('refer_requests_total{method="GET",route="/v1/codes/{code}",status="200"} 1\n');
  expect(text).toContain('refer_requests_total{method="GET",route="/v1/codes/{code}",status="404"} 1\n');
  expect(text).toContain('refer_requests_total{method="other",route="none",status="200"} 1\n');
  const buckets = [...text.matchAll(/_bucket\{method="GET",.*le="([^"]+)"\} (\d+)/g)].map(([, le, n]) => [le, n]);
  expect(buckets.filter(([, n]) => n === "0").map(([le]) => le)).toEqual(["0.005", "0.01"]);
  expect(buckets.at(-1)).toEqual(["+Inf", "2"]);
  expect(text).toContain('refer_request_duration_seconds_sum{method="GET",route="/v1/codes/{code}"} 60.012\n');
});

test("a label's value can't end its line", () => {
  const samples = [{ labels: { job: 'a"b\\c\nd' }, value: 1 }];
  expect(prometheusText([{ name: "n", type: "gauge", help: "h", samples }])).toBe(
    '# HELP n h\n# TYPE n gauge\nn{job="a\\"b\\\\c\\nd"} 1\n',
  );
});

test("the process tells of its lanes, connections, clicks, refusals and jobs, and of no tenant", async () => {
  const metrics = createNodeMetrics(() => ({ open: 5, idle: 2, waiting: 7 }));
  const gate = Promise.withResolvers<never>();
  const { clicks, processEvents } = metrics.counted({
    clicks: { record: () => {}, flush: async () => {}, figures: () => ({ waiting: 1, lost: 1 }) },
    refusals: { note: () => {}, flush: async () => {}, figures: () => ({ waiting: 4, lost: 2 }) },
    processEvents: (_: string) => gate.promise,
  });
  for (const id of ["a", "b", "c"]) clicks.record({ id } as Click);
  const request = processEvents("a request");
  metrics.onAnswered(answered);
  metrics.onJobs({ "release-rewards": 3 });
  metrics.onJobs({ "release-rewards": 2 });
  metrics.onJobs("failed");
  const text = metrics.text();
  for (const line of [
    "refer_lane_requests 1",
    'refer_database_connections{state="busy"} 3',
    "refer_database_waiting 7",
    'refer_clicks{state="stored"} 1',
    'refer_clicks{state="lost"} 1',
    'refer_refusals{state="waiting"} 4',
    'refer_refusals{state="lost"} 2',
    'refer_job_runs_total{outcome="ok"} 2',
    'refer_job_runs_total{outcome="failed"} 1',
    'refer_job_things_total{job="release-rewards"} 5',
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  expect(text).not.toMatch(/secret/);
  expect(text.split("\n").filter((line) => !/^(# (HELP|TYPE) .+|[a-z_]+(\{.*\})? [-+.\de]+|)$/.test(line))).toEqual([]);
  gate.reject(new Error("over"));
  await expect(request).rejects.toThrow("over");
  expect(metrics.text()).toContain("refer_lane_requests 0\n");
});
