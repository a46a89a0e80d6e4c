import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/**
 * What a person is called on a page. Those who may not see people read the first letter alone, whatever the id is: many
 * shops use e-mail addresses as ids.
 */
export function personName(viewer: Pick<Viewer, "role">, externalId: string): string {
  return viewerMay(viewer, "seePeople") ? externalId : `${[...externalId][0] ?? ""}•••`;
}

/** The person's page; null for those who may not see people, since its address names them. */
export function personPath(viewer: Pick<Viewer, "role" | "tenantSlug">, externalId: string): string | null {
  return viewerMay(viewer, "seePeople") ? shopPath(viewer, `/people/${encodeURIComponent(externalId)}`) : null;
}
