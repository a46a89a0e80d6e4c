import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import { DEMO_OWNER, ensureDemo } from "./demo/createDemo.ts";
import type { Deps } from "./deps.ts";
import { type NodeEnv, nodeEnv } from "./env.ts";
import { createDeliverer } from "./jobs/deliveries/deliverer.ts";
import { type Delivering, NODE_LIMITS, startDelivering } from "./jobs/deliveries/startDelivering.ts";
import { startSchedule } from "./jobs/schedule.ts";
import { createSender } from "./jobs/transfers/sender.ts";
import { logError } from "./log.ts";
import { makeFolder } from "./makeFolder.ts";
import { createCompression } from "./nodeCompression.ts";
import { openNodeDeps } from "./nodeDeps.ts";
import { stopServer } from "./nodeStop.ts";
import { startedText, startupProblem } from "./startupTexts.ts";

type App = ReturnType<typeof createApp>;

/** Puts routes of its own beside the API's before the first request, as the demo shop does. */
export type Mount = (
  app: App,
  at: { readonly apiUrl: string; readonly env: NodeEnv; readonly deps: Deps },
) => void | Promise<void>;

/** The API, listening. */
export interface NodeServer {
  readonly apiUrl: string;
  /** Where to enter the dashboard: with one click on this machine, else by signing in. */
  readonly dashboardUrl: string;
  /** Finishes the requests under way, and closes the database. */
  close(): Promise<void>;
}

/**
 * Runs the API in this process until SIGINT or SIGTERM. Says on standard output where to look, or on
 * standard error in a few sentences why it can't start, with exit code 1.
 */
export async function startNodeServer(variables: NodeJS.ProcessEnv, mount?: Mount): Promise<void> {
  try {
    const env = nodeEnv(variables);
    const { close, ...at } = await openNodeServer(env, mount);
    stopOnSignal(close);
    console.log(startedText(at, env));
  } catch (error) {
    console.error(startupProblem(error, variables));
    process.exit(1);
  }
}

/** Opens the database with its demo tenant, and serves the API and whatever is mounted beside it. */
export async function openNodeServer(env: NodeEnv, mount?: Mount): Promise<NodeServer> {
  const ready = Promise.withResolvers<App>();
  let app: App | null = null;
  let entry = "";
  let isStopping = false;
  const compress = createCompression();
  /** A client whose server stops is told to take another connection for its next request. */
  const lastOne = (response: Response, outgoing: { setHeader(name: string, value: string): unknown }) => {
    if (isStopping) outgoing.setHeader("connection", "close");
    return response;
  };
  // The port is taken first: a client that connects while the database opens waits instead of being refused,
  // and a port in use is found out before a database has been made.
  const server = createAdaptorServer({
    // The second argument holds the connection, whose address is counted.
    fetch(request, runtime) {
      const response =
        app === null ? ready.promise.then((it) => it.fetch(request, runtime)) : app.fetch(request, runtime);
      const { method = "GET", headers } = runtime.incoming;
      const acceptEncoding = headers["accept-encoding"]?.toString();
      const sent = (it: Response) => compress(lastOne(it, runtime.outgoing), { method, acceptEncoding });
      // What was answered at once is sent at once: a promise around it would be waited for.
      return response instanceof Promise ? response.then(sent) : sent(response);
    },
  }) as Server;
  const apiUrl = await listen(server, env);

  makeFolder(env.DATA_DIR);
  const { deps, onJobs, hearNotices, close } = await openNodeDeps(env);
  const delivering = startSending(deps);
  hearNotices(delivering.wake);
  try {
    const { isLocal } = deps.dashboard;
    const { secretKey, dashboardUrl } = await ensureDemo(deps, { dataDir: env.DATA_DIR, apiUrl, isLocal });
    const secret = dashboardUrl?.split("#")[1];
    const dashboard = {
      ...deps.dashboard,
      oneClick: secret === undefined ? null : { secret, email: DEMO_OWNER },
    };
    const created = createApp(
      { ...deps, dashboard, isStopping: () => isStopping },
      { demoKey: mount === undefined ? null : secretKey },
    );
    entry = dashboardUrl ?? `${dashboard.url ?? apiUrl}/dashboard`;
    await mount?.(created, { apiUrl, env, deps });
    app = created;
  } catch (error) {
    server.close();
    await delivering.stop();
    await close();
    throw error;
  }
  const schedule = startSchedule(deps, onJobs);
  ready.resolve(app);
  return {
    apiUrl,
    dashboardUrl: entry,
    async close() {
      isStopping = true;
      await stopServer(server);
      await schedule.stop();
      await delivering.stop();
      await close();
    },
  };
}

/** What leaves this process: deliveries, and transfers of Stripe. */
function startSending(deps: Deps): Delivering {
  const all = [
    startDelivering(createDeliverer(deps, NODE_LIMITS), "deliveries"),
    startDelivering(createSender(deps, NODE_LIMITS), "transfers"),
  ];
  return {
    wake: () => {
      for (const one of all) one.wake();
    },
    async stop() {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}

/** @returns the URL to call the API by; with PORT=0 the system chooses the port. */
function listen(server: Server, env: NodeEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.PORT, env.HOST, () => {
      server.off("error", reject);
      const { port } = server.address() as AddressInfo;
      resolve(env.PUBLIC_URL ?? `http://${hostForClients(env.HOST)}:${port}`);
    });
  });
}

/** "Every interface" is nothing to connect to, and IPv6 addresses go into brackets. */
function hostForClients(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    // A person who asks twice doesn't want to wait.
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143);
    stopping = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logError("stopping failed", error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
