import type { Recorder } from "./recorder.ts";

/** What figures of a program are to come to, and how far they are. */
export async function goalsPart({ call, get }: Recorder): Promise<void> {
  const at = (id: string) => `/v1/programs/every/goals/${id}`;
  const put = (id: string, body: object) => call("PUT", at(id), { body });
  const year = { firstDay: "2026-01-01", lastDay: "2026-12-31" };
  await put("customers", { metric: "newCustomers", target: 100, ...year });
  await put("customers", { metric: "newCustomers", target: 100, ...year });
  await put("customers", { metric: "newCustomers", target: 120, ...year });
  await put("cost", { metric: "costMinor", target: 2_000_000, ...year });
  await put("rate", { metric: "conversionRateBps", target: 5_000, ...year });
  await put("wrong", { metric: "newCustomers", target: 0, ...year });
  await put("wrong", { metric: "newCustomers", target: 1, firstDay: "2026-02-01", lastDay: "2026-01-31" });
  await get("/v1/programs/every/goals");
  await call("DELETE", at("rate"));
  await call("DELETE", at("rate"));
}
