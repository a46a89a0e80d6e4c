import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import type { DashboardClient } from "../testing/signIn.ts";
import { signIn } from "../testing/signIn.ts";
import { openWallets } from "../testing/wallets.ts";

let app: TestApp;
let owner: DashboardClient;
let wallets: Awaited<ReturnType<typeof openWallets>>;
beforeAll(async () => {
  app = await createTestApp();
  wallets = await openWallets(app);
  owner = await signIn(app, "owner");
});
afterAll(() => app.close());

/** What stands in the rows of the table with a caption, cell by cell. */
function rowsOf(page: string, caption: string): string[][] {
  const [, table = ""] = page.split(`<caption class="unseen">${caption}</caption>`);
  const [, body = ""] = /<tbody>(.*?)<\/tbody>/s.exec(table) ?? [];
  return body
    .split("<tr")
    .slice(1)
    .map((row) =>
      row
        .split(/<t[dh]/)
        .slice(1)
        .map((cell) => `<td${cell}`.replaceAll(/<[^>]*>|[⁦-⁩]/g, "").trim()),
    );
}

describe("the credit and the points of a person", () => {
  it("are told by unit, with the latest orders that were paid with them", async () => {
    const { who, spend, buy, release, earnedBy, order } = await wallets.earner(2);
    for (const amountMinor of [100, 200, 300]) await spend(`${order}-${amountMinor}`, amountMinor);
    await buy(`${order}-100`);
    await release(`${order}-300`);
    await wallets.report({ type: "dispute", orderId: earnedBy(2), disputeId: "d", status: "opened" });
    const { text } = await owner.get(`/people/${who}`);
    expect(rowsOf(text, "Credit and points")).toEqual([["Store credit, GBP", "£7.00", "£10.00", "£17.00", "£3.00"]]);
    expect(rowsOf(text, "What is left, by reward")).toEqual([
      ["Reward", "£7.00", "£10.00", "Store credit, GBP", "Never"],
      ["Reward", "£10.00", "£10.00", "Store credit, GBP", "Never"],
    ]);
    const today = expect.stringMatching(/^\d+ \w+ \d{4}$|^\w+ \d+, \d{4}$/);
    expect(rowsOf(text, "The latest orders paid with them")).toEqual([
      [`${order}-300`, "£3.00", "Store credit, GBP", "Given back by the shop", today],
      [`${order}-200`, "£2.00", "Store credit, GBP", "Order awaited", today],
      [`${order}-100`, "£1.00", "Store credit, GBP", "Paid", today],
    ]);
  });

  it("say what is left of a bonus too, and nothing of what was spent whole", async () => {
    const { who, spend, order } = await wallets.earner(1);
    await spend(`${order}-all`, 1_000);
    const bonus = { unit: "points", amountMinor: 250, reason: "a birthday" };
    await app.api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `birthday-${who}` });
    const { text } = await owner.get(`/people/${who}`);
    expect(rowsOf(text, "What is left, by reward")).toEqual([["Bonus", "250", "250", "Points", "Never"]]);
  });

  it("are not there where a person has none", async () => {
    await app.api.put("/v1/participants/none", {});
    expect((await owner.get("/people/none")).text).not.toContain("Credit and points");
  });
});
