import { minorDigits } from "../../domain/currencies.ts";
import { metadataName } from "../../domain/fields.ts";
import { MAX_OPTIONS } from "../../domain/rulesSchema.ts";
import { listBox, mappedBox, moneyBox, percentBox, textBox, wholeBox } from "./boxes.ts";
import { itemConditionList, METADATA_CHOICE, nameBox } from "./conditionForm.ts";
import type { Box, ExtraBox, FormNode, FormSetting, GroupNode, Json, VariantNode } from "./formNode.ts";
import { boxOf, isObject } from "./formNode.ts";

/** What a rule gives, as a form: its kind, an amount or a share in its place, and what belongs to the kind. */

const LEFT_OUT = { empty: undefined } as const;
const ITEMS = "items.amountMinor";
const ORDER = "order.amountMinor";
const OPTION_KINDS = ["cash", "credit", "points", "discount", "item"];

/** So many whole units of the currency. */
export function wholeUnits(units: number, { currency }: FormSetting): number {
  return units * 10 ** minorDigits(currency);
}

/** The currency is the program's: it can only be set to that. */
export function currencyBox({ currency }: FormSetting): FormNode {
  const box = textBox(LEFT_OUT);
  return { node: "box", isQuiet: true, box: { ...box, type: "choice", choices: [currency] } };
}

/** The measure says it: this box only holds the place of what is wrong with it. */
const perBox: FormNode = {
  node: "box",
  isQuiet: true,
  box: { ...textBox(LEFT_OUT), type: "choice", choices: ["item"] },
};

const shippingBox: FormNode = {
  node: "box",
  isQuiet: true,
  box: mappedBox(["true"], { knows: (value) => value === true, show: String, read: (word) => word === "true" }),
};

const baseBox: Box = mappedBox([ORDER, ITEMS, METADATA_CHOICE], {
  knows: (of) => of === undefined || typeof of === "string",
  show: (of) => {
    if (of === undefined) return ORDER;
    return metadataName(String(of)) === null ? String(of) : METADATA_CHOICE;
  },
  read: (word, _, was) => (word === METADATA_CHOICE ? `event.metadata.${metadataName(String(was)) ?? ""}` : word),
});

/** Leaves properties out. */
function without(group: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(group).filter(([name]) => !names.includes(name)));
}

/** Which properties say how much, by the kind of a grant: a fixed sum, and a share of something. */
const SUMS: Readonly<Record<string, { readonly sum: string; readonly share: string }>> = {
  cash: { sum: "amountMinor", share: "rateBps" },
  credit: { sum: "amountMinor", share: "rateBps" },
  points: { sum: "amount", share: "rateBps" },
  discount: { sum: "amountMinor", share: "percentBps" },
};

/** What is spent in the shop, and may expire before that. */
const SPENT: readonly string[] = ["credit", "points"];

/** A fixed sum, one for each piece, or a share: changing one for another leaves nothing behind that would not belong to it. */
function measureBox(kind: string): Box {
  const { sum = "", share = "" } = SUMS[kind] ?? {};
  const measures = share === "rateBps" ? ["sum", "each", "share"] : ["sum", "share", "shipping"];
  return mappedBox(measures, {
    knows: isObject,
    show: (grant) => {
      if (isObject(grant) && grant[share] !== undefined) return "share";
      if (isObject(grant) && grant.freeShipping !== undefined) return "shipping";
      return isObject(grant) && grant.per !== undefined ? "each" : "sum";
    },
    read: (word, setting, was) => {
      const grant = isObject(was) ? was : {};
      if (word === "share" || word === "shipping") {
        const measured = word === "share" ? { [share]: 1_000 } : { freeShipping: true };
        return { ...without(grant, sum, share, "freeShipping", "currency", "per", "itemsWhen"), ...measured };
      }
      const rest = without(grant, share, "freeShipping", "of", "itemsWhen", "maxMinor", "per");
      const amount = grant[sum] === undefined ? fixedSum(kind, setting) : {};
      return { ...rest, ...amount, ...(word === "each" ? { per: "item" } : {}) };
    },
  });
}

function fixedSum(kind: string, setting: FormSetting): Json {
  if (kind === "points") return { amount: 100 };
  return { amountMinor: wholeUnits(10, setting), currency: setting.currency };
}

function startOf(kind: string, setting: FormSetting): Json {
  switch (kind) {
    case "item":
      return { kind, sku: "", quantity: 1 };
    case "discount":
      return { kind, percentBps: 1_000, validDays: 30 };
    case "choice":
      return {
        kind,
        options: [startOf("credit", setting), startOf("points", setting)],
        chooseWithinDays: 30,
      };
    default:
      return { kind, ...fixedSum(kind, setting) };
  }
}

/** What a grant of one kind has that one of another can keep. */
function kept(was: Json, kind: string): Json {
  const from = SUMS[String(was.kind)];
  const to = SUMS[kind];
  const isMoney = (name: unknown) => name !== "points";
  const names = kind === "cash" || kind === "credit" ? [] : ["costMinor"];
  if (SPENT.includes(kind) && SPENT.includes(String(was.kind))) names.push("validDays");
  if (from !== undefined && to !== undefined) {
    const isShare = was[from.share] !== undefined;
    if (isShare && from.share === to.share) names.push(from.share, "of", "itemsWhen");
    if (isShare && from.share === to.share && isMoney(was.kind) === isMoney(kind)) names.push("maxMinor");
    if (!isShare && from.sum === to.sum) names.push(from.sum, "currency");
    if (!isShare && from.share === to.share) names.push("per", "itemsWhen");
  }
  return Object.fromEntries(Object.entries(was).filter(([name]) => names.includes(name)));
}

