import { createHmac } from "node:crypto";

/** How secrets of endpoints begin; the rest is a key in base64. */
const BEGINNING = "whsec_";

/** @param random what the key is made of: 24 to 64 characters */
export function webhookSecret(random: string): string {
  return `${BEGINNING}${Buffer.from(random).toString("base64")}`;
}

/** What an endpoint's secret is sealed as. */
export function webhookSecretPlace(tenantId: string, webhookId: string): string {
  return `${tenantId}/${webhookId}/secret`;
}

export interface Signed {
  /** Of the message, the same in every attempt. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** The headers of Standard Webhooks 1.0.0: one signature for each secret, the newest first. */
export function webhookHeaders({ id, at, body }: Signed, secrets: readonly string[]): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const sign = (secret: string) => {
    const key = Buffer.from(secret.slice(BEGINNING.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  };
  return {
    "content-type": "application/json",
    "user-agent": "refer-a-friend-webhooks",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map(sign).join(" "),
  };
}
