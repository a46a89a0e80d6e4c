/** The line that follows the pointer over charts, and the values under it, which are those of the chart's own table. */
export function followPointers(): void {
  document.addEventListener("pointermove", ({ target, clientX }) => {
    const chart = target instanceof Element ? target.closest(".canvas")?.closest<HTMLElement>(".chart") : null;
    if (chart) pointAt(chart, clientX);
    else hideAll();
  });
  document.addEventListener("pointerleave", hideAll);
}

let isShown = false;

function pointAt(chart: HTMLElement, clientX: number): void {
  const { left, width } = chart.querySelector(".canvas")?.getBoundingClientRect() ?? { left: 0, width: 0 };
  const intervals = chart.querySelectorAll("tbody tr").length - 1;
  if (width === 0 || intervals < 0) return;
  const share = Math.min(1, Math.max(0, (clientX - left) / width));
  const at = Math.round(share * intervals);
  isShown = true;
  for (const other of document.querySelectorAll<HTMLElement>(".chart[data-cursor]")) {
    if (other.dataset.cursor === chart.dataset.cursor) show(other, at, intervals);
  }
}

function show(chart: HTMLElement, at: number, intervals: number): void {
  const [line, readout] = [chart.querySelector("line.cursor"), chart.querySelector<HTMLElement>(".readout")];
  const row = chart.querySelectorAll("tbody tr")[at];
  if (line === null || readout === null || row === undefined) return;
  const x = `${intervals === 0 ? 50 : (at * 100) / intervals}%`;
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
  line.setAttribute("visibility", "visible");
  const names = [...chart.querySelectorAll("thead th")].slice(1).map(({ textContent }) => textContent ?? "");
  const time = document.createElement("strong");
  time.textContent = row.querySelector("th")?.textContent ?? "";
  const values = [...row.querySelectorAll("td")].map((cell, index) => {
    const value = document.createElement("span");
    const name = names.length > 1 ? `${names[index] ?? ""} ` : "";
    const said = document.createElement("bdi");
    said.textContent = cell.textContent;
    value.append(name, said);
    return value;
  });
  readout.replaceChildren(time, ...values);
  readout.hidden = false;
}

function hideAll(): void {
  if (!isShown) return;
  isShown = false;
  for (const line of document.querySelectorAll("line.cursor")) line.setAttribute("visibility", "hidden");
  for (const readout of document.querySelectorAll<HTMLElement>(".readout")) readout.hidden = true;
}
