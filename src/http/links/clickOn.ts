import { signClickId } from "../../engine/events/clickIds.ts";
import type { App } from "../appDeps.ts";
import { givenRequestId } from "../request/requestId.ts";
import type { ShareLink, ShareTarget } from "./shareLinkCache.ts";

const VIA = /[?&]via=([a-z0-9_-]{1,32})(?=&|$)/;
const RANDOM_LENGTH = 12;

export interface NewVisit {
  readonly code: string;
  readonly now: Date;
  readonly request: Request;
  readonly requestId: string;
}

/**
 * Signs a click, and records it where the code exists. The visitor never waits for a click to be stored, and is sent
 * on when it can't be.
 */
export function clickOn(
  { deps }: App,
  { tenantId, clickSecret }: ShareLink,
  { owner }: ShareTarget,
  { code, now, request, requestId }: NewVisit,
): string {
  const { url } = request;
  // What is random in an id of ours is its alone: a second draw would cost as much as the signature. An id that came
  // with the request may come again.
  const drawn = givenRequestId(request) === null ? requestId : deps.ids.id("clk", now);
  const random = drawn.slice(-RANDOM_LENGTH);
  const channel = url.includes("?") ? (VIA.exec(url)?.[1] ?? null) : null;
  const { id, signed } = signClickId(clickSecret, { code, at: now, channel, random });
  if (owner !== null) deps.clicks.record({ tenantId, id, code, ...owner, channel, occurredAt: now.toISOString() });
  return signed;
}
