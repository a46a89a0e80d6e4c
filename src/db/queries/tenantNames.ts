/**
 * Which tenant a key is of, as the statement that proved it said, so that requests with several keys of one tenant
 * wait for one another and not for the others. No request is let in by this: every statement proves its key anew.
 */

/** About 2 MB. Beyond them everything is learnt again. */
const MAX_NAMES = 10_000;

const tenants = new Map<string, string>();

/** @param first what an asker is proved by: the hash of a key, or the id of a tenant */
export function tenantOf(first: string): string {
  return tenants.get(first) ?? first;
}

/** The tenant of a key; null for one that was not proved since this process began, or too long ago. */
export function provedTenantOf(hash: string): string | null {
  return tenants.get(hash) ?? null;
}

/** A key never changes its tenant. */
export function tenantProved(first: string, tenantId: string): void {
  if (first === tenantId || tenants.has(first)) return;
  if (tenants.size >= MAX_NAMES) tenants.clear();
  tenants.set(first, tenantId);
}
