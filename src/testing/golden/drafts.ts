import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { Recorder } from "./recorder.ts";

interface Scheduled {
  readonly schedule: readonly { readonly id: string }[];
}

/** What two people make of one draft, and what waits for its time. */
export async function draftsPart({ call, get, post }: Recorder): Promise<void> {
  const rulesWith = (amount: number) => documentOf([ruleOf("cash", { grant: cash(amount) })]);
  await call("PATCH", "/v1/programs/friends", { body: { rules: rulesWith(1100), ifDraftVersion: 4 } });
  await call("PATCH", "/v1/programs/friends", { body: { rules: rulesWith(1300), ifDraftVersion: 4 } });
  await post("/v1/programs/friends/publish", { publishAt: "2020-01-01T00:00:00Z" });
  const publishAt = "2026-12-24T00:00:00Z";
  const { schedule } = await post<Scheduled>("/v1/programs/friends/publish", { publishAt, applyTo: "open" });
  const [waits] = schedule;
  for (const day of [25, 26, 27, 28, 29]) {
    await post("/v1/programs/friends/publish", { version: 1, publishAt: `2026-12-${day}T00:00:00Z` });
  }
  await get("/v1/programs/friends");
  await post(`/v1/programs/friends/schedule/${waits?.id}/cancel`, {});
  await post(`/v1/programs/friends/schedule/${waits?.id}/cancel`, {});
}
