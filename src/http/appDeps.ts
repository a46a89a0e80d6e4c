import type { Deps } from "../deps.ts";
import type { ReadLink } from "../usecases/codes/linkReads.ts";
import type { ShareLinkCache } from "./links/shareLinkCache.ts";
import type { BodyRoom } from "./request/bodyRoom.ts";

/** What every route may use: what was given from outside, and what the app keeps while it runs. */
export interface App {
  readonly deps: Deps;
  readonly shareLinks: ShareLinkCache;
  readonly readLink: ReadLink;
  readonly bodies: BodyRoom;
  /** The secret key of the demo tenant where the demo shop runs beside the app; null everywhere else. */
  readonly demoKey: string | null;
}
