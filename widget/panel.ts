import type { Caller, TokenProvider } from "./client.ts";
import type { BuiltInTexts } from "./contract.ts";
import { addStyles, make } from "./dom.ts";
import { languageOfElement } from "./language.ts";
import { css } from "./panelButton.css";

/**
 * `<referral-panel>`: this file is all that a page loads before the panel is seen; what it shows is in
 * `panelBody.ts`.
 */

declare const PANEL_TEXTS: BuiltInTexts<"openPanel" | "offlineTitle" | "errorTitle" | "retry" | "close">;

// The body takes from here what both need. Its other imports are its own.
export { addStyles, type Child, furnish, make, type Properties } from "./dom.ts";
export { languageOfElement } from "./language.ts";

/** What the element says before the server has told it anything, such as that it can't be reached. */
export const builtInTexts = PANEL_TEXTS;

/** What is shown, and how it is told of changes. */
export interface PanelBody {
  /** The element's attributes have changed, or it is back on the page. */
  update(): void;
  /** The element has left the page. */
  stop(): void;
}

const BODY = "./panelBody.js";
/** Begins to load a little before it is seen. */
const MARGIN = "200px";

export class ReferralPanel extends HTMLElement implements Caller {
  static get observedAttributes(): string[] {
    return ["api", "key", "publishable-key", "program", "token", "lang", "placement", "open", "theme", "sign-in-url"];
  }

  /** Set before or after the element is defined; asked whenever a token is missing or no longer good. */
  declare tokenProvider?: TokenProvider | null;
  private body: PanelBody | null = null;
  private isLoading = false;
  private isQueued = false;
  private attempts = 0;
  private watch: IntersectionObserver | null = null;
  private button: HTMLButtonElement | null = null;

  connectedCallback(): void {
    if (!this.shadowRoot) addStyles(this.attachShadow({ mode: "open" }), css);
    this.changed();
  }

  disconnectedCallback(): void {
    this.watch?.disconnect();
    this.watch = null;
    this.body?.stop();
  }

  attributeChangedCallback(): void {
    this.changed();
  }

  /** Opens the dialog of the placements `button` and `dialog`. */
  show(): void {
    this.toggleAttribute("open", true);
  }

  close(): void {
    this.toggleAttribute("open", false);
  }

  /** Several attributes often change together. */
  private changed(): void {
    if (this.isQueued) return;
    this.isQueued = true;
    queueMicrotask(() => {
      this.isQueued = false;
      if (this.isConnected) this.arrange();
    });
  }

  private arrange(): void {
    const placement = this.getAttribute("placement");
    const isDialog = placement === "button" || placement === "dialog";
    this.showButton(placement === "button");
    if (this.body) this.body.update();
    else if (this.hasAttribute("open")) this.load();
    else if (!isDialog) this.loadWhenSeen();
  }

  private loadWhenSeen(): void {
    if (this.watch) return;
    this.watch = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) this.load();
      },
      { rootMargin: MARGIN },
    );
    this.watch.observe(this);
  }

  private showButton(isWanted: boolean): void {
    if (!isWanted) {
      this.button?.remove();
      this.button = null;
    } else if (!this.button) {
      const label = make("slot", {}, PANEL_TEXTS[languageOfElement(this)].openPanel);
      this.button = make(
        "button",
        { type: "button", class: "open-button", "aria-haspopup": "dialog", onclick: () => this.show() },
        label,
      );
      this.shadowRoot?.prepend(this.button);
    }
  }

  private load(): void {
    const root = this.shadowRoot;
    if (this.isLoading || this.body || !root) return;
    this.isLoading = true;
    this.watch?.disconnect();
    // A browser may remember that a module could not be loaded, so another attempt asks by another name.
    import(this.attempts++ ? `${BODY}?${this.attempts}` : BODY).then(
      ({ openPanelBody }: { openPanelBody(host: ReferralPanel, root: ShadowRoot): PanelBody }) => {
        this.isLoading = false;
        this.body = openPanelBody(this, root);
        if (this.isConnected) this.body.update();
      },
      () => {
        // Offline, most likely: the page goes on without it until the connection is back or it is opened again.
        this.isLoading = false;
        this.watch = null;
        this.close();
        window.addEventListener("online", () => this.changed(), { once: true });
      },
    );
  }
}

if (!customElements.get("referral-panel")) customElements.define("referral-panel", ReferralPanel);
