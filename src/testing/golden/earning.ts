import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { peopleOf } from "./people.ts";
import type { Recorder } from "./recorder.ts";

/** The parts of the golden story in which events are reported. */

export async function signupsPart(recorder: Recorder): Promise<void> {
  const { call } = recorder;
  const { codeOf, signup, buy } = peopleOf(recorder);
  const code = await codeOf("every", "ann");
  const second = await codeOf("every", "bea");
  await signup("fay", code, { channel: "whatsapp" });
  await signup("fay", code, { channel: "whatsapp" });
  await signup("fay", second);
  await signup("ann", code);
  await signup("alias", code, { participant: { externalId: "alias", email: "ANN@example.com" } });
  await signup("ann", await codeOf("every", "fay"));
  await signup("gil", "NOSUCHCODE", { program: "every" });
  await signup("gil", "NOSUCHCODE");
  await signup("mal", code);
  await signup("one", "CID-1");
  await signup("two", "CID-1");
  await buy("old", "old-1", 1000);
  await signup("old", code);
  await signup("late", code, { code: null, program: "every", occurredAt: "2025-12-01T10:00:00Z" });
  await signup("late", code);
  await signup("hal", "ann-tea", {
    participant: { externalId: "hal", segments: ["new"], country: "DE", locale: "ru" },
  });
  await call("PATCH", "/v1/programs/spent", { body: { status: "paused" } });
  await signup("ida", await codeOf("spent", "ann"));
  await call("PATCH", "/v1/programs/spent", { body: { status: "active" } });
  // Two levels above: of what fay's friend does, ann has a part.
  await signup("joy", await codeOf("every", "fay"));
}

export async function purchasesPart(recorder: Recorder): Promise<void> {
  const { post } = recorder;
  const { buy, signup, codeOf, happen } = peopleOf(recorder);
  const items = [
    { sku: "A1", category: "tea", quantity: 2, amountMinor: 3000 },
    { sku: "B2", amountMinor: 1200 },
  ];
  const rich = { items, metadata: { margin: 900, gift: true }, country: "Germany", discounts: [], subscription: false };
  await buy("fay", "fay-1", 4200, rich);
  await buy("fay", "fay-1", 4200, rich);
  await buy("fay", "fay-1", 4201, rich);
  await buy("fay", "fay-2", 9000);
  await buy("fay", "fay-3", 1000, { currency: "EUR" });
  await buy("fay", "fay-4", 1000, { occurredAt: "2026-01-04T10:00:00Z" });
  await buy("joy", "joy-1", 5000, rich);
  await buy("stranger", "stranger-1", 5000, { code: "NOSUCHCODE" });
  await buy("pia", "pia-1", 2500, { code: "ann-tea", channel: "mail" });
  await happen("lead", "fay", "lead-1", { hot: true });
  await happen("lead", "fay", "lead-2", { hot: false });
  await happen("lead", "fay", "lead-3");
  await happen("review", "solo", "review-1");
  await happen("chosen", "fay", "chosen-1");
  const events = [
    { type: "signup", participant: { externalId: "kim" }, code: "ann-tea" },
    { type: "purchase", participant: { externalId: "kim" }, orderId: "kim-1", amountMinor: 3300, currency: "GBP" },
    { type: "purchase", participant: { externalId: "kim" }, orderId: "", amountMinor: -1, currency: "gbp" },
    { type: "purchase", participant: { externalId: "kim" }, orderId: "kim-1", amountMinor: 1, currency: "GBP" },
    { type: "refund", orderId: "kim-1", refundId: "kim-r1", amountMinor: 300, currency: "GBP" },
    { type: "conversion", participant: { externalId: "kim" }, eventId: "e" },
  ];
  await post("/v1/events/batch", { events });
  await post("/v1/events/batch", { events: events.slice(0, 2) });
  const code = await codeOf("spent", "sam");
  await signup("sal", code);
  await buy("sal", "sal-1", 100);
  await signup("sue", code);
}

