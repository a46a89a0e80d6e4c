import type { Recorder } from "./recorder.ts";

/** What the shop says of customers of before. */
export async function customersPart({ call, post, get }: Recorder): Promise<void> {
  const participants = [
    { externalId: "old", email: "old@example.com", customerSince: "2024-05-01" },
    { externalId: "odd", country: 7 },
  ];
  await post("/v1/participants/batch", { participants });
  await call("PUT", "/v1/participants/old", { body: { customerSince: null } });
  await get("/v1/participants/old");
}

/** A friend whom a person ties to an advocate, and what is refused. */
export async function byHandPart({ post, get }: Recorder): Promise<void> {
  await post("/v1/codes", { program: "every", participant: { externalId: "han" } });
  const order = { type: "purchase", orderId: "hand-1", amountMinor: 4200, currency: "GBP" };
  await post("/v1/events", { ...order, participant: { externalId: "ida" }, occurredAt: "2026-01-06T10:00:00Z" });
  const hand = { program: "every", advocate: "han", friend: "ida", reason: "told us on the phone" };
  const { results } = await post<{ results: readonly { readonly referral: { readonly id: string } }[] }>(
    "/v1/referrals",
    { ...hand, attributedAt: "2026-01-06T09:00:00Z" },
  );
  await post("/v1/referrals", hand);
  await post("/v1/referrals", { ...hand, friend: "han" });
  await post("/v1/referrals", { ...hand, advocate: "ida" });
  await post("/v1/referrals", { ...hand, advocate: "nobody" });
  await post("/v1/referrals", { program: "none", friend: "ida" });
  await get(`/v1/referrals/${results[0]?.referral.id}/explanation`);
}

/** A friend with another name, what comes by it, and what is refused. */
export async function aliasesPart({ call, post, get }: Recorder): Promise<void> {
  const at = (externalId: string, alias: string) => `/v1/participants/${externalId}/aliases/${alias}`;
  await call("PUT", "/v1/participants/jon", { body: { name: "Jon" } });
  await call("PUT", at("jon", "jon-the-guest"));
  await call("PUT", at("jon", "jon-the-guest"));
  await call("PUT", at("jon", "han"));
  await call("PUT", at("jon", "jon"));
  await call("PUT", at("han", "jon-the-guest"));
  await call("PUT", at("unknown", "jon-too"));
  await post("/v1/events", {
    ...{ type: "purchase", participant: { externalId: "jon-the-guest" }, orderId: "alias-1" },
    ...{ amountMinor: 4200, currency: "GBP" },
  });
  await get("/v1/participants/jon-the-guest");
  await get("/v1/participants?q=jon-the");
  await call("DELETE", at("jon", "jon-the-guest"));
  await call("DELETE", at("jon", "jon-the-guest"));
  await post("/v1/codes", { program: "friends", participant: { externalId: "jon-of-old" } });
  await call("PUT", "/v1/participants/jon-of-old", { body: { country: "GB" } });
  await post("/v1/events", {
    ...{ type: "purchase", participant: { externalId: "jon-of-old" }, orderId: "alias-2" },
    ...{ amountMinor: 4200, currency: "GBP" },
  });
  await call("PUT", at("jon", "jon-of-old"));
  await call("PUT", at("jon", "jon-of-old"), { body: { merge: true, reason: "one person" } });
  await call("PUT", at("jon", "jon-of-old"), { body: { merge: true } });
  await call("DELETE", at("jon", "jon-of-old"));
}

/** The same friend, whom a person gives to another advocate, and what is refused. */
export async function reassignPart({ post, get }: Recorder): Promise<void> {
  const { data } = await get<{ data: readonly { readonly id: string }[] }>("/v1/referrals?friend=ida");
  const path = `/v1/referrals/${data[0]?.id}`;
  await post("/v1/codes", { program: "every", participant: { externalId: "jan" } });
  const another = { advocate: "jan", reason: "the link was Jan's" };
  await post(`${path}/reassign`, another);
  await post(`${path}/reassign`, another);
  await post(`${path}/reassign`, { ...another, advocate: "ida" });
  await post(`${path}/reassign`, { ...another, advocate: "nobody" });
  for (const audience of ["tenant", "advocate", "friend"]) await get(`${path}/explanation?audience=${audience}`);
}
