import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { signIn } from "../testing/signIn.ts";

const HOUR_MS = 3_600_000;
const CHECK = "Mark as checked";
const HELD = "This account took the place of another.";
const SAME = "Another participant has had the same account.";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  for (const who of ["ann", "bob", "none"])
    await app.api.put(`/v1/participants/${who}`, { name: `The name of ${who}` });
});
afterAll(() => app.close());

const set = (who: string, email: string) =>
  app.api.put(`/v1/participants/${who}/payout-details`, { kind: "paypal", email });
/** The card, without tags and what isolates names. */
function cardOf(page: string): string {
  const [, card = ""] = /<section class="card" id="payee">(.*?)<\/section>/s.exec(page) ?? [];
  return card.replaceAll(/<[^>]*>/g, " ").replaceAll(/[\u2066-\u2069]/g, "");
}

describe("the payout details of a person", () => {
  it("are not there where a person has none", async () => {
    const owner = await signIn(app, "owner");
    expect(cardOf((await owner.get("/people/none")).text)).toBe("");
  });

  it("say what is shown of the account, until when it is held, and who else has it, until a person has checked that", async () => {
    const support = await signIn(app, "support");
    await set("ann", "ann@example.com");
    expect(cardOf((await support.get("/people/ann")).text)).toContain("a***@example.com");
    await set("bob", "shared@example.com");
    await set("ann", "shared@example.com");
    const { text } = await support.get("/people/ann");
    const before = cardOf(text);
    for (const part of ["s***@example.com", HELD, SAME, "The name of bob", CHECK]) expect(before).toContain(part);

    const [, step = ""] = /(\/people\/par_\w+\/payee\/clear)/.exec(text) ?? [];
    expect((await support.post(step, { reason: "a couple" })).location).toContain("said=saved");
    app.clock.advance(73 * HOUR_MS);
    const again = await signIn(app, "support");
    const after = cardOf((await again.get("/people/ann")).text);
    expect(after).toContain("The name of bob");
    for (const part of [HELD, SAME, CHECK]) expect(after).not.toContain(part);
    expect(cardOf((await again.get("/people/bob")).text)).toContain(SAME);
  });

  it("tell a viewer who may not see people no address, no name and no way to clear them", async () => {
    const viewer = await signIn(app, "viewer");
    const card = cardOf((await viewer.get("/people/bob")).text);
    expect(card).toContain("PayPal");
    for (const part of ["@", "The name of ann", CHECK]) expect(card).not.toContain(part);
  });
});
