/** So long the place for it is empty, since readers by ear are told of what changes and not of what was there. */
const EMPTY_MS = 100;

/** Says what the page says of the step before: once, also when the page is loaded again. */
export function sayOnce(): void {
  const place = document.getElementById("said");
  const said = place?.firstElementChild ?? null;
  if (place !== null && said !== null) {
    said.remove();
    setTimeout(() => place.append(said), EMPTY_MS);
    const address = new URL(location.href);
    address.searchParams.delete("said");
    history.replaceState(history.state, "", address);
  }
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element) target.closest("[data-dismiss]")?.closest(".toast")?.remove();
  });
}
