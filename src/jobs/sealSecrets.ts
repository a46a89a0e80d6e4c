import type { RenewedSecret } from "../db/queries/sealedSecrets.ts";
import {
  keepSecrets,
  MAX_OLDER_PAYEES,
  readOlderSecrets,
  tenantsWithOlderSecrets,
} from "../db/queries/sealedSecrets.ts";
import { payoutDetailsPlace } from "../engine/events/payoutDetails.ts";
import { belongsTo } from "../engine/events/tenantSecrets.ts";
import { transferPlace } from "../engine/events/transferPlace.ts";
import { webhookSecretPlace } from "../engine/events/webhookSignature.ts";
import type { OwnJob } from "./accountSums.ts";

/**
 * Seals the secrets that were kept as they are before there was a key, and wraps the others with the newest one: then the
 * operator can let go of the one before. A secret that can't be opened is told when the tenant's others are done.
 */
export const sealSecrets: OwnJob = {
  name: "seal-secrets",
  async tenantsDue(database, _, after, limit, { sealing }) {
    return sealing.lasts ? await tenantsWithOlderSecrets(database, sealing.newest, after, limit) : [];
  },
  async runFor({ database, clock, sealing }, tenantId) {
    const older = await readOlderSecrets(database, tenantId, sealing.newest);
    const tried = await Promise.allSettled(
      older.map(async (secret): Promise<RenewedSecret> => {
        return { ...secret, next: await sealing.renew(secret.text, placeOf(tenantId, secret.of)) };
      }),
    );
    const renewed = tried.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const count = renewed.length === 0 ? 0 : await keepSecrets(database, tenantId, renewed);
    for (const one of tried) if (one.status === "rejected") throw one.reason;
    return { job: this.name, asOf: clock.now().toISOString(), count, more: count >= MAX_OLDER_PAYEES };
  },
};

function placeOf(tenantId: string, of: string): string {
  if (of === "clickSecret" || of === "widgetSecret" || of === "stripeKey") return belongsTo(tenantId, of);
  if (of.startsWith("po_")) return transferPlace(tenantId, of);
  return of.startsWith("par_") ? payoutDetailsPlace(tenantId, of) : webhookSecretPlace(tenantId, of);
}
