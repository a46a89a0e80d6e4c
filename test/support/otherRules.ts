import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

/**
 * Another program over the year, so simple that what it comes to follows from the files without an engine: 5.00 for
 * a friend's first order, kept whatever happens, and 1 % of what friends bought and did not give back.
 */
export const otherRules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: null,
    lateEntryDays: 14,
    newCustomersOnly: true,
  },
  qualifies: [],
  rewards: [
    {
      id: "bounty",
      recipient: "advocate",
      on: { event: "conversion" },
      grant: { kind: "cash", amountMinor: 500, currency: "GBP" },
      onRefund: "keep",
    },
    { id: "share", recipient: "advocate", on: { event: "purchase" }, grant: { kind: "cash", rateBps: 100 } },
  ],
};

interface Order {
  readonly occurredAt: string;
  readonly type: "purchase" | "refund";
  readonly orderId: string;
  readonly customerId: string;
  readonly amountMinor: string;
  readonly refundOf: string;
}

interface Referral {
  readonly redeemedAt: string;
  readonly friendId: string;
  readonly advocateId: string;
}

const rowsOf = <T>(name: string) =>
  parse<T>(readFileSync(new URL(`../../dev/data/${name}`, import.meta.url), "utf8"), { columns: true });

/** One percent, half up. */
const share = (amountMinor: number) => Math.floor((amountMinor + 50) / 100);

/** The figures of `otherRules`, by adding up the files. */
export function expectedOf() {
  const orders = rowsOf<Order>("online-retail-orders.csv");
  const referrals = new Map(rowsOf<Referral>("online-retail-referrals.csv").map((row) => [row.friendId, row]));
  const refunded = new Map<string, number>();
  for (const { type, refundOf, amountMinor } of orders) {
    if (type === "refund") refunded.set(refundOf, (refunded.get(refundOf) ?? 0) + Number(amountMinor));
  }
  const bounties = new Set<string>();
  const converted = new Set<string>();
  const advocates = new Map<string, number>();
  const shares = { granted: 0, notVoided: 0, amountMinor: 0 };
  const give = (advocate: string, amount: number) => advocates.set(advocate, (advocates.get(advocate) ?? 0) + amount);

  for (const { type, orderId, customerId, occurredAt, amountMinor } of orders) {
    const referral = referrals.get(customerId);
    if (type !== "purchase" || referral === undefined) continue;
    if (Date.parse(occurredAt) < Date.parse(referral.redeemedAt)) continue;
    const amount = Number(amountMinor);
    const net = Math.max(amount - (refunded.get(orderId) ?? 0), 0);
    if (!bounties.has(customerId)) give(referral.advocateId, 500);
    bounties.add(customerId);
    if (net > 0) converted.add(customerId);
    if (share(amount) === 0) continue;
    shares.granted += 1;
    shares.notVoided += share(net) > 0 ? 1 : 0;
    shares.amountMinor += share(net);
    give(referral.advocateId, share(net));
  }
  const bounty = { granted: bounties.size, notVoided: bounties.size, amountMinor: bounties.size * 500 };
  return {
    referrals: referrals.size,
    converted: converted.size,
    advocates,
    byRule: {
      bounty: { ...bounty, costMinor: bounty.amountMinor },
      share: { ...shares, costMinor: shares.amountMinor },
    },
  };
}
