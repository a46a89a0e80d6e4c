import { afterAll, beforeAll, expect, it } from "vitest";
import { sha256 } from "../../engine/events/sha256.ts";
import { named } from "../../engine/testing/reported.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { takeOver } from "./takeOver.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** Takes a guest over for a new account, on what was read before `meanwhile` came in between. */
async function takenOver(name: string, meanwhile: () => Promise<unknown>): Promise<readonly string[]> {
  const email = `${name}@x.example`;
  const [guest, account] = [`${name}-guest`, `${name}-account`];
  await app.api.put(`/v1/participants/${guest}`, { email, guest: true });
  await meanwhile();
  const asker = { kind: "secretKey", hash: sha256(app.tenant.secretKey) } as const;
  await takeOver(app.deps, asker, {
    account: named(account, { email, emailFolded: email, emailVerified: true }),
    isNew: true,
    guest: { id: guest, externalId: guest },
    event: "purchase",
  });
  return (await app.api.get<{ aliases: readonly string[] }>(`/v1/participants/${account}`)).body.aliases;
}

it("a guest is taken over if it is still so when that is decided: no account has got their e-mail meanwhile", async () => {
  expect(await takenOver("amy", async () => {})).toEqual(["amy-guest"]);
  const other = () => app.api.put("/v1/participants/bea-first", { email: "bea@x.example" });
  expect(await takenOver("bea", other)).toEqual([]);
  const made = () => app.api.put("/v1/participants/cat-guest", { guest: false });
  expect(await takenOver("cat", made)).toEqual([]);
});
