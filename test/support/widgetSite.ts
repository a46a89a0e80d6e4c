import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

/** What the service answers to one call: a canned reply stands for the network, never for a rule. */
export interface CannedReply {
  readonly status?: number;
  readonly body: unknown;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | null;
  readonly acceptLanguage: string;
  readonly body: unknown;
}

/** A shop and the service that it uses, as two origins. */
export interface WidgetSite {
  /** Where the service is. */
  readonly api: string;
  /** Every call to `/v1/`, in order. */
  readonly calls: Call[];
  /** Answers calls to a path, such as `/v1/client/panel`, or leaves them without an answer. */
  answer(path: string, reply: (call: Call) => CannedReply | "never"): void;
  /** Serves a picture, which any site may fetch, as the service does. */
  picture(path: string, bytes: Uint8Array): void;
  /** The script that can't be had for now; null for none. */
  lose(script: string | null): void;
  /** Puts a page onto the shop and tells its address; `policy` is its Content-Security-Policy. */
  page(html: string, policy?: string): string;
  close(): Promise<void>;
}

const widgetFolder = fileURLToPath(new URL("../../dist/assets/widget", import.meta.url));
const MAX_BODY = 100_000;

export async function startWidgetSite(): Promise<WidgetSite> {
  const pages = new Map<string, { readonly html: string; readonly policy: string | undefined }>();
  const replies = new Map<string, (call: Call) => CannedReply | "never">();
  const pictures = new Map<string, Uint8Array>();
  const calls: Call[] = [];
  let gone: string | null = null;

  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://site.test");
    const script = /^\/widget\/(\w+\.js)$/.exec(url.pathname)?.[1];
    if (script !== undefined) {
      const status = script === gone ? 503 : 200;
      response.writeHead(status, { "content-type": "text/javascript", "access-control-allow-origin": "*" });
      return response.end(await readFile(`${widgetFolder}/${script}`));
    }
    if (url.pathname.startsWith("/media/")) return respondWithPicture(response, url.pathname, pictures);
    if (url.pathname.startsWith("/v1/")) return await respondAsService(request, response, url, replies, calls);
    if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
    const page = pages.get(url.pathname);
    response.writeHead(page === undefined ? 404 : 200, {
      "content-type": "text/html; charset=utf-8",
      ...(page?.policy === undefined ? {} : { "content-security-policy": page.policy }),
    });
    return response.end(page?.html ?? "Not found");
  };
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    api: `http://127.0.0.1:${port}`,
    calls,
    answer: (path, reply) => void replies.set(path, reply),
    picture: (path, bytes) => void pictures.set(path, bytes),
    lose(script) {
      gone = script;
    },
    page(html, policy) {
      const path = `/shop/${pages.size}`;
      pages.set(path, { html, policy });
      return `http://localhost:${port}${path}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respondWithPicture(response: ServerResponse, path: string, pictures: ReadonlyMap<string, Uint8Array>) {
  const bytes = pictures.get(path);
  const headers = { "access-control-allow-origin": "*", "content-type": "image/png" };
  return response.writeHead(bytes === undefined ? 404 : 200, headers).end(bytes);
}

async function respondAsService(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  replies: ReadonlyMap<string, (call: Call) => CannedReply | "never">,
  calls: Call[],
): Promise<unknown> {
  const cors = { "access-control-allow-origin": request.headers.origin ?? "*", vary: "Origin" };
  if (request.method === "OPTIONS") {
    const allowed = {
      "access-control-allow-headers": "authorization, content-type",
      "access-control-allow-methods": "*",
    };
    return response.writeHead(204, { ...cors, ...allowed }).end();
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunks.length < MAX_BODY) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const call: Call = {
    method: request.method ?? "",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    authorization: request.headers.authorization ?? null,
    acceptLanguage: request.headers["accept-language"] ?? "",
    body: text === "" ? null : JSON.parse(text),
  };
  calls.push(call);
  const key = [...replies.keys()].find(
    (path) => call.path === path || (path.endsWith("/") && call.path.startsWith(path)),
  );
  const reply = (key === undefined ? undefined : replies.get(key)?.(call)) ?? {
    status: 404,
    body: { code: "not_found" },
  };
  if (reply === "never") return;
  const { status = 200, body } = reply;
  const type = status < 400 ? "application/json" : "application/problem+json";
  return response.writeHead(status, { ...cors, "content-type": type }).end(JSON.stringify(body));
}
