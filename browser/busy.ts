/** What is over sooner needs no words. */
const WORDLESS_MS = 1_000;

/** The newest request of each place, by the id of the place: one that it replaced ends later and says nothing of it. */
const newest = new Map<string, unknown>();

/**
 * Marks what waits for an answer as busy. After a second a place of its own says so in words
 * (`data-waits-for`): readers by ear may hold back what stands within something busy.
 */
export function tellWhatWaits(): void {
  document.addEventListener("htmx:before:request", (event) => {
    const busy = busyOf(event.target);
    if (busy === null) return;
    const request = requestOf(event);
    newest.set(busy.id, request);
    busy.setAttribute("aria-busy", "true");
    setTimeout(() => {
      if (newest.get(busy.id) === request) sayOf(busy.id, ({ words }) => words ?? "");
    }, WORDLESS_MS);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const busy = busyOf(event.target);
    if (busy === null || newest.get(busy.id) !== requestOf(event)) return;
    newest.delete(busy.id);
    busy.removeAttribute("aria-busy");
    sayOf(busy.id, () => "");
  });
}

/** What asks for itself alone is busy by itself; for everything else the page is. */
function busyOf(source: EventTarget | null): HTMLElement | null {
  const itself = source instanceof Element ? source.closest("[data-busy-alone]") : null;
  // What asks by itself all the time is not waited for.
  if (source instanceof Element && source.closest("[data-poll]") !== null) return null;
  return document.getElementById(itself?.id ?? "main");
}

function requestOf(event: Event): unknown {
  return (event as CustomEvent<{ ctx: unknown }>).detail.ctx;
}

function sayOf(id: string, textOf: (data: DOMStringMap) => string): void {
  const place = document.querySelector<HTMLElement>(`[data-waits-for="${id}"]`);
  if (place !== null) place.textContent = textOf(place.dataset);
}
