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
