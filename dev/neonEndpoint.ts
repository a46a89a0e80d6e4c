import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Fault, type FaultPlan, faultPlan } from "./neonFaults.ts";
import { errorReply, type NeonRequest, NeonRequestError, readRequest, replyOf } from "./neonProtocol.ts";
import type { RawDatabase, RawResult } from "./rawDatabase.ts";

/** How many round trips, and how many statements in them, since the start or the last reset. */
export interface EndpointStats {
  readonly requests: number;
  readonly statements: number;
}

export interface NeonEndpointOptions {
  readonly database: RawDatabase;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** A loopback address: nothing here asks for a password. */
  readonly host?: "127.0.0.1" | "::1" | "localhost";
}

export interface NeonEndpoint {
  /** What `openNeon` takes as its endpoint. */
  readonly url: string;
  stats(): EndpointStats;
  resetStats(): void;
  /** Plans faults, as `POST /faults` does. */
  readonly faults: FaultPlan;
  /** Stops answering; the database stays open. */
  close(): Promise<void>;
}

interface State {
  readonly database: RawDatabase;
  readonly faults: FaultPlan;
  stats: EndpointStats;
}

const maxBodyBytes = 64 * 1024 * 1024;

/**
 * Speaks Neon's HTTP protocol over a database on this machine, so that Workers run without Neon; counts
 * round trips and injects faults, so that tests can tell what happens when they fail.
 *
 * `POST /sql`, `GET /stats`, `POST /stats/reset`, `POST /faults` with `{ kind, count?, sqlState?, ms? }`.
 */
export async function startNeonEndpoint({
  database,
  port = 0,
  host = "127.0.0.1",
}: NeonEndpointOptions): Promise<NeonEndpoint> {
  const state: State = { database, faults: faultPlan(), stats: { requests: 0, statements: 0 } };
  const server = createServer((request, response) => {
    // What gets here is a connection that broke while it was answered.
    answer(state, request, response).catch(() => response.destroy());
  });
  const address = await listening(server, port, host);
  const shownHost = address.family === "IPv6" ? `[${address.address}]` : address.address;

  return {
    url: `http://${shownHost}:${address.port}/sql`,
    stats: () => state.stats,
    resetStats: () => resetStats(state),
    faults: state.faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function resetStats(state: State): void {
  state.stats = { requests: 0, statements: 0 };
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case "POST /sql":
      return await answerSql(state, request, response);
    case "GET /stats":
      return send(response, 200, state.stats);
    case "POST /stats/reset":
      resetStats(state);
      return send(response, 200, state.stats);
    case "POST /faults": {
      const known = state.faults.order(parseJson(await readBody(request)));
      return send(response, known ? 200 : 400, known ? {} : { message: "no such fault" });
    }
    default:
      return send(response, 404, { message: "no such path" });
  }
}

async function answerSql(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  try {
    const sql = readRequest(body, request.headers);
    const count = sql.kind === "batch" ? sql.statements.length : 1;
    state.stats = { requests: state.stats.requests + 1, statements: state.stats.statements + count };
    const fault = state.faults.next();
    if (fault === null) return send(response, 200, await run(state.database, sql));
    await fail(fault, state.database, sql, response);
  } catch (error) {
    // Neon answers 400 to everything that PostgreSQL refuses.
    send(response, error instanceof NeonRequestError ? 422 : 400, errorReply(error));
  }
}

async function run(database: RawDatabase, request: NeonRequest): Promise<unknown> {
  const results: RawResult[] =
    request.kind === "batch"
      ? await database.runAll(request.statements, request.mode)
      : [await database.run(request.statement)];
  return replyOf(request, results);
}

const connectionLost = new Error("server conn crashed");

async function fail(
  fault: Fault,
  database: RawDatabase,
  request: NeonRequest,
  response: ServerResponse,
): Promise<void> {
  switch (fault.kind) {
    case "error": {
      const refusal = Object.assign(new Error("refused on demand"), { severity: "ERROR", code: fault.sqlState });
      return send(response, 400, errorReply(refusal));
    }
    case "httpStatus":
      response.writeHead(fault.status, { "content-type": "text/plain" }).end("no server");
      return;
    case "lostAfterCommit":
      await run(database, request);
      return send(response, 400, errorReply(connectionLost));
    case "lostBefore":
      return send(response, 400, errorReply(connectionLost));
    case "truncated":
      return sendHalf(response, await run(database, request));
    case "hang":
      await run(database, request);
      await pause(fault.ms, undefined, { ref: false });
      response.destroy();
      return;
    case "delay":
      await pause(fault.ms, undefined, { ref: false });
      return send(response, 200, await run(database, request));
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Half a reply, then the connection breaks: the driver is left with a bare TypeError. */
function sendHalf(response: ServerResponse, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) throw new Error("The body is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
