import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsForAll } from "../engine/testing/checking.ts";
import type { HeldPart, Lot, SpentPart, Wallet } from "./wallet.ts";
import { MAX_LOTS, spendableOf, takeFrom, withGivenBack } from "./wallet.ts";

interface KeptLot extends Lot {
  readonly waits: boolean;
}

/** What is read of lots as they are. */
function walletOf(kept: readonly KeptLot[]): Wallet {
  const positive = kept.filter(({ leftMinor }) => leftMinor > 0n);
  return {
    availableMinor: sumOf(kept),
    waitingMinor: sumOf(positive.filter(({ waits }) => waits)),
    lots: positive.filter(({ waits }) => !waits).map(({ waits: _, ...lot }) => lot),
  };
}

const sumOf = (lots: readonly Lot[]) => lots.reduce((sum, { leftMinor }) => sum + leftMinor, 0n);

const moved = (kept: readonly KeptLot[], parts: readonly SpentPart[], sign: bigint) =>
  kept.map((lot) => {
    const part = parts.find(({ lotId }) => lotId === lot.id)?.amountMinor ?? 0n;
    return { ...lot, leftMinor: lot.leftMinor + sign * part };
  });

const lots = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map((n) => `rew_${String(n).padStart(2, "0")}`),
    leftMinor: fc.bigInt({ min: -500n, max: 1_000n }),
    expiresAt: fc.option(fc.integer({ min: 1, max: 4 })),
    waits: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
);
const history = fc.record({
  lots,
  amounts: fc.array(fc.bigInt({ min: 1n, max: 2_000n }), { minLength: 1, maxLength: 4 }),
  partly: fc.boolean(),
});

describe("a wallet", () => {
  it("is spent to what is there and never below, whatever waits and whatever is owed", () => {
    holdsForAll(history, 500, ({ lots: begun, amounts, partly }) => {
      let kept: readonly KeptLot[] = begun;
      for (const amount of amounts) {
        const before = walletOf(kept);
        const taken = takeFrom(before, amount, partly);
        const spendable = spendableOf(before);
        if (taken === null) {
          expect(partly ? spendable === 0n : spendable < amount).toBe(true);
          continue;
        }
        expect(taken.amountMinor).toBe(partly && spendable < amount ? spendable : amount);
        expect(taken.parts.reduce((sum, part) => sum + part.amountMinor, 0n)).toBe(taken.amountMinor);
        for (const { lotId, amountMinor } of taken.parts) {
          const lot = kept.find(({ id }) => id === lotId);
          expect(lot?.waits).toBe(false);
          expect(amountMinor > 0n && amountMinor <= (lot?.leftMinor ?? 0n)).toBe(true);
        }
        kept = moved(kept, taken.parts, -1n);
        const after = walletOf(kept);
        expect(after.availableMinor).toBe(before.availableMinor - taken.amountMinor);
        expect(spendableOf(after)).toBe(spendable - taken.amountMinor);
      }
    });
  });

  it("takes the lots that expire first, of those the first by id, and each whole before the next", () => {
    holdsForAll(history, 300, ({ lots: kept, amounts: [amount = 1n] }) => {
      const { lots: able, ...sums } = walletOf(kept);
      const taken = takeFrom({ ...sums, lots: able }, amount, true);
      const placeOf = ({ expiresAt, id }: Lot) => `${expiresAt ?? "never"} ${id}`;
      const inOrder = able.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      const parts = taken?.parts ?? [];
      expect(parts.map(({ lotId }) => lotId)).toEqual(inOrder.slice(0, parts.length).map(({ id }) => id));
      for (const [place, { amountMinor }] of parts.slice(0, -1).entries()) {
        expect(amountMinor).toBe(inOrder[place]?.leftMinor);
      }
    });
  });

  it("is as before once what was spent is given back, whatever happened to the lots meanwhile", () => {
    const meanwhile = fc.record({ history, changes: fc.array(fc.bigInt({ min: -600n, max: 600n }), { maxLength: 8 }) });
    holdsForAll(meanwhile, 500, ({ history: { lots: kept, amounts }, changes }) => {
      const taken = takeFrom(walletOf(kept), amounts[0] ?? 1n, true);
      if (taken === null) return;
      const change = (lot: KeptLot, place: number) => ({
        ...lot,
        leftMinor: lot.leftMinor + (changes[place] ?? 0n),
        waits: lot.waits !== (changes[place] ?? 0n) > 300n,
      });
      const spent = moved(kept, taken.parts, -1n).map(change);
      const held = taken.parts.map((part): HeldPart => {
        const lot = spent.find(({ id }) => id === part.lotId);
        return {
          ...part,
          leftMinor: lot?.leftMinor ?? 0n,
          expiresAt: lot?.expiresAt ?? null,
          waits: lot?.waits ?? false,
        };
      });
      const back = withGivenBack(walletOf(spent), held);
      const whole = walletOf(kept.map(change));
      expect({ ...back, lots: back.lots.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }).toEqual({
        ...whole,
        lots: whole.lots.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      });
    });
  });

  it("of very many lots is spent as far as one spend may take them", () => {
    const many = Array.from({ length: MAX_LOTS + 1 }, (_, n) => ({
      id: `rew_${10_000 + n}`,
      leftMinor: 1n,
      expiresAt: null,
    }));
    const wallet = { availableMinor: BigInt(many.length), waitingMinor: 0n, lots: many };
    expect(takeFrom(wallet, BigInt(many.length), false)).toBeNull();
    expect(takeFrom(wallet, BigInt(many.length), true)?.amountMinor).toBe(BigInt(MAX_LOTS));
  });
});
