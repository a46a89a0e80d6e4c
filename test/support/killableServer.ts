import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../../dev/postgres.ts";
import type { Fetch } from "../../src/testing/apiClient.ts";

const program = fileURLToPath(new URL("../../dist/server/node.js", import.meta.url));

/** The built server in a process of its own, which can be killed at any moment and is started again. */
export interface KillableServer {
  /** Sends a request until it is answered, as a shop's retries would; 5xx is no answer. */
  readonly fetch: Fetch;
  /** SIGKILL: nothing is finished, written or closed. Resolves when the next one listens. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** @param variables its environment, beside this process's own */
export async function startKillableServer(variables: Readonly<Record<string, string>>): Promise<KillableServer> {
  const port = await freePort();
  const env = { ...variables, PORT: String(port) };
  let server = await startNode(env);
  /** A caller that was refused waits for it; of several starts for the last. */
  let ready: Promise<void> = Promise.resolve();

  const end = async () => {
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  return {
    async fetch(request) {
      const body = request.body === null ? null : await request.arrayBuffer();
      const { pathname, search } = new URL(request.url);
      const { method, headers } = request;
      for (;;) {
        await ready;
        const answer = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method, headers, body }).then(
          async (response) => ({ status: response.status, headers: response.headers, text: await response.text() }),
          () => null,
        );
        if (answer !== null && answer.status < 500) return new Response(answer.text, answer);
      }
    },
    async kill() {
      const again = end().then(async () => {
        server = await startNode(env);
      });
      ready = again;
      await again;
    },
    close: end,
  };
}

/**
 * The built server in a process of its own, once it listens.
 *
 * @param variables its environment, beside this process's own
 * @throws {Error} with what it said, when it ends instead of listening
 */
export async function startNode(variables: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const env = { ...process.env, ...variables };
  const server = spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  server.stderr.on("data", (bytes) => said.push(String(bytes)));
  for await (const line of createInterface({ input: server.stdout })) {
    if (!line.includes("is running")) continue;
    server.stdout.resume();
    return server;
  }
  throw new Error(`the server did not start:\n${said.join("")}`);
}