export async function strictPart(recorder: Recorder): Promise<void> {
  const { buy, signup, codeOf } = peopleOf(recorder);
  const code = await codeOf("strict", "ned");
  const people = ["nan", "nat"];
  for (const externalId of people) await signup(externalId, code, { participant: { externalId, segments: ["new"] } });
  await buy("nan", "nan-1", 500);
  await buy("nan", "nan-2", 4000, { country: "Germany" });
  const items = [{ sku: "A1", amountMinor: 2000 }];
  await buy("nat", "nat-1", 2000, { country: "France", items });
  await buy("nat", "nat-2", 1100);
  await buy("nan", "nan-3", 8000, { country: "Spain", items });
  await buy("nan", "nan-4", 8000, { occurredAt: "2026-01-05T12:00:00Z" });
}

export async function refundsPart(recorder: Recorder): Promise<void> {
  const { buy, refund, signup } = peopleOf(recorder);
  await refund("fay-2", "fay-r1", 1000);
  await refund("fay-2", "fay-r1", 1000);
  await refund("fay-2", "fay-r1", 1001);
  await refund("fay-2", "fay-r2", 100, { currency: "EUR" });
  // The conversion moves on to the next purchase.
  await refund("fay-1", "fay-r3", 4200);
  await refund("fay-1", "fay-r4", 1);
  // A refund that comes before its order waits for it.
  await refund("lou-1", "lou-r1", 1500);
  await refund("lou-1", "lou-r1", 1500);
  await signup("lou", "ann-tea");
  await buy("lou", "lou-1", 4000);
  await refund("lou-2", "lou-r2", 100, { currency: "EUR" });
  await buy("lou", "lou-2", 100);
  await refund("pia-1", "pia-r1", 2500);
}

/** The friend's order has used the friend's discount. */
export async function usedAtOncePart(recorder: Recorder): Promise<void> {
  const { buy, codeOf, refund } = peopleOf(recorder);
  const code = await codeOf("every", "zed");
  const order = { code, discounts: [{ code, amountMinor: 420 }] };
  await buy("zoe", "zoe-1", 4200, order);
  await buy("zoe", "zoe-1", 4200, order);
  await refund("zoe-1", "zoe-r1", 4200);
}

export async function disputesPart(recorder: Recorder): Promise<void> {
  const { post, get } = recorder;
  const { buy, dispute, signup, codeOf } = peopleOf(recorder);
  await dispute("dot-1", "dispute-1", "opened");
  await signup("dot", await codeOf("every", "ann"));
  await buy("dot", "dot-1", 4200);
  await dispute("dot-1", "dispute-1", "opened");
  await dispute("dot-1", "dispute-2", "opened");
  await dispute("dot-1", "dispute-1", "closed");
  const { data } = await get<{ data: readonly { id: string }[] }>("/v1/rewards?status=in_review");
  await post(`/v1/rewards/${data[0]?.id}/approve`, {});
  await post(`/v1/rewards/${data[0]?.id}/release`, { reason: "the bank called" });
  await dispute("dot-1", "dispute-2", "closed");
  await dispute("fay-1", "dispute-2", "opened");
  for (const order of ["dot-1", "fay-1", "fay-2", "lou-1", "unknown-1"]) await get(`/v1/orders/${order}`);
  await dispute("", "dispute-3", "lost");
}

