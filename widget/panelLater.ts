import { addStyles, make } from "./fromPanel.ts";
import { details, mainButton, refusal } from "./pieces.ts";
import type { More, MoreLoader, View } from "./view.ts";

/** What is made only when a person opens it, by the second part of the panel, which is loaded for it. */

declare const MORE_VERSION: string;

/** With its version behind it, so that a browser takes none that it kept from another deployment. */
const MORE = `./panelMore.js?${MORE_VERSION}`;

export function moreLoader(root: ShadowRoot): MoreLoader & { more: More | null } {
  let attempts = 0;
  const loader = {
    more: null as More | null,
    async load() {
      // A browser may remember that a module could not be loaded, so another attempt asks by another name.
      const more: More = await import(attempts++ ? `${MORE}.${attempts}` : MORE);
      if (!loader.more) addStyles(root, more.css);
      loader.more = more;
      return more;
    },
  };
  return loader;
}

/** @param inside makes what is shown when it is opened, the first time */
export function later(
  { texts, loader }: View,
  id: string,
  title: string | undefined,
  inside: (more: More) => HTMLElement,
): HTMLElement {
  const box = make("div", {});
  const all = details(id, title, box);
  const fill = () => {
    if (!all.open || box.firstChild) return;
    if (loader.more) return box.append(inside(loader.more));
    box.append(make("p", { class: "quiet loading" }, texts.loading));
    loader.load().then(
      (more) => box.replaceChildren(inside(more)),
      () => {
        const again = () => {
          all.querySelector("summary")?.focus();
          box.textContent = "";
          fill();
        };
        box.replaceChildren(refusal(texts.errorTitle), mainButton(`retry-${id}`, texts.retry, again));
      },
    );
  };
  all.addEventListener("toggle", fill);
  return all;
}
