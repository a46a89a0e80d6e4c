/**
 * The load generator for machines without wrk, which costs much less processor. Started by load.ts as a process of
 * its own; prints the same line as load.lua.
 */
import { Agent, request } from "node:http";
import { fillTemplate } from "./scenarios.ts";

const [url = "", connections, seconds, method = "GET", key, path = "", item = "", wrapper = "", ...sizes] =
  process.argv.slice(2);
const [itemsPerRequest = 1, referrals = 1] = sizes.map(Number);
const run = sizes[2] ?? "";
const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const started = performance.now();
const until = started + Number(seconds) * 1000;

const latencies: number[] = [];
let number = 0;
let failed = 0;
let broken = 0;

function bodyOf(from: number): string {
  const items = Array.from({ length: itemsPerRequest }, (_, i) =>
    fillTemplate(item, { number: from + i, referrals, run }),
  );
  return wrapper.replace("*", items.join(","));
}

/** @returns the status, or 0 when the connection broke */
function send(of: number): Promise<number> {
  const target = new URL(fillTemplate(path, { number: of, referrals, run }), url);
  const body = method === "GET" ? undefined : bodyOf((of - 1) * itemsPerRequest + 1);
  return new Promise((resolve) => {
    const sent = request(target, { method, headers, agent }, (reply) => {
      reply.resume().on("end", () => resolve(reply.statusCode ?? 0));
    });
    sent.on("error", () => resolve(0));
    sent.end(body);
  });
}

async function connection(): Promise<void> {
  while (performance.now() < until) {
    number += 1;
    const at = performance.now();
    const status = await send(number);
    latencies.push(performance.now() - at);
    if (status === 0) broken += 1;
    else if (status >= 400) failed += 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, connection));
const took = (performance.now() - started) / 1000;
latencies.sort((a, b) => a - b);
const percentile = (share: number) =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
const [p50, p99] = [percentile(0.5), percentile(0.99)];
console.log(`RESULT ${JSON.stringify({ requests: latencies.length, seconds: took, p50, p99, failed, broken })}`);
agent.destroy();
