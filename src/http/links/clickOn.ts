import { signClickId } from "../../engine/events/clickIds.ts";
import type { App } from "../appDeps.ts";
import { givenRequestId } from "../request/requestId.ts";
import type { ShareLink, ShareTarget } from "./shareLinkCache.ts";

const RANDOM_LENGTH = 12;

export interface NewVisit {
  readonly channel: string | null;
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
  { owner, code, primary }: ShareTarget,
  { channel, now, request, requestId }: NewVisit,
): string {
  // What is random in an id of ours is its alone: a second draw would cost as much as the signature. An id that came
  // with the request may come again.
  const drawn = givenRequestId(request) === null ? requestId : deps.ids.id("clk", now);
  const random = drawn.slice(-RANDOM_LENGTH);
  const { id, signed } = signClickId(clickSecret, { code: primary, at: now, channel, random });
  if (owner !== null) deps.clicks.record({ tenantId, id, code, ...owner, channel, occurredAt: now.toISOString() });
  return signed;
}
