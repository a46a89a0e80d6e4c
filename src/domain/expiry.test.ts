import { describe, expect, it } from "vitest";
import type { Expiring } from "./expiry.ts";
import { DAYS_TO_SPEND_AGAIN, expiryOf } from "./expiry.ts";
import { DAY_MS } from "./periods.ts";
import { REWARD_STATUSES } from "./rewardState.ts";
import type { Option } from "./rules.ts";

const AT = Date.parse("2026-03-01T10:00:00Z");
const amount = { type: "fixed", amountMinor: 1000n } as const;
const credit: Option = { kind: "credit", amount, validDays: 30 };
const reward: Expiring = { status: "approved", grant: credit, choice: null, reviewReasons: [], expiresAt: null };
const END = AT + 30 * DAY_MS;

describe("when credit and points expire", () => {
  it.each(REWARD_STATUSES)("is said once they are approved and not before: %s", (status) => {
    expect(expiryOf(null, { ...reward, status }, AT)).toBe(status === "approved" ? END : null);
  });

  it("never, without an end, and of nothing else", () => {
    const others: readonly Option[] = [
      { kind: "credit", amount },
      { kind: "cash", amount },
      { kind: "points", amount, costMinor: 0n },
      { kind: "item", sku: "mug", quantity: 1, costMinor: 0n },
      {
        ...{ kind: "discount", percentBps: 1000, amountMinor: null, minOrderMinor: null, appliesTo: null },
        ...{ validDays: 30, maxUses: 1, costMinor: 0n },
      },
    ];
    expect(others.map((grant) => expiryOf(null, { ...reward, grant }, AT))).toEqual(others.map(() => null));
  });

  it("goes by when it was approved, whatever else changes later", () => {
    expect(expiryOf(reward, { ...reward, expiresAt: END }, AT + DAY_MS)).toBe(END);
    expect(expiryOf({ ...reward, expiresAt: END }, { ...reward, status: "voided", expiresAt: END }, END + 1)).toBe(END);
  });

  it("begins when something was chosen", () => {
    const offered = { grant: credit, grantedMinor: 1000n, amountMinor: 1000n };
    const choice = { options: [offered], taken: null, chooseBy: AT + DAY_MS, costMinor: null };
    expect(expiryOf(null, { ...reward, choice }, AT)).toBeNull();
    expect(expiryOf({ ...reward, choice }, { ...reward, choice: { ...choice, taken: 0 } }, AT)).toBe(END);
  });

  it("is put off by what had to be reviewed, so that it can be spent for a while afterwards", () => {
    const reviewed: Expiring = { ...reward, reviewReasons: ["dispute"], expiresAt: END };
    const settled: Expiring = { ...reviewed, reviewReasons: [] };
    expect(expiryOf(reviewed, settled, END + DAY_MS)).toBe(END + (1 + DAYS_TO_SPEND_AGAIN) * DAY_MS);
    expect(expiryOf(reviewed, settled, AT)).toBe(END);
    expect(expiryOf(reviewed, reviewed, END + DAY_MS)).toBe(END);
  });
});
