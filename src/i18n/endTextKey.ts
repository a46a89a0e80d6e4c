import type { ToldEndReason } from "../domain/endReasons.ts";

type Camel<Name extends string> = Name extends `${infer Word}_${infer Rest}`
  ? `${Capitalize<Word>}${Camel<Rest>}`
  : Capitalize<Name>;

/** "rewardVoidedRefund": the key of what a panel says. */
export type EndTextKey<Reason extends ToldEndReason = ToldEndReason> = `rewardVoided${Camel<Reason>}`;

export function endTextKey(reason: ToldEndReason): EndTextKey {
  const words = reason.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `rewardVoided${words.join("")}` as EndTextKey;
}
