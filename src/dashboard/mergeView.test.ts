import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { openPayouts } from "../testing/payouts.ts";
import { signIn } from "../testing/signIn.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** Labels and values of a page's cards. */
function factsOf(page: string): ReadonlyMap<string, string> {
  const plain = (text = "") => text.replaceAll(/<[^>]*>|[⁦-⁩]/g, "").trim();
  const rows = page.matchAll(/<dt>(.*?)<\/dt>\s*<dd>(.*?)<\/dd>/gs);
  return new Map([...rows].map(([, label, value]) => [plain(label), plain(value)]));
}

it("before a merge it is told what is paid, what was spent, and whose account stays", async () => {
  const payouts = await openPayouts(app);
  const [old, kept] = [await payouts.earner(2), await payouts.earner()];
  await old.send();
  const credit = { unit: "credit:GBP", amountMinor: 500 };
  await app.api.post(
    `/v1/participants/${old.who}/adjustments`,
    { ...credit, reason: "sorry" },
    { "idempotency-key": "a" },
  );
  const spend = { ...credit, amountMinor: 200, orderId: "spent" };
  await app.api.post(`/v1/participants/${old.who}/spend`, spend, { "idempotency-key": "b" });
  const owner = await signIn(app, "owner");
  const [[id] = []] = await app.database.query("SELECT id FROM participants WHERE external_id = $1", [kept.who]);
  const look = async () => factsOf((await owner.get(`/people/${String(id)}/merge/${old.who}`)).text);
  const before = await look();
  expect([before.get("Payouts"), before.get("Orders paid with a balance"), before.get("Paid to")]).toEqual([
    "1",
    "1",
    undefined,
  ]);
  const say = (who: string) =>
    app.api.put(`/v1/participants/${who}/payout-details`, { kind: "paypal", email: `${who}@example.com` });
  await say(old.who);
  expect((await look()).get("Paid to")).toBe(`the account of ${old.who}, held for 72 hours`);
  await say(kept.who);
  expect((await look()).get("Paid to")).toBe(`the account of ${kept.who}`);
});
