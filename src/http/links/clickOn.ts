import { signClickId } from "../../engine/events/clickIds.ts";
import type { App } from "../appDeps.ts";
import type { ShareLink, ShareTarget } from "./shareLinkCache.ts";

const VIA = /[?&]via=([a-z0-9_-]{1,32})(?=&|$)/;
const RANDOM_LENGTH = 12;

/**
 * Signs a click, and records it where the code exists. The visitor never waits for a click to be stored, and is sent
 * on when it can't be.
 */
export function clickOn(
  { deps }: App,
  { tenantId, clickSecret }: ShareLink,
  { owner }: ShareTarget,
  { code, now, url, requestId }: Readonly<Record<"code" | "url" | "requestId", string>> & { readonly now: Date },
): string {
  // What is random in the request's id is its alone: a second draw would cost as much as the signature.
  const random = requestId.slice(-RANDOM_LENGTH);
  const channel = url.includes("?") ? (VIA.exec(url)?.[1] ?? null) : null;
  const { id, signed } = signClickId(clickSecret, { code, at: now, channel, random });
  if (owner !== null) deps.clicks.record({ tenantId, id, code, ...owner, channel, occurredAt: now.toISOString() });
  return signed;
}
