import { peopleOf } from "./people.ts";
import type { Recorder } from "./recorder.ts";

/** The part of the golden story in which orders are paid with credit. */
export async function walletPart(recorder: Recorder): Promise<void> {
  const { call, get, post } = recorder;
  const { buy } = peopleOf(recorder);
  const keyed = (path: string, key: string, body: object) =>
    call("POST", `/v1/participants/${path}`, { body, headers: { "idempotency-key": key } });
  const unit = "credit:GBP";
  await call("PUT", "/v1/participants/wyn", { body: {} });
  await keyed("wyn/adjustments", "wallet-bonus", { unit, amountMinor: 1000, reason: "thank you" });
  const spend = (key: string, orderId: string, amountMinor: number, more: object = {}) =>
    keyed("wyn/spend", key, { unit, orderId, amountMinor, ...more });
  const release = (orderId: string) => post("/v1/participants/wyn/spend/release", { unit, orderId });
  await spend("wallet-1", "wyn-1", 800);
  await spend("wallet-1", "wyn-1", 800);
  await spend("wallet-2", "wyn-1", 700);
  await spend("wallet-3", "wyn-2", 800);
  await spend("wallet-4", "wyn-2", 800, { partly: true });
  await release("wyn-0");
  await release("wyn-2");
  await release("wyn-2");
  await keyed("rex/spend", "wallet-5", { unit, orderId: "wyn-1", amountMinor: 1 });
  await keyed("nobody/spend", "wallet-6", { unit, orderId: "wyn-1", amountMinor: 1 });
  await buy("wyn", "wyn-1", 2500);
  await spend("wallet-7", "wyn-1", 600);
  await release("wyn-1");
  await post("/v1/events", { type: "refund", orderId: "wyn-1", refundId: "wyn-1", rest: true });
  await spend("wallet-8", "wyn-1", 600);
  await spend("wallet-9", "wyn-3", 300);
  const first = await get<{ nextCursor: string }>("/v1/participants/wyn/wallet?limit=2");
  await get(`/v1/participants/wyn/wallet?limit=2&cursor=${first.nextCursor}`);
  await get("/v1/participants/nobody/wallet");
  await get("/v1/client/wallet?lang=he", "wyn");
  await get("/v1/client/wallet", "stranger");
}
