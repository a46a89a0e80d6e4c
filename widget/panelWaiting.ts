import { make } from "./fromPanel.ts";
import { badge, mainButton } from "./pieces.ts";

/** What is shown while there is nothing to show yet, or when it could not be had. */

type Text = string | null | undefined;

export function loadingView(name: Text): Node[] {
  return [make("h2", { id: "headline", class: "unseen" }, name), make("div", { class: "bar" })];
}

export function troubleView(title: Text, text: Text, retry: string | undefined, again: () => void): Node[] {
  return [
    make(
      "div",
      { class: "trouble", role: "alert" },
      badge("!"),
      make("h2", { id: "headline", tabindex: -1 }, title),
      text && make("p", {}, text),
      mainButton("retry", retry, again),
    ),
  ];
}
