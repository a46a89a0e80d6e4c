import type { Answer } from "./client.ts";
import type { Advocate, Choice, Panel, Texts } from "./contract.ts";

/** What a person can do besides following a link. */
export interface Actions {
  /** Says it to those who listen to the page instead of looking at it. */
  say(text: string | undefined): void;
  /** Tells the server; what it changed is shown afterwards. */
  post(path: string, body: unknown): Promise<Answer<unknown>>;
  /** Asks the service for what is shown. */
  ask<T>(path: string): Promise<Answer<T>>;
  /** Where something is that the service serves. */
  address(path: string): string;
  signIn(): void;
}

/**
 * What the second part makes, and the style of it. A browser may keep the first part of one deployment and load the
 * second of another, so this may only grow, and so may `View`.
 */
export interface More {
  readonly css: string;
  /** What came of sharing, below the link and the offer; the first part of an earlier deployment draws it itself. */
  earnedParts(view: View): HTMLElement[];
  qrCode(view: View, advocate: Advocate): HTMLElement;
  vanityForm(view: View): HTMLElement;
  choiceForm(view: View, choice: Choice): HTMLElement;
  materialList(view: View): HTMLElement;
}

/** Where the second part comes from. */
export interface MoreLoader {
  /** Null until it was loaded. */
  readonly more: More | null;
  /** Rejects where it can't be had now; it can be asked again. */
  load(): Promise<More>;
}

/** What every part of the panel is made from. */
export interface View {
  readonly panel: Panel;
  readonly texts: Texts;
  readonly host: HTMLElement;
  readonly actions: Actions;
  readonly loader: MoreLoader;
}
