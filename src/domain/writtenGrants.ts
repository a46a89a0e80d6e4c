import type { ConditionList } from "./conditions.ts";
import { METADATA_PREFIX } from "./conditions.ts";
import type { Amount, Costed, Grant, Option, RateBase } from "./rules.ts";
import type { RulesProblem } from "./rulesProblems.ts";
import { fault } from "./rulesProblems.ts";
import type { WrittenGrant, WrittenOption } from "./rulesSchema.ts";
import { hasOrder, isTrigger } from "./triggers.ts";
import { text } from "./values.ts";

/** Grants as a rules document writes them: what the schema alone can't check, and the engine's own form of them. */

const ITEMS = "items.amountMinor";

/** A grant itself, or each option of a choice. */
export function leavesOf(written: WrittenGrant, path: string): { option: WrittenOption; at: string }[] {
  if (written.kind !== "choice") return [{ option: written, at: path }];
  return written.options.map((option, index) => ({ option, at: `${path}.options.${index}` }));
}

/** What no single property of an option shows; `event` is what its rule listens to. */
export function checkOption(written: WrittenOption, path: string, currency: string, event: string): RulesProblem[] {
  switch (written.kind) {
    case "cash":
    case "credit": {
      const { rateBps } = written;
      return [...checkMoney(written, { rateBps }, path, currency), ...checkComputed(written, path, event)];
    }
    case "points": {
      const { amount, rateBps } = written;
      return [...checkOneOf({ amount, rateBps }, path), ...checkComputed(written, path, event)];
    }
    case "discount": {
      const { percentBps, amountMinor, freeShipping } = written;
      if (freeShipping === undefined) return checkMoney(written, { percentBps }, path, currency);
      const isAlone = percentBps === undefined && amountMinor === undefined;
      return [...checkCurrency(written, path, currency), ...(isAlone ? [] : [{ path, ...fault("shipping_alone") }])];
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
  const problems = [
    ...checkCurrency({ currency: given }, path, currency),
    ...checkOneOf({ amountMinor, ...rate }, path),
  ];
  if (amountMinor !== undefined && given === undefined) {
    problems.push({ path: `${path}.currency`, ...fault("currency_missing") });
  }
  return problems;
}

function checkCurrency(
  { currency: given }: { currency?: string | undefined },
  path: string,
  currency: string,
): RulesProblem[] {
  if (given === undefined || given === currency) return [];
  return [{ path: `${path}.currency`, ...fault("currency_differs", { currency: text(currency) }) }];
}

/** @param both the amount and the rate, by their names in the document: exactly one is given */
function checkOneOf(both: Readonly<Record<string, unknown>>, path: string): RulesProblem[] {
  if (Object.values(both).filter((value) => value !== undefined).length === 1) return [];
  const [amount = "", rate = ""] = Object.keys(both);
  return [{ path, ...fault("amount_or_rate", { amount: text(amount), rate: text(rate) }) }];
}

/** What belongs to a rate, or to an amount for each piece. */
function checkComputed(
  { rateBps, of, maxMinor, itemsWhen, per }: Extract<WrittenOption, { readonly kind: "cash" | "credit" | "points" }>,
  path: string,
  event: string,
): RulesProblem[] {
  const problems: RulesProblem[] = [];
  if (rateBps === undefined && (of !== undefined || maxMinor !== undefined)) {
    problems.push({ path, ...fault("not_of_a_rate") });
  }
  if (per !== undefined && rateBps !== undefined) problems.push({ path: `${path}.per`, ...fault("per_of_a_rate") });
  if (itemsWhen !== undefined && of !== ITEMS && per === undefined) {
    problems.push({ path: `${path}.itemsWhen`, ...fault("not_of_items") });
  }
  if (hasOrder(event)) return problems;
  if (per !== undefined) problems.push({ path: `${path}.per`, ...fault("per_without_order") });
  // The shop's own events bring metadata; a signup and a click bring nothing that could be measured.
  const isMeasured = !isTrigger(event) && of?.startsWith(METADATA_PREFIX) === true;
  if (rateBps !== undefined && !isMeasured) problems.push({ path: `${path}.rateBps`, ...fault("rate_without_order") });
  return problems;
}

/** A grant as it is written, in the engine's own form. */
export function grantFrom(written: WrittenGrant): Grant {
  if (written.kind !== "choice") return optionFrom(written);
  const isFree = written.costMinor === 0;
  const [first, ...others] = written.options.map((option) => optionFrom(option, isFree));
  if (first === undefined) throw new Error("a choice has at least two options");
  const { chooseWithinDays, costMinor } = written;
  return { kind: "choice", options: [first, ...others], chooseWithinDays, costMinor: bigintOrNull(costMinor) };
}

/** @param isFree whether the author says that the choice costs nothing, whatever is taken */
function optionFrom(written: WrittenOption, isFree = false): Option {
  switch (written.kind) {
    case "cash":
      return { kind: "cash", amount: amountFrom(written.amountMinor, written) };
    case "credit":
      return { kind: "credit", amount: amountFrom(written.amountMinor, written), ...validityFrom(written) };
    case "points":
      return {
        kind: "points",
        amount: amountFrom(written.amount, written),
        ...validityFrom(written),
        ...costFrom(written, isFree),
      };
    case "discount":
      return {
        kind: "discount",
        percentBps: written.percentBps ?? null,
        amountMinor: bigintOrNull(written.amountMinor),
        ...(written.freeShipping === undefined ? {} : { freeShipping: true as const }),
        minOrderMinor: bigintOrNull(written.minOrderMinor),
        appliesTo: written.appliesTo
          ? { skus: written.appliesTo.skus ?? [], categories: written.appliesTo.categories ?? [] }
          : null,
        validDays: written.validDays ?? null,
        maxUses: written.maxUses ?? 1,
        ...costFrom(written, isFree),
      };
    case "item":
      return {
        kind: "item",
        sku: written.sku,
        quantity: written.quantity,
        ...costFrom(written, isFree),
      };
    default:
      return written satisfies never;
  }
}

function validityFrom({ validDays }: { readonly validDays?: number | undefined }) {
  return validDays === undefined ? {} : { validDays };
}

function costFrom({ costMinor }: { readonly costMinor?: number | undefined }, isFree: boolean): Costed {
  return { costMinor: BigInt(costMinor ?? 0), ...(isFree || costMinor === 0 ? { isFree: true } : {}) };
}

interface WrittenRate {
  readonly rateBps?: number | undefined;
  readonly of?: string | undefined;
  readonly itemsWhen?: unknown;
  readonly maxMinor?: number | undefined;
  readonly per?: "item" | undefined;
}

function amountFrom(fixed: number | undefined, { rateBps, of, itemsWhen, maxMinor, per }: WrittenRate): Amount {
  if (rateBps === undefined) {
    const amountMinor = BigInt(fixed ?? 0);
    if (per === undefined) return { type: "fixed", amountMinor };
    return { type: "each", amountMinor, when: (itemsWhen ?? []) as ConditionList };
  }
  return { type: "rate", rateBps, of: rateBaseFrom(of, itemsWhen), maxMinor: bigintOrNull(maxMinor) };
}

function rateBaseFrom(of: string | undefined, itemsWhen: WrittenRate["itemsWhen"]): RateBase {
  if (of === undefined || of === "order.amountMinor") return { kind: "order" };
  if (of === ITEMS) return { kind: "items", when: (itemsWhen ?? []) as ConditionList };
  return { kind: "metadata", name: of.slice(METADATA_PREFIX.length) };
}

function bigintOrNull(value: number | undefined): bigint | null {
  return value === undefined ? null : BigInt(value);
}
