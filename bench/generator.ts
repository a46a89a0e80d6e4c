/**
 * The load generator, started by load.ts as a process of its own. It costs the app as little processor as it can:
 * requests are texts that are filled in, sockets are used bare, and of an answer only its status and its end are read.
 * Prints one line of JSON, a `Generated`.
 */
import { connect, type Socket } from "node:net";
import { answerReader } from "./answerReader.ts";
import { requestWriter, type Scenario } from "./scenarios.ts";

/** What it is told, as JSON in its first argument. */
export interface Order {
  readonly url: string;
  readonly scenario: Scenario;
  readonly referrals: number;
  /** Makes names of this run that no other run has used. */
  readonly run: string;
  readonly seconds: number;
}

export interface Generated {
  /** Answered in time. */
  readonly requests: number;
  /** Until the last of these was answered. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answered at all, also too late to be counted above. */
  readonly answered: number;
  /** Answered with another status than the scenario expects. */
  readonly failed: number;
  /** Connections that broke, or whose last request was never answered. */
  readonly broken: number;
  /** Processor time of this process. */
  readonly cpuUs: number;
}

/** An answer is read in pieces of this size. */
const READ_BYTES = 64 * 1024;
/** What is under way at the end may be answered for so long. */
const PATIENCE_MS = 30_000;

const order = JSON.parse(process.argv[2] ?? "{}") as Order;
const { url, scenario, seconds } = order;
const { hostname, port, host } = new URL(url);
const requestOf = requestWriter(order, host);

const latencies: number[] = [];
let number = 0;
let answered = 0;
let failed = 0;
let broken = 0;
let lastAt = 0;

const startedAt = performance.now();
const until = startedAt + seconds * 1_000;
const cpuBefore = process.cpuUsage();
const sockets = new Set<Socket>();
// One timer for all: one a connection would be set anew with each piece that is read or written.
const patience = setTimeout(() => sockets.forEach(breakOff), seconds * 1_000 + PATIENCE_MS);

/** One connection, which asks again as soon as it is answered; resolves when it has had its last answer. */
function keepAsking(): Promise<void> {
  return new Promise((resolve) => {
    const read = answerReader();
    let sentAt = 0;
    const ask = () => {
      sentAt = performance.now();
      if (sentAt >= until) {
        sockets.delete(socket);
        socket.destroy();
        return;
      }
      number += 1;
      socket.write(requestOf(number), "latin1");
    };
    const take = (length: number, piece: Uint8Array): boolean => {
      const status = read(piece, length);
      if (status === null) return true;
      const now = performance.now();
      answered += 1;
      if (status !== scenario.expects) failed += 1;
      if (now <= until) {
        latencies.push(now - sentAt);
        lastAt = now;
      }
      ask();
      return true;
    };
    const onread = { buffer: Buffer.alloc(READ_BYTES), callback: take };
    const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
    sockets.add(socket);
    socket.once("connect", ask);
    socket.once("error", () => breakOff(socket)).once("end", () => breakOff(socket));
    socket.once("close", () => resolve());
  });
}

function breakOff(socket: Socket): void {
  if (!sockets.delete(socket)) return;
  broken += 1;
  socket.destroy();
}

await Promise.all(Array.from({ length: scenario.connections }, keepAsking));
clearTimeout(patience);
const cpu = process.cpuUsage(cpuBefore);

latencies.sort((a, b) => a - b);
const percentile = (share: number) =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
const generated: Generated = {
  requests: latencies.length,
  seconds: (lastAt - startedAt) / 1_000,
  p50Ms: percentile(0.5),
  p99Ms: percentile(0.99),
  answered,
  failed,
  broken,
  cpuUs: cpu.user + cpu.system,
};
console.log(JSON.stringify(generated));
