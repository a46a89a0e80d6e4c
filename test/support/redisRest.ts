import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Of the shim: any will do, as long as it is asked for. */
export const REDIS_TOKEN = "local";

/** A real Redis behind a small shim that speaks Upstash's REST protocol. */
export interface RedisRest {
  readonly url: string;
  /** While it is set, requests that come are never answered. */
  isSilent: boolean;
  flush(): Promise<void>;
  /** Everything that is stored: every key. */
  keys(): Promise<readonly string[]>;
  close(): Promise<void>;
}

type Reply = string | number | null | Error | readonly Reply[];

/** @param program the path of redis-server */
export async function startRedisRest(program: string): Promise<RedisRest> {
  const port = await freePort();
  const quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--loglevel", "notice"];
  const redis = spawn(program, ["--port", String(port), ...quiet], { stdio: ["ignore", "pipe", "ignore"] });
  await isReady(redis.stdout);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const client = respClient(socket);
  const renamed = new Map<string, string>();
  const rest: RedisRest = {
    url: "",
    isSilent: false,
    flush: async () => {
      await client.send(["FLUSHALL"]);
    },
    keys: async () => (await client.send(["KEYS", "*"])) as readonly string[],
    async close() {
      server.closeAllConnections();
      server.close();
      client.end();
      redis.kill();
      await once(redis, "exit");
    },
  };
  const server = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (rest.isSilent) return;
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${REDIS_TOKEN}`) return answer(401, { error: "Unauthorized" });
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const encoded = request.headers["upstash-encoding"] === "base64";
    const run = async (command: readonly unknown[]) => {
      const reply = await client.send(forRedis(command.map(String), renamed));
      return reply instanceof Error ? { error: reply.message } : { result: encoded ? inBase64(reply) : reply };
    };
    if (request.url === "/pipeline") {
      return answer(200, await Promise.all((body as readonly unknown[][]).map(run)));
    }
    const result = await run(body as readonly unknown[]);
    return answer("error" in result ? 400 : 200, result);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(rest, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** What Upstash's own server knows of scripts, and a Redis does not. */
const OWN_FLAG = " flags=allow-key-locking";

/**
 * A command as Redis takes it: scripts without Upstash's flag, and so under another hash.
 *
 * @param renamed the hash of each script that came, with that of the one that was run for it
 */
function forRedis(command: readonly string[], renamed: Map<string, string>): readonly string[] {
  const [name = "", script = "", ...rest] = command;
  if (name.toUpperCase() === "EVALSHA") return [name, renamed.get(script) ?? script, ...rest];
  if (name.toUpperCase() !== "EVAL") return command;
  const plain = script.replace(OWN_FLAG, "");
  renamed.set(sha1(script), sha1(plain));
  return [name, plain, ...rest];
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** As Upstash sends texts when it is asked to, so that any bytes survive JSON; "OK" is left alone. */
function inBase64(reply: Reply): unknown {
  if (typeof reply === "string") return reply === "OK" ? reply : Buffer.from(reply).toString("base64");
  return Array.isArray(reply) ? reply.map(inBase64) : reply;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** @throws {Error} with what the server said, when it ends instead */
async function isReady(output: Readable): Promise<void> {
  const said: string[] = [];
  for await (const line of createInterface({ input: output })) {
    said.push(line);
    if (line.includes("Ready to accept connections")) return void output.resume();
  }
  throw new Error(`the Redis did not start:\n${said.join("\n")}`);
}

/** RESP 2 over one connection: replies come in the order of their commands. */
function respClient(socket: Socket) {
  const waiting: ((reply: Reply) => void)[] = [];
  let unread = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    unread = Buffer.concat([unread, chunk]);
    for (let parsed = parseReply(unread, 0); parsed !== null; parsed = parseReply(unread, 0)) {
      unread = unread.subarray(parsed.end);
      waiting.shift()?.(parsed.reply);
    }
  });
  return {
    send(words: readonly string[]): Promise<Reply> {
      const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
      socket.write(`*${words.length}\r\n${parts.join("")}`);
      return new Promise((resolve) => waiting.push(resolve));
    },
    end: () => socket.destroy(),
  };
}

/** The reply that begins at a place; null while it is not whole. */
function parseReply(bytes: Buffer, start: number): { readonly reply: Reply; readonly end: number } | null {
  const lineEnd = bytes.indexOf("\r\n", start);
  if (lineEnd < 0) return null;
  const line = bytes.toString("utf8", start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (String.fromCharCode(bytes[start] ?? 0)) {
    case "+":
      return { reply: line, end };
    case "-":
      return { reply: new Error(line), end };
    case ":":
      return { reply: Number(line), end };
    case "$": {
      const length = Number(line);
      if (length < 0) return { reply: null, end };
      if (bytes.length < end + length + 2) return null;
      return { reply: bytes.toString("utf8", end, end + length), end: end + length + 2 };
    }
    default:
      return parseList(bytes, Number(line), end);
  }
}

function parseList(bytes: Buffer, length: number, start: number) {
  if (length < 0) return { reply: null, end: start };
  const items: Reply[] = [];
  let end = start;
  for (let index = 0; index < length; index++) {
    const item = parseReply(bytes, end);
    if (item === null) return null;
    items.push(item.reply);
    end = item.end;
  }
  return { reply: items, end };
}
