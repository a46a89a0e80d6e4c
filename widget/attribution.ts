import { type Referral, readVisits, referralOf, sentOf, type Visit, visitOf, withVisits } from "./storedVisits.ts";

/**
 * The script on every page of a shop: remembers through which share links a visitor came, as far as they agree,
 * and puts it into the shop's own forms. It calls no server. Nothing of it may disturb the page: whatever fails is
 * as if it had not been there.
 */

const KEY = "refer-a-friend";
const CODE_NAME = "referral_code";
const CLICKS_NAME = "referral_clicks";
const DEFAULT_DAYS = 90;
/** What browsers keep a cookie for at most. */
const MAX_DAYS = 400;

type Command =
  | readonly ["consent", boolean]
  | readonly ["get", (referral: Referral) => void]
  | readonly ["clear"]
  | readonly ["fill", Node?];

type Queue = { push(...commands: unknown[]): unknown; ready?: true };

/** Runs it; what it throws stays here. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function start(): void {
  const page = window as { referral?: Queue };
  const before = page.referral;
  // The script stands on the page twice: the first one goes on.
  if (before?.ready) return;
  const settings = (document.currentScript as HTMLScriptElement | null)?.dataset ?? {};
  const days = Math.min(Number(settings.days) || DEFAULT_DAYS, MAX_DAYS);
  const arrival = visitOf(location.search, Date.now());
  let mayStore = settings.consent !== "wait";
  /** What is not stored yet, or can't be. */
  let waiting: readonly Visit[] = arrival ? [arrival] : [];
  let visits = waiting;

  /** Reads each time: another tab may have stored more meanwhile, or been told to forget. */
  const remember = () => {
    if (!mayStore) return;
    const known = quietly(() => readVisits(readText(settings.domain), Date.now(), days));
    visits = withVisits(known ?? visits, waiting);
    const text = JSON.stringify(visits);
    if (text !== JSON.stringify(known ?? [])) quietly(() => writeText(text, settings.domain, days));
    if (quietly(() => readText(settings.domain) === text)) waiting = [];
  };
  const forget = () => {
    visits = waiting = [];
    quietly(() => writeText(null, settings.domain, 0));
    fill();
  };
  const fill = (root: Node = document) => {
    const { code, clicks } = sentOf(visits);
    // A form may be given itself, too.
    const around = (root.parentNode ?? root) as ParentNode;
    for (const form of Array.from(around.querySelectorAll<HTMLFormElement>("form[data-referral]"))) {
      fillIn(form, CODE_NAME, code);
      fillIn(form, CLICKS_NAME, clicks.join());
    }
  };
  const run = ([name, value]: Command) => {
    if (name === "consent") {
      const mayStoreNow = value === true;
      if (mayStoreNow && !mayStore) waiting = arrival ? [arrival] : [];
      mayStore = mayStoreNow;
      if (!mayStore) return forget();
    }
    if (name === "clear") return forget();
    remember();
    if (name === "get") value(referralOf(visits));
    else fill(name === "fill" ? value : undefined);
  };
  const push = (...commands: unknown[]) => {
    for (const command of commands) quietly(() => run(command as Command));
  };

  page.referral = { push, ready: true };
  push(["fill"], ...(Array.isArray(before) ? before : []));
  document.addEventListener("DOMContentLoaded", () => push(["fill"]));
  document.addEventListener("submit", () => push(["fill"]), true);
  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length > 0)) quietly(fill);
  }).observe(document, { childList: true, subtree: true });
}

/** Fields that a visitor may change, each filled once: what they have emptied stays empty. */
const filledOnce = new WeakSet<HTMLElement>();

/** A field of the form's own is filled only while it is empty; one of ours always says what is known now. */
function fillIn(form: HTMLFormElement, name: string, value: string): void {
  const ours = form.querySelector<HTMLInputElement>(`input[name=${name}][data-referral-input]`);
  const theirs = Array.from(form.elements).find(
    (field) => field !== ours && (field as HTMLInputElement).name === name,
  ) as HTMLInputElement | undefined;
  if (theirs) {
    ours?.remove();
    if (value && theirs.value === "" && !filledOnce.has(theirs)) {
      theirs.value = value;
      filledOnce.add(theirs);
    }
    return;
  }
  if (!value) {
    ours?.remove();
    return;
  }
  const input = ours ?? document.createElement("input");
  if (input.value !== value) input.value = value;
  if (ours) return;
  input.type = "hidden";
  input.name = name;
  input.setAttribute("data-referral-input", "");
  form.append(input);
}

/** One origin's own storage, or, for a shop on several subdomains, a cookie that they share. */
function readText(domain: string | undefined): string | null {
  if (!domain) return localStorage.getItem(KEY);
  const pair = document.cookie.split("; ").find((one) => one.startsWith(`${KEY}=`));
  return pair ? decodeURIComponent(pair.slice(KEY.length + 1)) : null;
}

function writeText(text: string | null, domain: string | undefined, days: number): void {
  if (domain) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in browsers that shops still serve.
    document.cookie = `${KEY}=${encodeURIComponent(text ?? "")};domain=${domain};path=/;max-age=${days * 86_400};samesite=lax${secure}`;
  } else if (text === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, text);
}

quietly(start);
