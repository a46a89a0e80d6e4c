const EVERY_MS = 2_000;
/** A page that a person has left open and away from asks no more after so long. */
const ASKS_FOR_MS = 3_600_000;

/**
 * Lists that ask for what is newer (`data-poll`): every two seconds while they are seen, and for an hour after the last
 * sign of a person. An answer that is not the page itself changes nothing; one that leads elsewhere is followed.
 */
export function pollWhileSeen(): void {
  const list = () => document.querySelector("[data-poll]");
  if (list() === null) return;
  let seenAt = performance.now();
  for (const sign of ["pointermove", "keydown", "visibilitychange"]) {
    document.addEventListener(sign, () => {
      seenAt = performance.now();
    });
  }
  setInterval(() => {
    const isSeen = document.visibilityState === "visible" && performance.now() - seenAt < ASKS_FOR_MS;
    if (isSeen) list()?.dispatchEvent(new Event("poll"));
  }, EVERY_MS);
  document.addEventListener("htmx:before:swap", (event) => {
    const { target } = event;
    if (!(target instanceof Element && target.matches("[data-poll]"))) return;
    const { raw } = (event as CustomEvent<{ ctx: { response: { raw: Response } } }>).detail.ctx.response;
    if (raw.ok && !raw.redirected) return;
    event.preventDefault();
    if (raw.redirected) location.reload();
  });
}
