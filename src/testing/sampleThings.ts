import { demoProgram } from "../demo/demoProgram.ts";
import { DAY_MS } from "../domain/periods.ts";
import type { KeyPair } from "../usecases/tenants/createTenant.ts";
import type { ApiClient } from "./apiClient.ts";

/** What sample requests need to be there, one thing by one. */

/** What waits to be published in a program of its own: its id. */
export async function waitingPublish(api: ApiClient): Promise<string> {
  const { body: made } = await api.post<{ createdAt: string }>("/v1/programs", { ...demoProgram, key: "sale" });
  const publishAt = new Date(Date.parse(made.createdAt) + 30 * DAY_MS).toISOString();
  const { body } = await api.post<{ schedule: { id: string }[] }>("/v1/programs/sale/publish", { publishAt });
  return body.schedule[0]?.id ?? "";
}

/** One of the keys that the tenant has besides those that its requests are sent with. */
export async function spareKey(api: ApiClient, { secretKey, publishableKey }: KeyPair): Promise<string> {
  const { body } = await api.get<{ data: { id: string; prefix: string }[] }>("/v1/keys");
  const spare = body.data.find(({ prefix }) => !secretKey.startsWith(prefix) && !publishableKey.startsWith(prefix));
  return spare?.id ?? "";
}
