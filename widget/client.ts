/** Calls the service for one element. It never throws: an answer that did not come is an answer, too. */

const TIMEOUT_MS = 15_000;
const TOKEN_TIMEOUT_MS = 10_000;

export type TokenProvider = () => string | null | undefined | Promise<string | null | undefined>;

export type Answer<T> =
  | { readonly ok: true; readonly body: T }
  /** `status` 0: there was none. `message` is for customers, in their language. */
  | { readonly ok: false; readonly status: number; readonly message?: string };

/** An element that calls: its attributes, and where fresh tokens come from. */
export interface Caller extends HTMLElement {
  tokenProvider?: TokenProvider | null;
}

export interface Client {
  /** What addresses of the service begin with. */
  readonly api: string;
  /** Asks for a token where the page gave none; resolves to whether there is one now. */
  signIn(): Promise<boolean>;
  /** @param body makes it a POST */
  call<T>(path: string, body?: unknown): Promise<Answer<T>>;
}

/**
 * @param scriptUrl of the element's own script, which the service serves; the attribute `api` wins
 */
export function clientOf(element: Caller, scriptUrl: string): Client {
  const attribute = (name: string) => element.getAttribute(name) || null;
  const api = (attribute("api") ?? new URL(scriptUrl).origin).replace(/\/+$/, "");
  // React keeps `key` to itself.
  const key = attribute("key") ?? attribute("publishable-key");
  let token = attribute("token");
  let mayAsk = true;

  const signIn = async () => {
    if (!token && mayAsk) {
      mayAsk = false;
      token = await askForToken(element);
    }
    return !!token;
  };
  const send = <T>(path: string, body: unknown) => {
    const url = new URL(api + path, document.baseURI);
    if (element.lang) url.searchParams.set("lang", element.lang);
    const headers: Record<string, string> = {
      authorization: `Bearer ${token ?? key}`,
      "accept-language": acceptedBy(element),
    };
    if (!body) return request<T>(url.href, { headers });
    headers["content-type"] = "application/json";
    return request<T>(url.href, { method: "POST", headers, body: JSON.stringify(body) });
  };
  return {
    api,
    signIn,
    async call<T>(path: string, body?: unknown) {
      const answer = await send<T>(path, body);
      if (answer.ok) mayAsk = true;
      if (answer.ok || answer.status !== 401 || !token) return answer;
      // Tokens live an hour at most, pages longer. Without a fresh one the visitor is signed out.
      token = null;
      await signIn();
      return await send<T>(path, body);
    },
  };
}

/** What the page is written in, then what the browser accepts. */
function acceptedBy(element: HTMLElement): string {
  const page = element.parentElement?.closest<HTMLElement>("[lang]")?.lang;
  return [page, ...navigator.languages].filter(Boolean).join();
}

async function request<T>(url: string, init: RequestInit): Promise<Answer<T>> {
  const stop = new AbortController();
  // It may also ring after the answer came: then there is nothing left to stop.
  setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, { ...init, credentials: "omit", cache: "no-store", signal: stop.signal });
    const body = await response.json();
    const { ok, status } = response;
    // A site that is not allowed is for the shop's developer to mend, who looks at the console.
    if (status === 403) console.error(body.detail);
    return { ...body, ok, status, body };
  } catch {
    return { ok: false, status: 0 };
  }
}

/** The element's `tokenProvider`, or a listener for `referral-token` that calls `event.detail.provide`. */
async function askForToken(element: Caller): Promise<string | null> {
  let given: ReturnType<TokenProvider> = null;
  const provide = (value: typeof given) => {
    given = value;
  };
  try {
    if (element.tokenProvider) given = element.tokenProvider();
    else tell(element, "referral-token", { provide });
    const late = new Promise<null>((resolve) => setTimeout(resolve, TOKEN_TIMEOUT_MS, null));
    return (await Promise.race([given, late])) || null;
  } catch {
    return null;
  }
}

/** An event for the page, which may listen on the element or anywhere above it. */
export function tell(element: HTMLElement, name: string, detail?: unknown): void {
  element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}
