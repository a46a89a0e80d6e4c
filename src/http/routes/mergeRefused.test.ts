import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** Which merges are refused, and what becomes of what two profiles say. */

interface Reply {
  readonly code?: string;
  readonly reason?: string;
  readonly aliases: readonly string[];
  readonly merged: { readonly orders: readonly string[]; readonly profile: readonly string[] };
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const merge = (kept: string, alias: string) =>
  app.api.put<Reply>(`/v1/participants/${kept}/aliases/${alias}`, { merge: true });
const personOf = async (externalId: string) =>
  (await app.api.get<{ aliases: readonly string[] }>(`/v1/participants/${externalId}`)).body;
const buy = (externalId: string, orderId: string) => {
  const order = { type: "purchase", orderId, amountMinor: 10_000, currency: "GBP" };
  return app.api.post("/v1/events", { ...order, participant: { externalId } });
};

describe("a merge is refused whole", () => {
  const known = (externalId: string) => app.api.put(`/v1/participants/${externalId}`, { name: "Wes" });
  beforeAll(async () => {
    for (const name of ["wes", "xia", "yves", "wes-2", "yves-2"]) await known(name);
    await merge("wes", "wes-2");
    await merge("yves", "yves-2");
  });

  it.each([
    ["with oneself", "wes", "wes", "itself"],
    ["with oneself by another name", "wes-2", "wes", "itself"],
    ["of one who is another's name by now", "xia", "yves-2", "alias"],
    ["into a circle of names", "wes-2", "wes", "itself"],
  ])("%s", async (_, kept, alias, reason) => {
    expect(await merge(kept, alias)).toMatchObject({ status: 409, body: { code: "alias_taken", reason } });
  });

  it("of no one into no one; a name that is no one's becomes an alias", async () => {
    expect(await merge("no-one", "xia")).toMatchObject({ status: 404, body: { code: "not_found" } });
    const added = await merge("xia", "xia-new");
    expect(added).toMatchObject({ status: 201, body: { aliases: ["xia-new"] } });
    expect(added.body.merged).toBeUndefined();
  });

  it("where the two have more than 20 other names, and takes those of the other along", async () => {
    for (const name of ["zed", "zed-2", "zed-3"]) await known(name);
    for (let nth = 0; nth < 18; nth++) await merge("zed", `zed-name-${nth}`);
    await merge("zed-2", "zed-2-name");
    await merge("zed-3", "zed-3-name");
    expect((await merge("zed", "zed-2")).body.aliases).toHaveLength(20);
    expect((await personOf("zed-2-name")).aliases).toHaveLength(20);
    expect(await merge("zed", "zed-3")).toMatchObject({ status: 409, body: { code: "too_many_aliases" } });
  });

  it("where more than 1,000 orders would go over, and 1,000 go", async () => {
    await buy("rex-2", "rex-0");
    await app.database.query(
      `INSERT INTO purchases SELECT (jsonb_populate_record(p, jsonb_build_object('order_id', 'rex-' || n))).*
      FROM purchases p, generate_series(1, 999) n WHERE p.order_id = 'rex-0'`,
    );
    await known("rex");
    await buy("rex-2", "rex-last");
    expect(await merge("rex", "rex-2")).toMatchObject({ status: 409, body: { code: "merge_too_large" } });
    await app.database.query("DELETE FROM purchases WHERE order_id = 'rex-last'");
    expect((await merge("rex", "rex-2")).body.merged.orders).toHaveLength(1000);
  });
});

it("who was blocked stays blocked, and is a customer since the earlier of the two times", async () => {
  await app.api.put("/v1/participants/ivo", { customerSince: "2025-03-01T00:00:00Z" });
  await app.api.put("/v1/participants/ivo-2", { customerSince: "2024-03-01T00:00:00Z" });
  await app.api.post("/v1/participants/ivo-2/block", { reason: "many accounts" });
  expect((await merge("ivo", "ivo-2")).body.merged.profile).toEqual(["customerSince"]);
  expect(await personOf("ivo")).toMatchObject({
    customerSince: "2024-03-01T00:00:00.000Z",
    blocked: { reason: "many accounts" },
  });
});
