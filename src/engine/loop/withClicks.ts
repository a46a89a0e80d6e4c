import { codeOfOther } from "../../domain/codeLinks.ts";
import type { Sealing } from "../../ports.ts";
import { verifyClickId } from "../events/clickIds.ts";
import type { EngineEvent } from "../events/events.ts";
import type { PreparedEvent } from "../events/report.ts";
import { openTenantSecret } from "../events/tenantSecrets.ts";
import type { Loaded } from "./load.ts";

/** What click ids are looked at with. */
export async function openedClicks(
  sealing: Sealing,
  { snapshot, clickSecret, slug }: Loaded,
): Promise<Pick<Loaded, "clickSecret" | "slug">> {
  return { clickSecret: await openTenantSecret(sealing, snapshot.tenantId, "clickSecret", clickSecret), slug };
}

/**
 * Click ids that this tenant did not sign are as if they had not been sent: they come from browsers. A link of another
 * tenant holds no code of this one.
 */
export function withClicks(
  { clickSecret, slug }: Pick<Loaded, "clickSecret" | "slug">,
  { event: named, clickIds, writtenCode }: PreparedEvent,
): EngineEvent {
  if (named.type !== "signup" && named.type !== "purchase") return named;
  const elsewhere = writtenCode === null || slug === null ? null : codeOfOther(writtenCode, slug);
  const event = elsewhere === null ? named : { ...named, code: elsewhere };
  if (clickIds.length === 0) return event;
  // The secret comes with the codes that click ids name; what names none is no click id.
  if (clickSecret === null) return { ...event, clicks: [] };
  return { ...event, clicks: clickIds.flatMap((id) => verifyClickId(clickSecret, id) ?? []) };
}
