import { routeTable } from "../../http/routeTable.ts";
import type { TestApp } from "../createTestApp.ts";
import { participantToken } from "../participantTokens.ts";
import type { CountedIds } from "./countedIds.ts";

/** One request and what was answered, as the golden files show it. */
interface Exchange {
  readonly request: string;
  /** Whose token it was asked with, or which other credential, where it was not the secret key. */
  readonly as?: string;
  readonly body?: unknown;
  readonly status: number;
  /** Where a redirect leads. */
  readonly location?: string;
  /** JSON, or the lines of a page. */
  readonly reply: unknown;
}

interface Call {
  readonly body?: unknown;
  /** A participant's externalId, "publishableKey" or "anyone"; else it is the tenant with its secret key. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that is sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

/** Plays a story through the API and writes down every answer. */
export interface Recorder {
  readonly app: TestApp;
  /** @returns the body as it was answered, with its real ids */
  call<T = unknown>(method: string, path: string, call?: Call): Promise<T>;
  get<T = unknown>(path: string, as?: string): Promise<T>;
  post<T = unknown>(path: string, body: unknown, as?: string): Promise<T>;
  /** The secret that participants' tokens are signed with from now on. */
  signWith(widgetSecret: string): void;
  /** What was written down since the last time, with names in place of ids, as a file. */
  take(): string;
  /** The routes that answered something, so that none is forgotten. */
  readonly routesAnswered: ReadonlySet<string>;
}

const ORIGIN = "http://api.test";
const STEP_MS = 10_000;

export function recorderOf(app: TestApp, ids: CountedIds): Recorder {
  let exchanges: Exchange[] = [];
  let { widgetSecret } = app.tenant;
  const routesAnswered = new Set<string>();

  const credentialOf = async (as: string | undefined): Promise<string | null> => {
    if (as === "anyone") return null;
    if (as === undefined) return app.tenant.secretKey;
    if (as === "publishableKey") return app.tenant.publishableKey;
    return await participantToken({ ...app.tenant, widgetSecret }, as, app.clock.now());
  };

  async function call<T>(method: string, path: string, { body, as, headers, raw }: Call = {}): Promise<T> {
    // Every request has a time of its own, so that lists have an order.
    app.clock.advance(STEP_MS);
    const credential = await credentialOf(as);
    const response = await app.fetch(
      new Request(new URL(path, ORIGIN), {
        method,
        redirect: "manual",
        headers: {
          ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined && raw === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
      }),
    );
    if (response.status < 400) for (const route of routesOf(method, path)) routesAnswered.add(route);
    const reply = await readReply(response);
    const location = response.headers.get("location");
    exchanges.push({
      request: `${method} ${path}`,
      ...(as === undefined ? {} : { as }),
      ...(body === undefined ? {} : { body }),
      status: response.status,
      ...(location === null ? {} : { location }),
      reply,
    });
    return reply as T;
  }

  return {
    app,
    call,
    get: (path, as) => call("GET", path, as === undefined ? {} : { as }),
    post: (path, body, as) => call("POST", path, as === undefined ? { body } : { body, as }),
    signWith(secret) {
      widgetSecret = secret;
    },
    take() {
      const text = named(written(exchanges), ids);
      exchanges = [];
      return `${text}\n`;
    },
    routesAnswered,
  };
}

async function readReply(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  const text = await response.text();
  if (type.includes("json")) return JSON.parse(text);
  // Styles and scripts are no replies.
  const page = text.replaceAll(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, "<$1>");
  return type.includes("html") ? page.split("\n") : type;
}

/** The routes of the table that a path may be of. */
function routesOf(method: string, path: string): string[] {
  const [plain = ""] = path.split("?");
  return routeTable.flatMap((route) => {
    const shape = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
    return route.method === method.toLowerCase() && shape.test(plain) ? [`${route.method} ${route.path}`] : [];
  });
}

const LINE = 110;

/** JSON with what is short on one line, so that the files stay readable. */
function written(value: unknown, indent = ""): string {
  const flat = JSON.stringify(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= LINE) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => written(each, inner))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${written(each, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${inner}${lines.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** Ids and codes become their kind and the place of their first appearance; the rest stays as it is. */
function named(text: string, ids: CountedIds): string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const nameOf = (found: string, kind: string) => {
    const known = names.get(found);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(found, `<${kind} ${count}>`);
    return `<${kind} ${count}>`;
  };
  return text
    .replaceAll(/"nextCursor": ?"[^"]+"/g, '"nextCursor": "<cursor>"')
    .replaceAll(/"qr": ?\{[^}]*\}/g, '"qr": "<qr>"')
    .replaceAll(/([?&](?:amp;)?click=)[\w.-]+/g, "$1<click>")
    .replaceAll(/\b([a-z]{2,4})_[0-9a-z]{21}(?:-[0-9a-z]+)?\b/g, (found, prefix: string) => nameOf(found, prefix))
    .replaceAll(/\b[0-9A-Z]{8,}\b/g, (found) => {
      const kind = ids.kindOf(found);
      return kind === null ? found : nameOf(found, kind);
    });
}
