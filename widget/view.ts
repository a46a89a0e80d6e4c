import type { Answer } from "./client.ts";
import type { Panel, Texts } from "./contract.ts";

/** What a person can do besides following a link. */
export interface Actions {
  /** Says it to those who listen to the page instead of looking at it. */
  say(text: string | undefined): void;
  /** Tells the server; what it changed is shown afterwards. */
  post(path: string, body: unknown): Promise<Answer<unknown>>;
  signIn(): void;
}

/** What every part of the panel is made from. */
export interface View {
  readonly panel: Panel;
  readonly texts: Texts;
  readonly host: HTMLElement;
  readonly actions: Actions;
}