export async function changesPart(recorder: Recorder): Promise<void> {
  const { get } = recorder;
  const { buy, report, signup, codeOf } = peopleOf(recorder);
  const ofOrder = (type: string, orderId: string, said: object) => report({ type, orderId, ...said });
  const { referralId } = await signup("uma", await codeOf("every", "ann"));
  const line = { lineId: "l-1", sku: "A1", category: "tea", quantity: 2.5, amountMinor: 3000 };
  const items = [line, { lineId: "l-2", sku: "B2", amountMinor: 1500 }, { sku: "OFF", amountMinor: -300 }];
  await buy("uma", "uma-1", 4200, { paid: { amountMinor: 5040, currency: "EUR" }, items });
  await buy("uma", "uma-1", 4300, { paid: { amountMinor: 5040, currency: "EUR" }, items });
  const added = { ...line, quantity: 5, amountMinor: 6000 };
  const grown = { currency: "GBP", amountMinor: 7200, items: [added, ...items.slice(1)] };
  await ofOrder("order_change", "uma-1", { changeId: "uma-c1", ...grown });
  await ofOrder("order_change", "uma-1", { changeId: "uma-c1", ...grown });
  await ofOrder("order_change", "uma-1", { changeId: "uma-c1", ...grown, amountMinor: 7100 });
  await ofOrder("order_change", "uma-1", { changeId: "uma-c2", currency: "EUR", amountMinor: 7100 });
  await ofOrder("order_change", "uma-1", { changeId: "uma-c2", currency: "GBP" });
  const back = [{ lineId: "l-1", quantity: 1, amountMinor: 1200 }];
  await ofOrder("refund", "uma-1", { refundId: "uma-r1", amountMinor: 1200, currency: "GBP", items: back });
  await ofOrder("refund", "uma-1", { refundId: "uma-r2", paid: { amountMinor: 600, currency: "EUR" } });
  await ofOrder("refund", "uma-1", { refundId: "uma-r3", paid: { amountMinor: 600, currency: "GBP" } });
  await ofOrder("refund", "uma-1", { refundId: "uma-r3", totalPaidMinor: 2640 });
  await ofOrder("refund", "uma-1", { refundId: "uma-r4", rest: true });
  await ofOrder("refund", "uma-1", { refundId: "uma-r5", rest: true, totalPaidMinor: 1 });
  await ofOrder("refund_reversal", "uma-1", { refundId: "uma-r4" });
  await ofOrder("refund_reversal", "uma-2", { refundId: "uma-r9" });
  await get("/v1/orders/uma-1");
  await get(`/v1/referrals/${referralId}/explanation`);
  // The page tells an order, then the server tells it with more.
  await buy("uma", "uma-3", 4200);
  await buy("uma", "uma-3", 4200, { items, country: "GB", metadata: { margin: 900 } });
  await buy("uma", "uma-3", 4200, { items, country: "GB", metadata: { margin: 900 } });
  await buy("uma", "uma-3", 4200, { country: "GB" });
  await buy("uma", "uma-3", 4200, { country: "DE" });
  await buy("uwe", "uwe-1", 4200);
  await buy("uwe", "uwe-1", 4200, { code: await codeOf("every", "ann") });
  await get("/v1/orders/uma-3");
}

export async function ordersPart(recorder: Recorder): Promise<void> {
  const { app, get } = recorder;
  const { buy, refund, signup, codeOf } = peopleOf(recorder);
  const [first, second] = [await codeOf("orders", "ora"), await codeOf("orders", "olaf")];
  await buy("otto", "otto-1", 2000, { code: first });
  await buy("otto", "otto-2", 3000, { code: second });
  await buy("otto", "otto-3", 4000);
  await buy("ora", "ora-1", 4000, { code: first });
  await signup("otto", first);
  await refund("otto-1", "otto-r1", 2000);
  const clicked = await codeOf("clicks", "cleo");
  for (const via of ["", "?via=mail", "?via=sms"])
    await recorder.call("GET", `/r/tea-shop/${clicked}${via}`, { as: "anyone" });
  await app.deps.clicks.flush();
  await get("/v1/rewards?participant=cleo");
}

export async function trialsPart({ post }: Recorder): Promise<void> {
  const rules = documentOf([ruleOf("tried", { on: { event: "purchase" }, grant: cash(77) })]);
  const bought = { type: "purchase", participant: { externalId: "hal" }, amountMinor: 4200, currency: "GBP" };
  const tryOut = (key: string, body: object) => post(`/v1/programs/${key}/dry-run`, body);
  await tryOut("every", { event: { ...bought, orderId: "tried-1" } });
  await tryOut("every", { event: { ...bought, orderId: "tried-1" }, rules });
  await tryOut("every", { event: { ...bought, orderId: "fay-1" } });
  await tryOut("every", { event: { type: "signup", participant: { externalId: "tom" }, code: "ann-tea" } });
  await tryOut("clicks", { event: { type: "click", code: "ann-tea" } });
  await tryOut("every", {
    event: { type: "refund", orderId: "fay-2", refundId: "t", amountMinor: 9, currency: "EUR" },
  });
  await tryOut("none", { event: { ...bought, orderId: "tried-1" } });
  await post("/v1/programs/every/backtest", { rules, from: "2025-01-01", to: null });
  await post("/v1/programs/strict/backtest", { rules });
  await post("/v1/programs/strict/backtest", { rules: { schemaVersion: 1 } });
  const expected = { friendsAMonth: 20, buyBps: 6_000, ordersAYear: 4, orderMinor: 6_000 };
  await post("/v1/programs/every/scenario", { rules, ...expected });
  await post("/v1/programs/every/scenario", { rules, ...expected, friendsAMonth: 5_000 });
}
