import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { ensureDemo } from "../src/demo/createDemo.ts";
import { type NodeEnv, nodeEnv, workerEnv } from "../src/env.ts";
import { makeFolder } from "../src/makeFolder.ts";
import { startedText, startupProblem } from "../src/startupTexts.ts";
import { workerDeps } from "../src/workerDeps.ts";
import { openLocalDatabase } from "./localDatabase.ts";
import { startNeonEndpoint } from "./neonEndpoint.ts";
import { loadWrangler, localDatabaseUrl } from "./wrangler.ts";

/**
 * `npm run dev`: the Worker in workerd, rebuilt whenever a file changes, over a local endpoint that speaks
 * Neon's protocol. Takes the variables of `npm start`, and uses the same data.
 */

const config = fileURLToPath(new URL("../wrangler.toml", import.meta.url));

/** What has been started, to be stopped in reverse. */
const started: Array<() => Promise<unknown>> = [];

try {
  await start(nodeEnv(process.env));
} catch (error) {
  console.error(startupProblem(error, process.env));
  await stop(1);
}

async function start(env: NodeEnv): Promise<void> {
  await assertPortIsFree(env);
  makeFolder(env.DATA_DIR);
  const database = await openLocalDatabase(env);
  started.push(() => database.close());
  const endpoint = await startNeonEndpoint({ database: database.raw });
  started.push(() => endpoint.close());

  const apiUrl = env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`;
  const bindings = { DATABASE_URL: localDatabaseUrl, NEON_ENDPOINT: endpoint.url, LOG_LEVEL: env.LOG_LEVEL };
  await ensureDemo(
    workerDeps(workerEnv(bindings), () => {}),
    { dataDir: env.DATA_DIR, apiUrl, isLocal: false },
  );
  await startWorker(env, { ...bindings, ...(env.PUBLIC_URL === undefined ? {} : { PUBLIC_URL: env.PUBLIC_URL }) });
  stopOnSignals();
  console.log(startedText({ apiUrl, dashboardUrl: `${apiUrl}/dashboard` }, env));
  console.log(`  Neon       ${endpoint.url} (local; GET /stats, POST /faults)\n`);
}

async function startWorker(env: NodeEnv, variables: Readonly<Record<string, string>>): Promise<void> {
  const { unstable_startWorker } = await loadWrangler();
  const worker = await unstable_startWorker({
    config,
    bindings: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, { type: "plain_text", value }]),
    ),
    dev: { server: { hostname: env.HOST, port: env.PORT }, inspector: false, watch: true, remote: false },
  });
  started.push(() => worker.dispose());
  await worker.ready;
}

/** Wrangler would wait for ever for a port in use. */
async function assertPortIsFree(env: NodeEnv): Promise<void> {
  const probe = createServer().listen(env.PORT, env.HOST);
  await once(probe, "listening");
  probe.close();
  await once(probe, "close");
}

function stopOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    // Miniflare's own listeners would end the process at once, with the database open.
    process.removeAllListeners(signal);
    process.once(signal, () => stop(0));
  }
}

async function stop(exitCode: number): Promise<void> {
  for (const stopOne of started.splice(0).reverse()) await stopOne();
  process.exit(exitCode);
}
