import MiniSearch from "minisearch";

/** The search of the guide. The index is loaded when the field is first used; without scripts there is no field. */

interface Found {
  readonly id: string;
  readonly title: string;
  readonly page: string;
}

const MAX_SHOWN = 8;

// On a narrow screen the list of pages would push the page down, so it waits to be asked for.
const pages = document.querySelector<HTMLDetailsElement>("nav.pages details");
if (pages && matchMedia("(max-width: 50rem)").matches) pages.open = false;

const box = document.querySelector<HTMLElement>("search.find");
const field = box?.querySelector("input");
const list = box?.querySelector<HTMLElement>("[role=listbox]");
if (box && field && list) start(box, field, list);

function start(box: HTMLElement, field: HTMLInputElement, list: HTMLElement): void {
  let index: Promise<MiniSearch> | null = null;
  let chosen = -1;
  const load = () => {
    index ??= fetch("/guide/search.json").then(async (reply) => {
      const search = new MiniSearch({ fields: ["title", "page", "text"], storeFields: ["title", "page"] });
      search.addAll(await reply.json());
      return search;
    });
    index.catch(() => {
      index = null;
    });
    return index;
  };
  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const show = async () => {
    const asked = field.value.trim();
    if (asked === "") return close();
    const search = await load();
    if (asked !== field.value.trim()) return;
    const options = { prefix: true, fuzzy: 0.2, boost: { title: 4, page: 2 } };
    const found = search.search(asked, options).slice(0, MAX_SHOWN) as unknown as Found[];
    list.replaceChildren(...(found.length === 0 ? [nothing()] : found.map(row)));
    list.hidden = false;
    chosen = -1;
    field.setAttribute("aria-expanded", "true");
  };
  const choose = (step: number) => {
    const rows = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    if (list.hidden || rows.length === 0) return;
    chosen = (chosen + step + rows.length) % rows.length;
    for (const [place, each] of rows.entries()) each.setAttribute("aria-selected", String(place === chosen));
    rows[chosen]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", rows[chosen]?.id ?? "");
  };

  box.hidden = false;
  field.addEventListener("focus", () => void load());
  field.addEventListener("input", () => void show());
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      const rows = list.querySelectorAll<HTMLElement>("[role=option]");
      rows[Math.max(chosen, 0)]?.click();
    } else if (event.key === "Escape") close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    field.focus();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Node) || !box.contains(event.target)) close();
  });
}

function row({ id, title, page }: Found, place: number): HTMLElement {
  const link = document.createElement("a");
  link.id = `found-${place}`;
  link.role = "option";
  link.href = id;
  link.tabIndex = -1;
  const where = document.createElement("span");
  where.textContent = page;
  link.append(title, where);
  return link;
}

function nothing(): HTMLElement {
  const row = document.createElement("p");
  row.textContent = "Nothing found";
  return row;
}
