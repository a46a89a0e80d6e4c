/**
 * What one participant has, worked out anew from what happened to them, by the words of the docs and by none of the code
 * that is tested: 10.00 in credit and 10.00 in cash for each order that they brought.
 */

const WORTH = 1000;

interface Lot {
  readonly source: string;
  left: number;
  expired: number;
  isEnded: boolean;
}

interface Spend {
  readonly parts: ReadonlyMap<Lot, number>;
  readonly asked: number;
}

interface Payout {
  readonly amount: number;
  readonly sources: readonly string[];
  status: "sending" | "paid" | "failed" | "returned" | "netted";
}

type CashStatus = "approved" | "fulfilled" | "ended";

export class WalletModel {
  readonly lots: Lot[] = [];
  readonly payouts: Payout[] = [];
  readonly #spends = new Map<string, Spend>();
  readonly #orders = new Map<string, "bought" | "refunded">();
  readonly #cash = new Map<string, CashStatus>();
  cashAvailable = 0;

  get available(): number {
    return this.lots.reduce((sum, { left }) => sum + left, 0);
  }

  earn(source: string): void {
    this.lots.push({ source, left: WORTH, expired: 0, isEnded: false });
    this.#cash.set(source, "approved");
    this.cashAvailable += WORTH;
  }

  loseEarned(source: string): void {
    const lot = this.lots.find((each) => each.source === source);
    if (lot === undefined || lot.isEnded) return;
    const back = Math.min(WORTH, lot.expired);
    lot.expired -= back;
    lot.left += back - WORTH;
    lot.isEnded = true;
    this.#cash.set(source, "ended");
    this.cashAvailable -= WORTH;
  }

  spend(order: string, asked: number): void {
    const held = this.#spends.get(order);
    if (held?.asked === asked || (held !== undefined && this.#orders.has(order))) return;
    if (this.#orders.get(order) === "refunded") return;
    if (held !== undefined) this.#giveBack(order);
    if (this.available < asked) {
      if (held !== undefined) this.#take(order, held);
      return;
    }
    const parts = new Map<Lot, number>();
    let rest = asked;
    for (const lot of this.lots) {
      const part = Math.min(rest, Math.max(0, lot.left));
      if (part > 0) parts.set(lot, part);
      rest -= part;
    }
    this.#take(order, { parts, asked });
  }

  release(order: string): void {
    if (!this.#orders.has(order)) this.#giveBack(order);
  }

  isBought(order: string): boolean {
    return this.#orders.has(order);
  }

  buy(order: string): void {
    if (!this.#orders.has(order)) this.#orders.set(order, "bought");
  }

  refund(order: string): void {
    if (this.#orders.get(order) !== "bought") return;
    this.#orders.set(order, "refunded");
    this.#giveBack(order);
  }

  expire(): void {
    for (const lot of this.lots) {
      if (lot.left <= 0) continue;
      lot.expired += lot.left;
      lot.left = 0;
    }
  }

  pay(): void {
    const sources = [...this.#cash].flatMap(([source, status]) => (status === "approved" ? [source] : []));
    const amount = this.cashAvailable;
    if (amount < 0 || (amount === 0 && sources.length === 0)) return;
    this.payouts.push({ amount, sources, status: amount === 0 ? "netted" : "sending" });
    this.cashAvailable = 0;
    for (const source of sources) this.#cash.set(source, "fulfilled");
  }

  /** Of the payout that was made last. */
  step(to: "paid" | "failed" | "returned"): void {
    const payout = this.payouts.at(-1);
    if (payout === undefined || payout.status !== (to === "returned" ? "paid" : "sending")) return;
    payout.status = to;
    if (to === "paid") return;
    this.cashAvailable += payout.amount;
    for (const source of payout.sources) if (this.#cash.get(source) === "fulfilled") this.#cash.set(source, "approved");
  }

  #take(order: string, spend: Spend): void {
    for (const [lot, part] of spend.parts) lot.left -= part;
    this.#spends.set(order, spend);
  }

  #giveBack(order: string): void {
    for (const [lot, part] of this.#spends.get(order)?.parts ?? []) lot.left += part;
    this.#spends.delete(order);
  }
}
