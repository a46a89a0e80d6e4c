/** Rows that are selected: how many there are beside what can be done with them, and all of them by one box. */
export function countSelected(): void {
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "checkbox" || target.form === null) return;
    const { form } = target;
    if (!form.hasAttribute("data-bulk")) return;
    const boxes = [...form.elements].filter((it): it is HTMLInputElement => it instanceof HTMLInputElement);
    const rows = boxes.filter(({ type, dataset }) => type === "checkbox" && !("selectAll" in dataset));
    if ("selectAll" in target.dataset) for (const row of rows) row.checked = target.checked;
    const selected = rows.filter(({ checked }) => checked).length;
    const count = form.querySelector("[data-selected]");
    if (count !== null) count.textContent = selected.toLocaleString(document.documentElement.lang);
    const all = boxes.find(({ dataset }) => "selectAll" in dataset);
    if (all === undefined) return;
    all.checked = selected === rows.length && selected > 0;
    all.indeterminate = selected > 0 && selected < rows.length;
  });
}
