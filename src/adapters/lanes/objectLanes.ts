import type { LaneLocation, ObjectNamespace } from "../../ports.ts";

/**
 * One Durable Object a tenant. Its name is the tenant's id, which says nothing of anyone.
 *
 * @param location where new objects are made; null leaves it to Cloudflare, which takes the place of the first request
 */
export function objectLanes<Lanes>(
  namespace: ObjectNamespace<Lanes>,
  location: LaneLocation | null,
): (tenantId: string) => Lanes {
  const options = location === null ? {} : { locationHint: location };
  // One for each request, because one that has failed once fails for ever.
  return (tenantId) => namespace.get(namespace.idFromName(tenantId), options);
}
