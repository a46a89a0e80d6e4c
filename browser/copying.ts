/** So long a button says that it has copied. */
const SAID_MS = 2_000;

/** Buttons with `data-copy` put its text into the clipboard and say so by `data-copied`. */
export function copyOnClick(): void {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-copy]") : null;
    if (button !== null) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const label = button.querySelector("span");
  const { copy: text = "", copied = "" } = button.dataset;
  const before = label?.textContent ?? "";
  // While it says so, what stands there is not its own name.
  if (label === null || before === copied) return;
  await navigator.clipboard.writeText(text);
  label.textContent = copied;
  setTimeout(() => {
    label.textContent = before;
  }, SAID_MS);
}
