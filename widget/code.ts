import { type Answer, type Caller, type Client, clientOf, type TokenProvider, tell } from "./client.ts";
import { type CodeState, codeView } from "./codeView.ts";
import type { BuiltInTexts, CodeCheck, Panel, Redemption, Texts } from "./contract.ts";
import { foldInput, mayBeCode } from "./foldInput.ts";
import { languageOfElement } from "./language.ts";
import { followTheme, type PageTheme } from "./pageTheme.ts";
import type { Referral } from "./storedVisits.ts";

/**
 * `<referral-code>`: a field that checks a code while it is typed and says why it can't be used. With a customer's
 * token its button redeems the code at once; without one it is a field of the form around it.
 */

declare const CODE_TEXTS: BuiltInTexts<
  "codeLabel" | "codeApply" | "codeChecking" | "codeApplied" | "codeRemove" | "codeUnchecked" | "codeOffline"
>;

const TYPING_MS = 400;
const CLICKS_NAME = "referral_clicks";

export class ReferralCode extends HTMLElement implements Caller {
  static formAssociated = true;
  static get observedAttributes(): string[] {
    return ["api", "key", "publishable-key", "program", "token", "lang", "theme"];
  }

  /** As of `<referral-panel>`. */
  declare tokenProvider?: TokenProvider | null;
  private internals = this.attachInternals();
  private view = codeView(this.attachShadow({ mode: "open", delegatesFocus: true }), {
    typed: () => this.typed(),
    apply: () => void this.apply(),
    remove: () => this.clear(),
  });
  private client: Client | null = null;
  private theme: PageTheme | null = null;
  private clicks: readonly string[] = [];
  private texts: Texts = {};
  /** What is known of the code in the field. */
  private state: CodeState = { kind: "empty" };
  private checked: CodeCheck | null = null;
  private latest = 0;
  private timer = 0;
  private isQueued = false;
  private isPrefilled = false;

  get name(): string {
    return this.getAttribute("name") ?? "referral_code";
  }

  get value(): string {
    return foldInput(this.view.input.value);
  }

  set value(code: string) {
    this.view.input.value = code;
    this.typed(0);
  }

  connectedCallback(): void {
    this.theme = followTheme(this, this.view.box);
    window.addEventListener("online", this.onOnline);
    this.changed();
    if (this.isPrefilled) return;
    this.isPrefilled = true;
    const given = this.getAttribute("value");
    if (given) this.value = given;
    const page = window as { referral?: { push(command: unknown): unknown } };
    if (!page.referral?.push) page.referral = [];
    page.referral?.push(["get", (referral: Referral) => this.prefill(referral)]);
  }

  disconnectedCallback(): void {
    window.removeEventListener("online", this.onOnline);
    this.theme?.stop();
    clearTimeout(this.timer);
    this.latest++;
  }

  attributeChangedCallback(name: string): void {
    if (name === "theme") this.theme?.look();
    else this.changed();
  }

  formResetCallback(): void {
    this.value = this.getAttribute("value") ?? "";
  }

  formDisabledCallback(): void {
    this.draw();
  }

  formStateRestoreCallback(state: unknown): void {
    const code = state instanceof FormData ? state.get(this.name) : state;
    if (typeof code === "string") this.value = code;
  }

  private onOnline = (): void => {
    if (this.state.kind === "unchecked") void this.check();
  };

  /** Several attributes often change together. */
  private changed(): void {
    if (this.isQueued) return;
    this.isQueued = true;
    queueMicrotask(() => {
      this.isQueued = false;
      if (!this.isConnected) return;
      this.client = clientOf(this, import.meta.url);
      this.draw();
      void this.fetchTexts();
    });
  }

