import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadWrangler, localDatabaseUrl } from "./wrangler.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Where relative paths lead; a Worker sees the host that its caller asked for. */
const origin = "http://localhost";

export interface WorkerApp {
  /** Like `app.request()` of Hono: takes a path or a whole request, and follows no redirect. */
  fetch(input: string | Request, init?: RequestInit): Promise<Response>;
  /** Does what the Worker does when it is due by one of its `crons`; resolves when it is done. */
  scheduled(cron: string): Promise<void>;
  /** How many tenants' objects have been made. */
  lanes(): Promise<number>;
  close(): Promise<void>;
}

export interface WorkerAppOptions {
  /** The `url` of a local Neon endpoint. */
  readonly neonEndpointUrl: string;
  readonly publicUrl?: string;
  /** What else its owner has set, such as what the dashboard needs. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The most megabytes of its heap, beyond which workerd ends; without it there is no bound, unlike at Cloudflare. */
  readonly heapMb?: number;
  /** False for a Worker whose wrangler.toml binds no `TENANT_LANE`. */
  readonly hasLanes?: boolean;
  /** Its main file, from the root of the repository. */
  readonly main?: string;
}

/**
 * The Worker as it is deployed, bundled by wrangler and run in workerd with its queue and assets, for
 * tests. `buildAssets` and `buildWorker` have made what it is of. Takes about a second to start, and workerd is a process
 * of its own until `close()`.
 */
export async function startWorkerApp(options: WorkerAppOptions): Promise<WorkerApp> {
  const { neonEndpointUrl, publicUrl, variables = {}, heapMb } = options;
  const { createTestHarness } = await loadWrangler();
  const folder = await mkdtemp(join(tmpdir(), "worker-"));
  const configPath = join(folder, "wrangler.toml");
  await writeFile(configPath, configFor(await readFile(join(root, "wrangler.toml"), "utf8"), options));
  const harness = createTestHarness({
    workers: [
      {
        configPath,
        secrets: { DATABASE_URL: localDatabaseUrl },
        vars: {
          ...variables,
          NEON_ENDPOINT: neonEndpointUrl,
          ...(publicUrl === undefined ? {} : { PUBLIC_URL: publicUrl }),
        },
      },
    ],
  });
  if (heapMb !== undefined) process.env.MINIFLARE_WORKERD_V8_FLAGS = `--max-heap-size=${heapMb}`;
  try {
    await harness.listen();
  } finally {
    if (heapMb !== undefined) delete process.env.MINIFLARE_WORKERD_V8_FLAGS;
  }
  const worker = harness.getWorker();

  return {
    async fetch(input, init) {
      const request = new Request(typeof input === "string" ? new URL(input, origin) : input, init);
      // Wrangler's `fetch` is undici's, whose classes are not those of this process.
      const body = request.body === null ? null : await request.arrayBuffer();
      const headers = [...request.headers];
      const { method, signal } = request;
      const response = await worker.fetch(request.url, { method, headers, body, signal, redirect: "manual" });
      return await ownResponse(response);
    },
    async scheduled(cron) {
      const { outcome } = await worker.scheduled({ cron, scheduledTime: new Date() });
      if (outcome !== "ok") throw new Error(`the Worker's schedule ended: ${outcome}`);
    },
    lanes: async () => (await worker.listDurableObjectIds("TenantLane")).length,
    async close() {
      await harness.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The configuration of a deployment, which its owner may have changed as its comments say, from another folder. */
function configFor(toml: string, { hasLanes = true, main = "dist/worker/index.js" }: WorkerAppOptions): string {
  const [head = "", ...sections] = toml.split(/^(?=\[)/m);
  // What its command makes is there already: each start would make it again, while others read it.
  const leftOut = ["[build]", ...(hasLanes ? [] : ["[[durable_objects.bindings]]"])];
  const isKept = (section: string) => !leftOut.some((name) => section.startsWith(name));
  return [head, ...sections.filter(isKept)]
    .join("")
    .replace('main = "dist/worker/index.js"', `main = ${JSON.stringify(join(root, main))}`)
    .replace('directory = "dist/assets"', `directory = ${JSON.stringify(join(root, "dist/assets"))}`);
}

/** The parts of undici's response that this process's own is made of. */
interface ForeignResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Iterable<[string, string]>;
  readonly body: unknown;
  arrayBuffer(): Promise<ArrayBuffer>;
}

async function ownResponse(response: ForeignResponse): Promise<Response> {
  const body = response.body === null ? null : await response.arrayBuffer();
  // A 204 or 304 may not be given a body, not even an empty one.
  const content = body === null || body.byteLength === 0 ? null : body;
  return new Response(content, {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
  });
}
