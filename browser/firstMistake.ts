/** A page that answers a form begins at the first box that is wrong, which may be far below its top. */
export function leadToMistake(): void {
  const box = document.querySelector<HTMLElement>('main [aria-invalid="true"]');
  box?.focus({ preventScroll: true });
  // In the middle, since bars cover the ends of the screen.
  box?.scrollIntoView({ block: "center" });
}
