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
    const today = expect.stringMatching(/^\d+ \w+ \d{4}$|^\w+ \d+, \d{4}$/);
    expect(rowsOf(text, "The latest orders paid with them")).toEqual([
      [`${order}-300`, "£3.00", "Store credit, GBP", "Given back by the shop", today],
      [`${order}-200`, "£2.00", "Store credit, GBP", "Order awaited", today],
      [`${order}-100`, "£1.00", "Store credit, GBP", "Paid", today],
    ]);
  });

  it("are not there where a person has none", async () => {
    await app.api.put("/v1/participants/none", {});
    expect((await owner.get("/people/none")).text).not.toContain("Credit and points");
  });
});
