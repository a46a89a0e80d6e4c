import type { HtmlEscapedString } from "hono/utils/html";

/** What `html` makes: text in which everything from outside has been escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;
