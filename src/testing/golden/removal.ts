import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { Recorder } from "./recorder.ts";

/** A program that was never published, and one that was. */
export async function removalPart({ call, post }: Recorder): Promise<void> {
  const offer = {
    landingUrl: "https://shop.example/",
    currency: "GBP",
    rules: documentOf([ruleOf("cash", { grant: cash(1100) })]),
  };
  await post("/v1/programs", { key: "unwanted", name: "Unwanted", ...offer });
  await call("DELETE", "/v1/programs/unwanted");
  await call("DELETE", "/v1/programs/unwanted");
  await call("DELETE", "/v1/programs/friends");
}
