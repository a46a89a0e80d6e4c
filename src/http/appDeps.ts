import type { Deps } from "../deps.ts";
import type { ShareLinkCache } from "./links/shareLinkCache.ts";

/** What every route may use: what was given from outside, and what the app keeps while it runs. */
export interface App {
  readonly deps: Deps;
  readonly shareLinks: ShareLinkCache;
  /** The OpenAPI document as text, made when it is first asked for. */
  readonly openApiJson: () => string;
}
