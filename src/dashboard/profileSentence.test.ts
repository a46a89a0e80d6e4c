import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { signIn } from "../testing/signIn.ts";
import { profileSentence } from "./profileSentence.ts";
import type { Viewer } from "./viewer.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

it("the timeline of a person and the feed tell in words what was said of the person, and not by a name of ours", async () => {
  const owner = await signIn(app, "owner");
  await app.api.put("/v1/participants/cy", { customerSince: "2024-05-01T12:00:00Z" });
  await app.api.put("/v1/participants/cy", { customerSince: null });
  for (const path of ["/people/cy", "/setup/feed"]) {
    const { text } = await owner.get(path);
    const sentences = text.replaceAll(/<dl.*?<\/dl>|[\u2066-\u2069]/gs, "");
    expect(sentences).toContain("The shop said: a customer since May 1, 2024");
    expect(sentences).toContain("The shop took back since when they are a customer");
    expect(sentences).not.toContain("customer_since");
  }
});

it("an event of a shop's own that had such a name before it was ours is none of that", () => {
  const viewer = { language: "en", timezone: "UTC" } as Viewer;
  for (const type of ["referral_by_hand", "customer_since", "lead"]) {
    expect(profileSentence(viewer, type, { eventId: "e-1", name: type })).toBeNull();
  }
});