  /** The shop may have its own words; until they are there, and without the network, there are ours. */
  private async fetchTexts(): Promise<void> {
    const program = this.getAttribute("program");
    const query = program ? `?${new URLSearchParams({ program })}` : "";
    const answer = await this.client?.call<Panel>(`/v1/client/panel${query}`);
    if (!answer?.ok) return;
    this.texts = answer.body.texts;
    this.view.show({ language: answer.body.language, direction: answer.body.direction });
    this.draw();
  }

  private prefill({ code, clicks }: Referral): void {
    this.clicks = clicks;
    if (code && !this.view.input.value) this.value = code;
    else this.fillForm();
  }

  private typed(wait = TYPING_MS): void {
    clearTimeout(this.timer);
    this.latest++;
    this.checked = null;
    this.become(this.value ? { kind: "typing" } : { kind: "empty" });
    if (mayBeCode(this.value)) this.timer = window.setTimeout(() => void this.check(), wait);
  }

  private async check(): Promise<void> {
    clearTimeout(this.timer);
    const code = this.value;
    const mine = ++this.latest;
    this.become({ kind: "checking" });
    await this.client?.signIn();
    const answer = await this.client?.call<CodeCheck>(`/v1/client/codes/${encodeURIComponent(code)}`);
    if (mine !== this.latest || !answer) return;
    if (!answer.ok) return this.become(this.failure(answer));
    this.checked = answer.body;
    const { redeemable, message, direction, language } = answer.body;
    this.view.show({ language, direction });
    this.become({ kind: redeemable ? "valid" : "refused", message });
    if (redeemable) tell(this, "referral-code-valid", { code, message });
  }

  private async apply(): Promise<void> {
    if (this.state.kind === "empty" || this.state.kind === "applied") return this.view.input.focus();
    if (!this.checked) await this.check();
    if (!this.checked?.redeemable) return this.view.input.focus();
    const code = this.value;
    const isSignedIn = await this.client?.signIn();
    let message = this.checked.message;
    let redemption: Redemption | null = null;
    if (isSignedIn) {
      const mine = ++this.latest;
      this.become({ kind: "checking" });
      const program = this.getAttribute("program");
      const body = { code, clickIds: this.clicks, ...(program ? { program } : {}) };
      const answer = await this.client?.call<Redemption>("/v1/client/redemptions", body);
      if (mine !== this.latest || !answer) return;
      if (!answer.ok) return this.become(this.failure(answer));
      redemption = answer.body;
      message = redemption.message;
      if (redemption.status !== "attributed") return this.become({ kind: "refused", message });
    }
    this.become({ kind: "applied", code, message, coupons: redemption?.coupons ?? [], isFinal: isSignedIn === true });
    tell(this, "referral-code-applied", { code, clickIds: this.clicks, message, redemption });
  }

  private clear(): void {
    this.value = "";
    this.view.input.focus();
  }

  /** A code that can't be used says why; one that could not be looked at is kept. */
  private failure(answer: Answer<unknown> & { readonly ok: false }): CodeState {
    const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    if (answer.message) return { kind: isRefused ? "refused" : "unchecked", message: answer.message };
    return { kind: "unchecked", message: null, isOffline: !navigator.onLine };
  }

  private become(state: CodeState): void {
    this.state = state;
    this.fillForm();
    this.draw();
  }

  private draw(): void {
    const texts = { ...CODE_TEXTS[languageOfElement(this)], ...this.texts };
    this.view.draw(this.state, texts, this.matches(":disabled"));
  }

  /** A code that is known to be refused is left out; whatever else was typed the server looks at again. */
  private fillForm(): void {
    const form = new FormData();
    if (this.value && this.state.kind !== "refused") form.append(this.name, this.value);
    // In a form that the attribution script fills, that has put them there.
    const isFilled = this.internals.form?.hasAttribute("data-referral");
    if (this.clicks.length > 0 && !isFilled) form.append(CLICKS_NAME, this.clicks.join());
    this.internals.setFormValue(form);
  }
}

if (!customElements.get("referral-code")) customElements.define("referral-code", ReferralCode);
