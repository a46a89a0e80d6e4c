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
    expect(sentences).toContain("The shop no longer says since when they are a customer");
    expect(sentences).not.toContain("customer_since");
  }
});

it.each(["America/New_York", "Asia/Tashkent"])(
  "a day that the shop told is that day on every page and in the explanation: %s",
  async (timezone) => {
    const id = `day-${timezone.length}`;
    const owner = await signIn(app, "owner");
    await app.api.patch("/v1/tenant", { timezone });
    await app.api.put(`/v1/participants/${id}`, { customerSince: "2024-05-01" });
    const { body: issued } = await app.api.post<{ code: string }>("/v1/codes", {
      ...{ program: "friends", participant: { externalId: "ann" } },
    });
    const signup = { type: "signup", participant: { externalId: id }, code: issued.code };
    const { body } = await app.api.post<{ results: { referral: { id: string } }[] }>("/v1/events", signup);
    const referral = body.results[0]?.referral.id ?? "";
    const plain = (text: string) => text.replaceAll(/<[^>]*>|[\u2066-\u2069]/g, " ").replaceAll(/\s+/g, " ");
    const person = plain((await owner.get(`/people/${id}?referral=${referral}`)).text);
    expect(person).toContain("Customer since May 1, 2024");
    expect(person).toContain("The shop said: a customer since May 1, 2024");
    expect(person).toContain("they have been a customer since May 1, 2024");
    expect(plain((await owner.get(`/people/${id}/attribute`)).text)).toContain("Customer since May 1, 2024, 12:00 AM");
  },
);

it("an event of a shop's own that had such a name before it was ours is none of that", () => {
  const viewer = { language: "en", timezone: "UTC" } as Viewer;
  for (const type of ["referral_by_hand", "referral_reassigned", "customer_since", "lead"]) {
    expect(profileSentence(viewer, type, { eventId: "e-1", name: type })).toBeNull();
  }
  const given = { advocateId: "par_1", formerId: "par_2", givenOut: [] };
  expect(profileSentence(viewer, "referral_reassigned", given)).toBe("Was given to another advocate by hand");
});
