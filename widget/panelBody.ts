import { clientOf, tell } from "./client.ts";
import type { Panel, Texts } from "./contract.ts";
import { addStyles, builtInTexts, languageOfElement, make } from "./fromPanel.ts";
import { followTheme, type PageTheme } from "./pageTheme.ts";
import { css } from "./panel.css";
import type { PanelBody, ReferralPanel } from "./panel.ts";
import { moreLoader } from "./panelLater.ts";
import { panelView } from "./panelView.ts";
import { loadingView, troubleView } from "./panelWaiting.ts";
import type { Actions, View } from "./view.ts";
import { directionOf } from "./words.ts";

/** What the panel shows and does once it is seen: one state, drawn anew whenever it changes. */

/** `trouble`: its message is the server's, null when the network is gone, undefined when nothing is known. */
type State =
  | { readonly kind: "loading" }
  | { readonly kind: "trouble"; readonly message: string | null | undefined }
  | { readonly kind: "ready"; readonly panel: Panel };

/** A change of one of these asks the server again. */
const ASKED_BY = ["api", "key", "publishable-key", "program", "token", "lang"];
/** The same words twice are a change only with an empty text between them for a moment. */
const SILENCE_MS = 50;

export function openPanelBody(host: ReferralPanel, root: ShadowRoot): PanelBody {
  addStyles(root, css);
  let state: State = { kind: "loading" };
  let client = clientOf(host, import.meta.url);
  let asked = "";
  /** Counts what was asked; only the latest answer is shown. */
  let latest = 0;
  let frame: HTMLElement | null = null;
  let theme: PageTheme | null = null;
  const { card, draw: drawState, say } = cardFor(host, root);
  const loader = moreLoader(root);
  const draw = () => drawState(state, { host, actions, loader }, () => void load());
  const show = (next: State) => {
    state = next;
    draw();
  };

  /** @param isQuiet whether what is shown stays until the answer is there, and after a failure */
  const load = async (isQuiet = false) => {
    const mine = ++latest;
    if (!isQuiet) show({ kind: "loading" });
    await client.signIn();
    const program = host.getAttribute("program");
    const answer = await client.call<Panel>(`/v1/client/panel${program ? `?${new URLSearchParams({ program })}` : ""}`);
    if (mine !== latest) return;
    if (answer.ok) show({ kind: "ready", panel: answer.body });
    else if (!isQuiet) show({ kind: "trouble", message: answer.status || navigator.onLine ? answer.message : null });
  };
  const actions: Actions = {
    say,
    async post(path, body) {
      const answer = await client.call(path, body);
      if (answer.ok) await load(true);
      return answer;
    },
    ask: (path) => client.call(path),
    address: (path) => client.api + path,
    signIn: () => tell(host, "referral-sign-in"),
  };
  const onOnline = () => {
    if (state.kind === "trouble") void load();
  };

  return {
    update() {
      window.addEventListener("online", onOnline);
      const wanted = JSON.stringify(ASKED_BY.map((name) => host.getAttribute(name)));
      if (wanted !== asked) {
        asked = wanted;
        client = clientOf(host, import.meta.url);
        void load();
      } else draw();
      if (!frame) {
        frame = frameFor(host, card);
        root.append(frame);
      }
      if (theme) theme.look();
      else theme = followTheme(host, card);
      showOrHide(host, frame);
    },
    stop() {
      window.removeEventListener("online", onOnline);
      theme?.stop();
      theme = null;
      latest++;
      // Back on the page it asks again: another person may be signed in by now.
      asked = "";
    },
  };
}

/** The card, and how a state is drawn on it. */
function cardFor(host: ReferralPanel, root: ShadowRoot) {
  const content = make("div", { class: "content" });
  // It stays while the rest is drawn anew: a region that comes and goes is not read out.
  const status = make("div", { class: "unseen", role: "status" });
  const closeButton = make("button", { type: "button", class: "close", onclick: () => host.close() }, "\u2715");
  const card = make("div", { class: "card" }, closeButton, content, status);
  return {
    card,
    say(text: string | undefined) {
      status.textContent = "";
      setTimeout(() => {
        status.textContent = text ?? "";
      }, SILENCE_MS);
    },
    draw(state: State, given: Omit<View, "panel" | "texts">, again: () => void) {
      const language = languageOfElement(host);
      const panel = state.kind === "ready" ? state.panel : { language, direction: directionOf(language), texts: {} };
      const texts: Texts = { ...builtInTexts[language], ...panel.texts };
      card.lang = panel.language;
      card.dir = panel.direction;
      card.setAttribute("aria-busy", `${state.kind === "loading"}`);
      closeButton.setAttribute("aria-label", texts.close ?? "");
      redraw(root, content, viewOf(state, { texts, ...given }, again));
    },
  };
}

function viewOf(state: State, view: Omit<View, "panel">, again: () => void): Node[] {
  const { texts } = view;
  if (state.kind === "ready") return panelView({ panel: state.panel, ...view });
  if (state.kind === "loading") return loadingView(texts.openPanel);
  const title = state.message === null ? texts.offlineTitle : texts.errorTitle;
  return troubleView(title, state.message, texts.retry, again);
}

/** A dialog in the placements that open, which traps the focus and gives it back by itself; else a part of the page. */
function frameFor(host: ReferralPanel, card: HTMLElement): HTMLElement {
  if (!/^(button|dialog)$/.test(host.getAttribute("placement") ?? "")) return make("section", { class: "frame" }, card);
  const dialog = make("dialog", { class: "frame", "aria-labelledby": "headline" }, card);
  dialog.addEventListener("close", () => {
    host.close();
    tell(host, "referral-close");
  });
  // A click beside the card hits the dialog itself.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}

function showOrHide(host: HTMLElement, frame: HTMLElement): void {
  if (!(frame instanceof HTMLDialogElement)) return;
  const shouldBeOpen = host.hasAttribute("open");
  if (shouldBeOpen && !frame.open) frame.showModal();
  if (!shouldBeOpen && frame.open) frame.close();
}

/** Replaces what is shown and keeps what a person had open, and where their keyboard was. */
function redraw(root: ShadowRoot, content: HTMLElement, views: Node[]): void {
  const active = root.activeElement;
  const hadFocus = active !== null && content.contains(active);
  const open = Array.from(content.querySelectorAll("details[open]"), ({ id }) => id);
  content.replaceChildren(...views);
  for (const id of open) {
    const details = root.getElementById(id);
    details?.setAttribute("open", "");
    // The browser's own event comes later: what is in it has to be there before the keyboard is.
    details?.dispatchEvent(new Event("toggle"));
  }
  if (!hadFocus) return;
  const again = (active.id && root.getElementById(active.id)) || root.getElementById("headline");
  again?.focus();
}
