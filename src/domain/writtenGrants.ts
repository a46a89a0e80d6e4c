import type { ConditionList } from "./conditions.ts";
import { METADATA_PREFIX } from "./conditions.ts";
import type { Amount, Grant, Option, RateBase } from "./rules.ts";
import type { RulesProblem } from "./rulesProblems.ts";
import { fault } from "./rulesProblems.ts";
import type { WrittenGrant, WrittenOption } from "./rulesSchema.ts";
import { text } from "./values.ts";

/** Grants as a rules document writes them: what the schema alone can't check, and the engine's own form of them. */

/** A grant itself, or each option of a choice. */
export function leavesOf(written: WrittenGrant, path: string): { option: WrittenOption; at: string }[] {
  if (written.kind !== "choice") return [{ option: written, at: path }];
  return written.options.map((option, index) => ({ option, at: `${path}.options.${index}` }));
}

/** What no single property of an option shows; `onOrder` is whether its rule is asked of an order. */
export function checkOption(written: WrittenOption, path: string, currency: string, onOrder: boolean): RulesProblem[] {
  switch (written.kind) {
    case "cash":
    case "credit": {
      const { rateBps } = written;
      return [...checkMoney(written, { rateBps }, path, currency), ...checkRate(written, path, onOrder)];
    }
    case "points": {
      const { amount, rateBps } = written;
      return [...checkOneOf({ amount, rateBps }, path), ...checkRate(written, path, onOrder)];
    }
    case "discount": {
      const { percentBps } = written;
      return checkMoney(written, { percentBps }, path, currency);
    }
    case "item":
      return [];
    default:
      return written satisfies never;
  }
}

/** An amount with its currency, or a rate in its place. */
function checkMoney(
  { amountMinor, currency: given }: { amountMinor?: number | undefined; currency?: string | undefined },
  rate: Readonly<Record<string, unknown>>,
  path: string,
  currency: string,
): RulesProblem[] {
  const problems: RulesProblem[] = [];
  const at = `${path}.currency`;
  if (given !== undefined && given !== currency) {
    problems.push({ path: at, ...fault("currency_differs", { currency: text(currency) }) });
  }
  problems.push(...checkOneOf({ amountMinor, ...rate }, path));
  if (amountMinor !== undefined && given === undefined) problems.push({ path: at, ...fault("currency_missing") });
  return problems;
}

/** @param both the amount and the rate, by their names in the document: exactly one is given */
function checkOneOf(both: Readonly<Record<string, unknown>>, path: string): RulesProblem[] {
  if (Object.values(both).filter((value) => value !== undefined).length === 1) return [];
  const [amount = "", rate = ""] = Object.keys(both);
  return [{ path, ...fault("amount_or_rate", { amount: text(amount), rate: text(rate) }) }];
}

function checkRate(
  { rateBps, of, maxMinor, itemsWhen }: Extract<WrittenOption, { readonly kind: "cash" | "credit" | "points" }>,
  path: string,
  onOrder: boolean,
): RulesProblem[] {
  const problems: RulesProblem[] = [];
  if (rateBps === undefined && (of !== undefined || maxMinor !== undefined)) {
    problems.push({ path, ...fault("not_of_a_rate") });
  }
  if (itemsWhen !== undefined && of !== "items.amountMinor") {
    problems.push({ path: `${path}.itemsWhen`, ...fault("not_of_items") });
  }
  if (rateBps !== undefined && !onOrder) problems.push({ path: `${path}.rateBps`, ...fault("rate_without_order") });
  return problems;
}

/** A grant as it is written, in the engine's own form. */
export function grantFrom(written: WrittenGrant): Grant {
  if (written.kind !== "choice") return optionFrom(written);
  const [first, ...others] = written.options.map(optionFrom);
  if (first === undefined) throw new Error("a choice has at least two options");
  const { chooseWithinDays, costMinor } = written;
  return { kind: "choice", options: [first, ...others], chooseWithinDays, costMinor: bigintOrNull(costMinor) };
}

function optionFrom(written: WrittenOption): Option {
  switch (written.kind) {
    case "cash":
    case "credit":
      return { kind: written.kind, amount: amountFrom(written.amountMinor, written) };
    case "points":
      return {
        kind: "points",
        amount: amountFrom(written.amount, written),
        costMinor: BigInt(written.costMinor ?? 0),
      };
    case "discount":
      return {
        kind: "discount",
        percentBps: written.percentBps ?? null,
        amountMinor: bigintOrNull(written.amountMinor),
        minOrderMinor: bigintOrNull(written.minOrderMinor),
        appliesTo: written.appliesTo
          ? { skus: written.appliesTo.skus ?? [], categories: written.appliesTo.categories ?? [] }
          : null,
        validDays: written.validDays ?? null,
        maxUses: written.maxUses ?? 1,
        costMinor: BigInt(written.costMinor ?? 0),
      };
    case "item":
      return {
        kind: "item",
        sku: written.sku,
        quantity: written.quantity,
        costMinor: BigInt(written.costMinor ?? 0),
      };
    default:
      return written satisfies never;
  }
}

interface WrittenRate {
  readonly rateBps?: number | undefined;
  readonly of?: string | undefined;
  readonly itemsWhen?: unknown;
  readonly maxMinor?: number | undefined;
}

function amountFrom(fixed: number | undefined, { rateBps, of, itemsWhen, maxMinor }: WrittenRate): Amount {
  if (rateBps === undefined) return { type: "fixed", amountMinor: BigInt(fixed ?? 0) };
  return { type: "rate", rateBps, of: rateBaseFrom(of, itemsWhen), maxMinor: bigintOrNull(maxMinor) };
}

function rateBaseFrom(of: string | undefined, itemsWhen: WrittenRate["itemsWhen"]): RateBase {
  if (of === undefined || of === "order.amountMinor") return { kind: "order" };
  if (of === "items.amountMinor") return { kind: "items", when: (itemsWhen ?? []) as ConditionList };
  return { kind: "metadata", name: of.slice(METADATA_PREFIX.length) };
}

function bigintOrNull(value: number | undefined): bigint | null {
  return value === undefined ? null : BigInt(value);
}
