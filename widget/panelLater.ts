import { addStyles, make } from "./fromPanel.ts";
import { details, mainButton, refusal } from "./pieces.ts";
import type { More, MoreLoader, View } from "./view.ts";

/** What the second part of the panel makes, which is loaded for it: when a person opens it, or after first sight. */

declare const MORE_VERSION: string;

/** With its version behind it, so that a browser takes none that it kept from another deployment. */
const MORE = `./panelMore.js?${MORE_VERSION}`;

export function moreLoader(root: ShadowRoot): MoreLoader & { more: More | null } {
  let attempts = 0;
  let pending: Promise<More> | null = null;
  const loader = {
    more: null as More | null,
    load() {
      // A browser may remember that a module could not be loaded, so another attempt asks by another name.
      pending ??= import(attempts++ ? `${MORE}.${attempts}` : MORE).then(
        (more: More) => {
          addStyles(root, more.css);
          loader.more = more;
          return more;
        },
        (error) => {
          pending = null;
          throw error;
        },
      );
      return pending;
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

/** @param inside makes what is shown below the rest, as soon as the second part is there */
export function soon({ texts, loader }: View, inside: (more: More) => HTMLElement[]): HTMLElement[] {
  if (loader.more) return inside(loader.more);
  const box = make("section", { class: "soon" });
  const fill = () => {
    box.replaceChildren(make("p", { class: "quiet loading" }, texts.loading));
    loader.load().then(
      (more) => box.replaceWith(...inside(more)),
      () => box.replaceChildren(refusal(texts.errorTitle), mainButton("retry-soon", texts.retry, fill)),
    );
  };
  fill();
  return [box];
}
