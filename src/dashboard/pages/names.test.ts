import { afterAll, beforeAll, expect, it } from "vitest";
import { MAX_ALIASES } from "../../domain/aliases.ts";
import type { Role } from "../../domain/permissions.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
/** By externalId: pages go by our own. */
const ids = new Map<string, string>();
const clients = new Map<Role, DashboardClient>();
const as = (role: Role): DashboardClient => {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`no ${role}`);
  return client;
};

beforeAll(async () => {
  app = await createTestApp();
  for (const role of ["support", "viewer"] as const) clients.set(role, await signIn(app, role));
  for (const externalId of ["ann", "bo"]) await app.api.put(`/v1/participants/${externalId}`, { name: externalId });
  for (const [name, id] of await app.database.query("SELECT external_id, id FROM participants")) {
    ids.set(String(name), String(id));
  }
});
afterAll(() => app.close());

const send = (step: "names" | "names/end", alias: string, person = "ann") =>
  as("support").post(`/people/${ids.get(person)}/${step}`, { alias });
const said = async (sent: ReturnType<typeof send>) => /[?&]said=([a-z_]+)/.exec((await sent).location ?? "")?.[1];
const namesOf = async (externalId: string) =>
  (await app.api.get<{ aliases: readonly string[] }>(`/v1/participants/${externalId}`)).body.aliases;

it("a name is added and ended by forms, and each refusal is said in words", async () => {
  expect(await said(send("names", " ann@example.com "))).toBe("name_added");
  expect(await namesOf("ann")).toEqual(["ann@example.com"]);
  expect(await said(send("names", "ann"))).toBe("name_itself");
  expect(await said(send("names", "bo"))).toBe("name_of_person");
  expect(await said(send("names", "ann@example.com", "bo"))).toBe("name_of_alias");
  const { text } = await as("support").get("/people/ann?said=name_of_alias");
  expect(text).toContain("this is another name of someone else");
  expect(text).toContain("ann@example.com");
  expect(await said(send("names/end", "ann@example.com"))).toBe("name_ended");
  // By a form that was open meanwhile.
  expect(await said(send("names/end", "ann@example.com"))).toBe("name_ended");
  expect(await namesOf("ann")).toEqual([]);
  const { body } = await app.api.get<{ data: readonly { action: string; actor: object }[] }>("/v1/audit?limit=2");
  expect(body.data.map(({ action, actor }) => [action, actor])).toEqual([
    ["participant.alias_ended", expect.objectContaining({ type: "user" })],
    ["participant.alias_added", expect.objectContaining({ type: "user" })],
  ]);
});

it("those who may not see people see a name that is an address masked, and no form", async () => {
  await send("names", "mask@example.com", "bo");
  const { text } = await as("viewer").get("/people/bo");
  expect(text).not.toContain("mask@");
  expect(text).toContain("•••");
  expect(text).not.toContain("/names");
});

it("who has as many names as may be is offered no more, and hears why", async () => {
  for (let n = 1; n <= MAX_ALIASES; n++) await app.api.send("PUT", `/v1/participants/ann/aliases/ann-${n}`);
  expect((await as("support").get("/people/ann")).text).not.toContain('id="add-name"');
  expect(await said(send("names", "ann-more"))).toBe("names_full");
});
