import { html } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";

/** How something stands: `good` is fine, `notice` asks for attention, `bad` is an error or a loss. */
export type Tone = "plain" | "good" | "notice" | "bad";

/** One or two words about the state of something. */
export function badge(text: string, tone: Tone = "plain"): Markup {
  return html`<span class="badge ${tone}"><bdi>${text}</bdi></span>`;
}
