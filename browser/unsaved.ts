/** Watched forms (`WATCHED_FORM`): the save bar comes with the first change, and leaving asks while one is unsaved. */
export function watchChanges(): void {
  const mark = ({ target }: Event) => {
    const form = target instanceof Element ? target.closest<HTMLFormElement>("form[data-watch]") : null;
    form?.classList.add("dirty");
  };
  document.addEventListener("input", mark);
  document.addEventListener("change", mark);
  let isLeaving = false;
  const leave = () => {
    isLeaving = true;
  };
  document.addEventListener("submit", leave);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-leave]") !== null) leave();
  });
  addEventListener("pageshow", () => {
    isLeaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && document.querySelector("form.dirty") !== null) event.preventDefault();
  });
}
