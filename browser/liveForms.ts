/** Forms that show their answer in place (`LIVE_FORM`): a choice is sent at once, and the page is dimmed meanwhile. */
export function sendWhenChanged(): void {
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const { form } = target;
    if (form?.hasAttribute("data-live")) form.requestSubmit();
    // A choice that brings other boxes: the form is sent as by its own button for that, and saves nothing.
    if (target.hasAttribute("data-reshapes")) form?.querySelector<HTMLButtonElement>("[data-update]")?.click();
  });
  document.addEventListener("htmx:before:request", ({ target }) => setBusy(target, true));
  document.addEventListener("htmx:finally:request", ({ target }) => setBusy(target, false));
}

/** What asks for itself alone is busy by itself; for everything else the page is. */
function setBusy(source: EventTarget | null, isBusy: boolean): void {
  // What asks by itself all the time is not waited for.
  if (source instanceof Element && source.closest("[data-poll]") !== null) return;
  const itself = source instanceof Element ? source.closest("[data-busy-alone]") : null;
  const busy = itself === null ? document.getElementById("main") : document.getElementById(itself.id);
  if (isBusy) busy?.setAttribute("aria-busy", "true");
  else busy?.removeAttribute("aria-busy");
}
