import { keepSecrets, readKeptSecrets, tenantsWithOlderSecrets } from "../db/queries/sealedSecrets.ts";
import { belongsTo } from "../engine/events/tenantSecrets.ts";
import type { OwnJob } from "./accountSums.ts";

/**
 * Seals the secrets that were kept as they are before there was a key, and wraps the others with the newest one: then the
 * operator can let go of the one before.
 */
export const sealSecrets: OwnJob = {
  name: "seal-secrets",
  async tenantsDue(database, _, after, limit, { sealing }) {
    return sealing.lasts ? await tenantsWithOlderSecrets(database, sealing.newest, after, limit) : [];
  },
  async runFor({ database, clock, sealing }, tenantId) {
    const kept = await readKeptSecrets(database, tenantId);
    if (kept === null) throw new Error(`there is no tenant ${tenantId}`);
    const { clickSecret, widgetSecret, formerWidgetSecret: former } = kept;
    const [clicks, widget] = [belongsTo(tenantId, "clickSecret"), belongsTo(tenantId, "widgetSecret")];
    const isDone = await keepSecrets(database, tenantId, kept, {
      clickSecret: await sealing.renew(clickSecret, clicks),
      widgetSecret: await sealing.renew(widgetSecret, widget),
      formerWidgetSecret: former === null ? null : await sealing.renew(former, widget),
    });
    return { job: this.name, asOf: clock.now().toISOString(), count: isDone ? 1 : 0, more: false };
  },
};
