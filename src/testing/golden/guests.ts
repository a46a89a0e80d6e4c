import type { Recorder } from "./recorder.ts";

/** A guest, who gets no code and can't apply, and the account that takes them over once its e-mail is verified. */
export async function guestsPart({ call, post, get }: Recorder): Promise<void> {
  const { code } = await post<{ code: string }>("/v1/codes", {
    program: "friends",
    participant: { externalId: "guest-adv" },
  });
  const bought = (orderId: string, participant: object) => {
    return { type: "purchase", participant, orderId, amountMinor: 4200, currency: "GBP" };
  };
  const guest = { externalId: "guest-77", email: "gus@example.com", guest: true };
  await post("/v1/events", { ...bought("guest-1", guest), code });
  await post("/v1/codes", { program: "friends", participant: { externalId: "guest-77" } });
  await post("/v1/programs/friends/applications", { participant: { externalId: "guest-77" } });
  await get("/v1/client/panel?program=friends", "guest-77");
  await post("/v1/events", bought("guest-2", { externalId: "gus", email: "gus@example.com" }));
  const verified = { externalId: "gus", email: "gus@example.com", emailVerified: true };
  await post("/v1/events", bought("guest-3", verified));
  await get("/v1/participants/guest-77");
  await call("PUT", "/v1/participants/guest-78", { body: { email: "gil@example.com", guest: true } });
  await call("PUT", "/v1/participants/guest-78", { body: { guest: false } });
}
