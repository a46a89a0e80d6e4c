/** What links carry is longer; a shorter one names a place on the page. */
const LEAST_LENGTH = 20;

/**
 * Puts what stands behind the # of the address into the field that waits for it, and takes it out of the address, so
 * that a copied address or the history never holds it. A field that says so is sent at once.
 */
export function takeFragment(): void {
  const field = document.querySelector<HTMLInputElement>("input[data-fragment]");
  const fragment = location.hash.slice(1);
  if (field === null || fragment.length < LEAST_LENGTH) return;
  field.value = fragment;
  history.replaceState(null, "", location.pathname + location.search);
  field.closest<HTMLElement>(".field")?.setAttribute("hidden", "");
  if (field.dataset.fragment === "send") field.form?.requestSubmit();
}
