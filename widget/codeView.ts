import { css } from "./code.css";
import type { Coupon, Direction, Texts } from "./contract.ts";
import { addStyles, make } from "./dom.ts";

/** How the code field looks in each of its states. */

export type CodeState =
  | { readonly kind: "empty" | "typing" | "checking" }
  | { readonly kind: "valid" | "refused"; readonly message: string }
  | { readonly kind: "unchecked"; readonly message: string | null; readonly isOffline?: boolean }
  | {
      readonly kind: "applied";
      readonly code: string;
      readonly message: string;
      readonly coupons: readonly Coupon[];
      /** Redeemed for this customer, which nothing takes back. */
      readonly isFinal: boolean;
    };

export interface CodeHandlers {
  typed(): void;
  apply(): void;
  remove(): void;
}

export interface CodeView {
  readonly input: HTMLInputElement;
  /** What has the theme. */
  readonly box: HTMLElement;
  show(as: { readonly language: string; readonly direction: Direction }): void;
  draw(state: CodeState, texts: Texts, isDisabled: boolean): void;
}

/** What people put between the letters of a code, or a whole link. */
const MAX_TYPED_LENGTH = 500;

export function codeView(root: ShadowRoot, { typed, apply, remove }: CodeHandlers): CodeView {
  addStyles(root, css);
  const label = make("label", { for: "code", class: "label" });
  const input = make("input", {
    id: "code",
    class: "input",
    dir: "ltr",
    maxlength: MAX_TYPED_LENGTH,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    enterkeyhint: "done",
    "aria-describedby": "message",
    oninput: typed,
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    apply();
  });
  const button = make("button", { type: "button", class: "button", onclick: () => (isApplied ? remove() : apply()) });
  const message = make("p", { id: "message", class: "message", role: "status" });
  const coupons = make("ul", { class: "coupons" });
  const box = make("div", { class: "box" }, label, make("div", { class: "row" }, input, button), message, coupons);
  let isApplied = false;
  root.append(box);

  return {
    input,
    box,
    show({ language, direction }) {
      box.lang = language;
      box.dir = direction;
    },
    draw(state, texts, isDisabled) {
      isApplied = state.kind === "applied";
      const isFinal = state.kind === "applied" && state.isFinal;
      box.dataset.state = state.kind;
      label.textContent = texts.codeLabel ?? "";
      button.textContent = (isApplied ? texts.codeRemove : texts.codeApply) ?? "";
      button.hidden = isFinal;
      button.disabled = isDisabled;
      input.disabled = isDisabled;
      input.readOnly = isApplied;
      input.setAttribute("aria-invalid", String(state.kind === "refused"));
      setText(message, sentence(state, texts));
      coupons.replaceChildren(...(state.kind === "applied" ? state.coupons.map(couponItem) : []));
    },
  };
}

function sentence(state: CodeState, texts: Texts): string {
  switch (state.kind) {
    case "empty":
    case "typing":
      return "";
    case "checking":
      return texts.codeChecking ?? "";
    case "unchecked":
      return state.message ?? (state.isOffline ? texts.codeOffline : texts.codeUnchecked) ?? "";
    case "applied":
      // What was redeemed says that it was in its own words.
      return state.isFinal ? state.message : `${texts.codeApplied} ${state.message}`;
    default:
      return state.message;
  }
}

/** Written only when it changes: each writing is read out. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function couponItem({ code, message, expires }: Coupon): HTMLElement {
  return make(
    "li",
    {},
    make("strong", { class: "coupon", dir: "ltr" }, code),
    make("span", {}, message),
    expires && make("span", { class: "expires" }, expires),
  );
}
