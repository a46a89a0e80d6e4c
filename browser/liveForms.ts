/** Forms that show their answer in place (`LIVE_FORM`): a choice is sent at once. */
export function sendWhenChanged(): void {
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const { form } = target;
    if (form?.hasAttribute("data-live")) form.requestSubmit();
    // A choice that brings other boxes: the form is sent as by its own button for that, and saves nothing.
    if (target.hasAttribute("data-reshapes")) form?.querySelector<HTMLButtonElement>("[data-update]")?.click();
  });
}