/** A grant of another kind. */
function ofKind(was: Json, kind: string, setting: FormSetting): Json {
  if (kind === "choice") {
    return { ...startOf(kind, setting), options: [was, startOf(was.kind === "points" ? "credit" : "points", setting)] };
  }
  const options = was.kind === "choice" && Array.isArray(was.options) ? was.options.filter(isObject) : [];
  const option = options.find((one) => one.kind === kind);
  if (option !== undefined) return option;
  const same = kept(was, kind);
  const measures = SUMS[kind];
  const saysHowMuch = measures !== undefined && (measures.sum in same || measures.share in same);
  return saysHowMuch ? { kind, ...same } : { ...startOf(kind, setting), ...same };
}

function kindBox(kinds: readonly string[]): Box {
  return mappedBox(kinds, {
    knows: (grant) => isObject(grant) && (grant.kind === undefined || typeof grant.kind === "string"),
    show: (grant) => (isObject(grant) && typeof grant.kind === "string" ? grant.kind : ""),
    read: (kind, setting, was) => ofKind(isObject(was) ? was : {}, kind, setting),
  });
}

function shareFields(grant: Json, isPoints: boolean): Record<string, FormNode> {
  const hasItems = grant.of === ITEMS || grant.itemsWhen !== undefined;
  return {
    of: boxOf(baseBox),
    ...(hasItems ? { itemsWhen: itemConditionList } : {}),
    maxMinor: boxOf(isPoints ? wholeBox(LEFT_OUT) : moneyBox(LEFT_OUT)),
  };
}

/** The boxes of how much: those of the measure in use, and whatever else is written. */
function sumFields(grant: Json, kind: string, setting: FormSetting): Record<string, FormNode> {
  const { sum = "", share = "" } = SUMS[kind] ?? {};
  const isShare = grant[share] !== undefined;
  const isPoints = kind === "points";
  const isShipping = grant.freeShipping !== undefined;
  const hasSum = (!isShare && !isShipping) || grant[sum] !== undefined;
  const isEach = share === "rateBps" && grant.per !== undefined;
  const hasItemsOfRate = "itemsWhen" in grant && !isEach;
  const ofRate = share === "rateBps" && (isShare || "of" in grant || "maxMinor" in grant || hasItemsOfRate);
  return {
    ...(hasSum ? { [sum]: boxOf(isPoints ? wholeBox() : moneyBox()) } : {}),
    ...(isEach ? { per: perBox, itemsWhen: itemConditionList } : {}),
    ...(isShare ? { [share]: boxOf(percentBox()) } : {}),
    ...(isShipping ? { freeShipping: shippingBox } : {}),
    ...(ofRate ? shareFields(grant, isPoints) : {}),
    ...(isPoints || ((isShare || isShipping) && grant.currency === undefined)
      ? {}
      : { currency: currencyBox(setting) }),
  };
}

const costs = { costMinor: boxOf(moneyBox(LEFT_OUT)) };
const validity = { validDays: boxOf(wholeBox(LEFT_OUT)) };
const appliesTo: GroupNode = {
  node: "group",
  start: () => ({}),
  isPruned: true,
  fields: { skus: boxOf(listBox(LEFT_OUT)), categories: boxOf(listBox(LEFT_OUT)) },
};

function fieldsOf(grant: Json, kind: string, setting: FormSetting): Record<string, FormNode> {
  switch (kind) {
    case "cash":
      return sumFields(grant, kind, setting);
    case "credit":
      return { ...sumFields(grant, kind, setting), ...validity };
    case "points":
      return { ...sumFields(grant, kind, setting), ...validity, ...costs };
    case "discount":
      return {
        ...sumFields(grant, kind, setting),
        minOrderMinor: boxOf(moneyBox(LEFT_OUT)),
        appliesTo,
        ...validity,
        maxUses: boxOf(wholeBox(LEFT_OUT)),
        ...costs,
      };
    case "item":
      return { sku: boxOf(textBox()), quantity: boxOf(wholeBox()), ...costs };
    case "choice":
      return {
        options: {
          node: "list",
          member: optionNode,
          least: 2,
          most: MAX_OPTIONS,
          starts: { one: (set) => startOf("points", set) },
        },
        chooseWithinDays: boxOf(wholeBox()),
        ...costs,
      };
    default:
      return {};
  }
}

function nodeOf(value: unknown, setting: FormSetting, kinds: readonly string[]): GroupNode {
  const grant = isObject(value) ? value : {};
  const kind = String(grant.kind);
  const hasName = typeof grant.of === "string" && metadataName(grant.of) !== null;
  const extras: Record<string, ExtraBox> = {
    kind: { box: kindBox(kinds), writes: null, rank: 4 },
    ...(kind in SUMS ? { $measure: { box: measureBox(kind), writes: null, rank: 3 } } : {}),
    ...(hasName ? { "of.$name": { box: nameBox(), writes: "of", rank: 0 } } : {}),
  };
  return { node: "group", start: () => startOf("credit", setting), fields: fieldsOf(grant, kind, setting), extras };
}

/** One of a choice, which can't be a choice itself. */
const optionNode: VariantNode = { node: "variant", of: (value, setting) => nodeOf(value, setting, OPTION_KINDS) };

export const grantNode: VariantNode = {
  node: "variant",
  of: (value, setting) => nodeOf(value, setting, [...OPTION_KINDS, "choice"]),
};

/** What a rule gives that was just added. */
export const newGrant = (setting: FormSetting): Json => startOf("credit", setting);
