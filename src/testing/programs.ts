import type { ApiClient } from "./apiClient.ts";

/** Rules of which a test writes only the rewards: new customers only, who have half a year to buy. */
export function rulesOf(rewards: readonly object[], more: object = {}): object {
  const attribution = {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: 180,
    lateEntryDays: 14,
    newCustomersOnly: true,
  };
  return { schemaVersion: 1, attribution, qualifies: [], rewards, ...more };
}

/** Makes and publishes a program in pounds. */
export async function publishProgram(api: ApiClient, key: string, rules: object): Promise<void> {
  const program = { key, name: "P", landingUrl: "https://a.example/", currency: "GBP", rules };
  const made = await api.post("/v1/programs", program);
  const published = await api.post(`/v1/programs/${key}/publish`, {});
  if (made.status !== 201 || published.status !== 200) {
    throw new Error(`no program: ${JSON.stringify([made.body, published.body])}`);
  }
}

/** The code of an advocate in a program; the advocate is made where there is none yet. */
export async function issueCode(api: ApiClient, program: string, externalId: string): Promise<string> {
  const asked = { program, participant: { externalId } };
  const { status, body } = await api.post<{ code: string }>("/v1/codes", asked);
  if (status !== 201 && status !== 200) throw new Error(`no code: ${JSON.stringify(body)}`);
  return body.code;
}
