import { signClickId } from "../../engine/events/clickIds.ts";
import { hmacSha256 } from "../../engine/events/hmac.ts";
import type { App } from "../appDeps.ts";
import { networkOf } from "../client/networkOf.ts";
import { givenRequestId } from "../request/requestId.ts";
import type { ShareLink, ShareTarget } from "./shareLinkCache.ts";

const RANDOM_LENGTH = 12;

export interface NewVisit {
  readonly channel: string | null;
  readonly now: Date;
  readonly request: Request;
  /** What the runtime hands over beside the request. */
  readonly runtime: unknown;
  readonly requestId: string;
}

/**
 * Signs a click, and records it where the code exists. The visitor never waits for a click to be stored, and is sent
 * on when it can't be.
 */
export function clickOn(
  { deps }: App,
  { tenantId, clickSecret }: ShareLink,
  { owner, code, primary, paysForClicks }: ShareTarget,
  { channel, now, request, runtime, requestId }: NewVisit,
): string {
  // What is random in an id of ours is its alone: a second draw would cost as much as the signature. An id that came
  // with the request may come again.
  const drawn = givenRequestId(request) === null ? requestId : deps.ids.id("clk", now);
  const random = drawn.slice(-RANDOM_LENGTH);
  const { id, signed } = signClickId(clickSecret, { code: primary, at: now, channel, random });
  if (owner !== null) {
    const click = { tenantId, id, code, ...owner, channel, occurredAt: now.toISOString() };
    const address = paysForClicks ? deps.addressOf(request, runtime) : null;
    deps.clicks.record(address === null ? click : { ...click, visitor: visitorOf(clickSecret, address, request) });
  }
  return signed;
}

/** Two clicks of one visitor have the same. Neither the address nor the agent can be read from it, or is kept. */
function visitorOf(clickSecret: string, address: string, { headers }: Request): string {
  const agent = headers.get("user-agent") ?? "";
  return hmacSha256(clickSecret, JSON.stringify(["visitor", networkOf(address), agent]));
}
