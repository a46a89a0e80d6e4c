import type { Fetch } from "./contract/holdToDocument.ts";
import { holdToDocument } from "./contract/holdToDocument.ts";

export type { Fetch };

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; null for what is no JSON. */
  readonly body: T;
}

export interface ApiClient {
  get<T = Json>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T = Json>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  put<T = Json>(path: string, body: unknown): Promise<Answer<T>>;
  patch<T = Json>(path: string, body: unknown): Promise<Answer<T>>;
  /** Anything else: the body is sent as it is. */
  send<T = Json>(
    method: string,
    path: string,
    init?: { body?: BodyInit; headers?: Record<string, string> },
  ): Promise<Answer<T>>;
}

export type Json = Readonly<Record<string, unknown>>;

/** The host does not matter: nothing is looked up. */
const ORIGIN = "http://api.test";

/**
 * Every request and reply is held to the OpenAPI document.
 *
 * @param key sent as the bearer; null sends none
 */
export function apiClient(given: Fetch, key: string | null): ApiClient {
  const fetch = holdToDocument(given);
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };

  async function send<T>(
    method: string,
    path: string,
    init: { body?: BodyInit; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const headers = { ...authorization, ...init.headers };
    const response = await fetch(
      new Request(new URL(path, ORIGIN), {
        method,
        headers,
        redirect: "manual",
        ...(init.body === undefined ? {} : { body: init.body }),
      }),
    );
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : null) as T };
  }

  const withJson = (method: string) => (path: string, body: unknown, headers?: Record<string, string>) => {
    return send(method, path, {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  };
  return {
    send,
    get: (path, headers) => send("GET", path, headers === undefined ? {} : { headers }),
    post: withJson("POST") as ApiClient["post"],
    put: withJson("PUT") as ApiClient["put"],
    patch: withJson("PATCH") as ApiClient["patch"],
  };
}
