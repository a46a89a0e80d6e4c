import { AsyncLocalStorage } from "node:async_hooks";
import type { Fetch, ShopKeys } from "./referrals.ts";

/** What the shop's server sent to the referral service, kept for the person who clicks through the demo. */

/** A request and what came back, without a secret in either. */
export interface Exchange {
  readonly kind: "exchange";
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly url: string;
  /** The key that it was sent with, by the name that a shop keeps it under. */
  readonly key: string;
  /** JSON, indented; null where nothing was sent. */
  readonly sent: ShownText | null;
  readonly status: number;
  readonly received: ShownText;
  /** The request as a command for a shell. */
  readonly curl: string;
}

/** A token that the server signed by itself: no request is made for it. */
export interface SignedToken {
  readonly kind: "token";
  readonly claims: ShownText;
}

export type Entry = Exchange | SignedToken;

/** A text as far as it is shown. */
export interface ShownText {
  readonly text: string;
  /** So many characters more. */
  readonly cut: number;
}

const MAX_ENTRIES = 8;
const MAX_SHOWN_CHARACTERS = 4_000;

/** The latest entries of a session. Those that no page has shown belong to the step that is being taken. */
export class Journal {
  #entries: { readonly entry: Entry; isShown: boolean }[] = [];

  add(entry: Entry): void {
    this.#entries.push({ entry, isShown: false });
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
  }

  /** What the page that is being made has to show, the oldest first; the next page counts it among the earlier. */
  take(): { readonly here: readonly Entry[]; readonly earlier: readonly Entry[] } {
    const entriesThat = (isShown: boolean) =>
      this.#entries.filter((one) => one.isShown === isShown).map(({ entry }) => entry);
    const taken = { here: entriesThat(false), earlier: entriesThat(true) };
    for (const one of this.#entries) one.isShown = true;
    return taken;
  }
}

const current = new AsyncLocalStorage<Journal>();

/** Does something, such as making a page, and notes in the journal whatever is asked for it. */
export function inJournal<T>(journal: Journal, work: () => T): T {
  return current.run(journal, work);
}

/** Notes what the server signed. */
export function noteToken(claims: Readonly<Record<string, unknown>>): void {
  current.getStore()?.add({ kind: "token", claims: shown(JSON.stringify(claims, null, 2)) });
}

/** The same `fetch`, with each request and its answer noted. */
export function noted(fetch: Fetch, keys: ShopKeys): Fetch {
  return async (request) => {
    const journal = current.getStore();
    if (journal === undefined) return await fetch(request);
    const sent = await request.clone().text();
    const response = await fetch(request);
    journal.add(exchangeOf(request, { sent, status: response.status, received: await response.clone().text() }, keys));
    return response;
  };
}

function exchangeOf(
  { method, url: address, headers }: Request,
  { sent, status, received }: { readonly sent: string; readonly status: number; readonly received: string },
  keys: ShopKeys,
): Exchange {
  const hide = (text: string) => text.replaceAll(keys.secretKey, "sk_…").replaceAll(keys.widgetSecret, "…");
  const url = hide(address);
  const { pathname, search } = new URL(url);
  const key = headers.get("authorization") === `Bearer ${keys.secretKey}` ? "SECRET_KEY" : "PUBLISHABLE_KEY";
  const body = hide(sent);
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const lines = [
    `curl -X ${method} ${quoted(url)}`,
    `-H "authorization: Bearer $REFERRAL_${key}"`,
    ...(body === "" ? [] : ["-H 'content-type: application/json'", `-d ${quoted(body)}`]),
  ];
  return {
    kind: "exchange",
    method,
    path: pathname + search,
    url,
    key: `REFERRAL_${key}`,
    sent: body === "" ? null : shown(indented(body)),
    status,
    received: shown(indented(hide(received))),
    curl: lines.join(" \\\n  "),
  };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function shown(text: string): ShownText {
  return {
    text: text.slice(0, MAX_SHOWN_CHARACTERS).toWellFormed(),
    cut: Math.max(0, text.length - MAX_SHOWN_CHARACTERS),
  };
}
