/** What is over sooner needs no words. */
const WORDLESS_MS = 1_000;

/** The class of a place that got no answer: it shows the button that asks again. */
const FAILED = "failed";

/** The newest request of each place, by the id of the place: one that it replaced ends later and says nothing of it. */
const newest = new Map<string, unknown>();

/**
 * Marks what waits for an answer as busy. After a second a place of its own says so in words
 * (`data-waits-for`): readers by ear may hold back what stands within something busy. It says also when no answer came, and
 * what was there before stays.
 */
export function tellWhatWaits(): void {
  document.addEventListener("htmx:before:request", (event) => {
    const busy = busyOf(event.target);
    if (busy === null) return;
    const request = requestOf(event);
    newest.set(busy.id, request);
    busy.setAttribute("aria-busy", "true");
    busy.classList.remove(FAILED);
    setTimeout(() => {
      if (newest.get(busy.id) === request) sayOf(busy.id, ({ words }) => words ?? "");
    }, WORDLESS_MS);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const busy = busyOf(event.target);
    const request = requestOf(event);
    if (busy === null || wordsOf(busy.id) === null) return;
    // The page of an error, or the one to sign in, would take the place away.
    if (request.text?.includes(` id="${busy.id}"`) !== true) request.swap = "none";
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const busy = busyOf(event.target);
    const request = requestOf(event);
    if (busy === null || newest.get(busy.id) !== request) return;
    newest.delete(busy.id);
    busy.removeAttribute("aria-busy");
    const hasFailed = wordsOf(busy.id) !== null && (request.status !== "swapped" || request.swap === "none");
    busy.classList.toggle(FAILED, hasFailed);
    sayOf(busy.id, ({ failed = "" }) => (hasFailed ? failed : ""));
  });
}

/** What asks for itself alone is busy by itself; for everything else the page is. */
function busyOf(source: EventTarget | null): HTMLElement | null {
  const itself = source instanceof Element ? source.closest("[data-busy-alone]") : null;
  // What asks by itself all the time is not waited for.
  if (source instanceof Element && source.closest("[data-poll]") !== null) return null;
  return document.getElementById(itself?.id ?? "main");
}

/** A request as htmx keeps it. */
interface AskedOfHtmx {
  /** Of the answer, once it is there. */
  readonly text?: string;
  readonly status: string;
  swap: string;
}

function requestOf(event: Event): AskedOfHtmx {
  return (event as CustomEvent<{ ctx: AskedOfHtmx }>).detail.ctx;
}

function sayOf(id: string, textOf: (data: DOMStringMap) => string): void {
  const place = wordsOf(id);
  if (place !== null) place.textContent = textOf(place.dataset);
}

/** Where it is said in words what became of a place's requests. */
function wordsOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-waits-for="${id}"]`);
}
