import { demoProgram } from "../demo/demoProgram.ts";
import { DAY_MS } from "../domain/periods.ts";
import type { KeyPair } from "../usecases/tenants/createTenant.ts";
import type { ApiClient } from "./apiClient.ts";
import { tinyPng } from "./pictures.ts";
import type { Sample } from "./sample.ts";

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

/** What a program's figures are to come to: a goal that is there, and one that is not. */
export async function goalSamples(api: ApiClient): Promise<Readonly<Record<string, Sample>>> {
  const goal = { metric: "newCustomers", target: 100, firstDay: "2026-01-01", lastDay: "2026-12-31" };
  await api.put("/v1/programs/friends/goals/old", goal);
  const one = (id: string, body: Sample["body"]): Sample => ({
    path: `/v1/programs/friends/goals/${id}`,
    absent: `/v1/programs/none/goals/${id}`,
    body,
  });
  return {
    "get /v1/programs/{key}/goals": {
      path: "/v1/programs/friends/goals",
      absent: "/v1/programs/none/goals",
      body: null,
    },
    "put /v1/programs/{key}/goals/{id}": one("new", goal),
    "delete /v1/programs/{key}/goals/{id}": one("old", null),
  };
}

/** What advocates share: a picture that nothing shows, one that is there already, and two materials. */
export async function librarySamples(api: ApiClient): Promise<Readonly<Record<string, Sample>>> {
  const send = (bytes: Uint8Array<ArrayBuffer>) =>
    api.send<{ sha256: string }>("POST", "/v1/media", { body: bytes, headers: { "content-type": "image/png" } });
  const spare = (await send(tinyPng(1, 2))).body.sha256;
  const message = { kind: "message", language: "en", title: "For a friend", text: "{shop}: {link}" };
  await api.put("/v1/programs/friends/materials/old", message);
  const one = (id: string, body: Sample["body"]): Sample => ({
    path: `/v1/programs/friends/materials/${id}`,
    absent: `/v1/programs/none/materials/${id}`,
    body,
  });
  return {
    "get /v1/media": { path: "/v1/media", absent: null, body: null },
    "post /v1/media": { path: "/v1/media", absent: null, body: null, file: tinyPng(2, 2) },
    "delete /v1/media/{sha256}": {
      path: `/v1/media/${spare}`,
      absent: `/v1/media/${"0".repeat(64)}`,
      body: null,
    },
    "get /v1/programs/{key}/materials": {
      path: "/v1/programs/friends/materials",
      absent: "/v1/programs/none/materials",
      body: null,
    },
    "put /v1/programs/{key}/materials/{id}": one("new", { ...message, channel: "email", lastDay: "2026-12-24" }),
    "delete /v1/programs/{key}/materials/{id}": one("old", null),
    "get /v1/client/materials": {
      path: "/v1/client/materials?program=friends",
      absent: null,
      body: null,
      as: "a-1",
    },
  };
}

/** A picture that a material shows, so that it stays: its name. */
export async function shownPicture(api: ApiClient): Promise<string> {
  const file = { body: tinyPng(4, 4), headers: { "content-type": "image/png" } };
  const { sha256 } = (await api.send<{ sha256: string }>("POST", "/v1/media", file)).body;
  const poster = { kind: "picture", language: "en", title: "A poster", picture: sha256 };
  await api.put("/v1/programs/sale/materials/poster", poster);
  await api.put("/v1/programs/sale/materials/mail", { ...poster, kind: "message", picture: undefined, text: "{link}" });
  return sha256;
}

/** Another name of f-5, and one that ends. */
export async function aliasSamples(api: ApiClient): Promise<Readonly<Record<string, Sample>>> {
  await api.send("PUT", "/v1/participants/f-5/aliases/guest-6@example.com");
  return {
    "put /v1/participants/{externalId}/aliases/{alias}": {
      path: "/v1/participants/f-5/aliases/guest-5@example.com",
      absent: "/v1/participants/unknown/aliases/guest-5@example.com",
      body: null,
    },
    "delete /v1/participants/{externalId}/aliases/{alias}": {
      path: "/v1/participants/f-5/aliases/guest-6@example.com",
      absent: "/v1/participants/unknown/aliases/guest-6@example.com",
      body: null,
    },
  };
}

/** A friend of the owner of a code, who is given to a-9. */
export async function reassignSample(api: ApiClient, code: string): Promise<Sample> {
  const signup = { type: "signup", participant: { externalId: "f-10" }, code };
  const { body } = await api.post<{ results: { referral: { id: string } }[] }>("/v1/events", signup);
  return {
    path: `/v1/referrals/${body.results[0]?.referral.id}/reassign`,
    absent: "/v1/referrals/ref_0/reassign",
    body: { advocate: "a-9", reason: "followed the wrong link" },
  };
}
