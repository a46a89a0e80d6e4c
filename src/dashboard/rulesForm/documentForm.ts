import { APPROVALS, SALES_MEASURES } from "../../domain/eligibility.ts";
import {
  BUDGET_PERIODS,
  FRIEND_NAMES,
  LIMIT_PERIODS,
  MAX_ANCESTOR,
  TIER_MEASURES,
  TIER_PERIODS,
} from "../../domain/rules.ts";
import { MAX_LIMITS, MAX_RULES, MAX_STEPS } from "../../domain/rulesSchema.ts";
import { choiceBox, listBox, mappedBox, moneyBox, percentBox, textBox, wholeBox, yesNoBox } from "./boxes.ts";
import { conditionList, qualifyingList } from "./conditionForm.ts";
import type { Box, FormSetting, GroupNode, Json, ListNode } from "./formNode.ts";
import { boxOf, isObject } from "./formNode.ts";
import { currencyBox, grantNode, newGrant, wholeUnits } from "./grantForm.ts";
import { triggerNode } from "./triggerForm.ts";

/** The whole document as a form. Every property that `domain/rulesSchema.ts` allows has its place here. */

const LEFT_OUT = { empty: undefined } as const;
const START_DAYS = 90;
const START_STEP = 5;
const START_FRIENDS = 3;

const attribution: GroupNode = {
  node: "group",
  start: () => ({}),
  fields: {
    model: boxOf(choiceBox(["last_touch", "first_touch"])),
    windowDays: boxOf(wholeBox()),
    creditWindowDays: boxOf(wholeBox({ empty: null })),
    lateEntryDays: boxOf(wholeBox()),
    newCustomersOnly: boxOf(yesNoBox()),
    graceMinutes: boxOf(wholeBox({ empty: undefined })),
    binds: boxOf(choiceBox(["friend", "order"], "friend")),
    friendNames: boxOf(choiceBox(FRIEND_NAMES, "none")),
  },
};

/**
 * What is counted or summed up: where it changes between the two, a number of conversions becomes as many whole units
 * of money, and not so many pennies.
 */
function measureBox(choices: readonly string[], scale: (group: Json, by: (n: unknown) => unknown) => Json): Box {
  return mappedBox(choices, {
    knows: (group) => isObject(group) && (group.by === undefined || typeof group.by === "string"),
    show: (group) => (isObject(group) && typeof group.by === "string" ? group.by : ""),
    read: (by, setting, was) => {
      const group = isObject(was) ? was : {};
      const unit = wholeUnits(1, setting);
      const factor = (by === "revenue" ? unit : 1) / (group.by === "revenue" ? unit : 1);
      const scaled = (n: unknown) => (typeof n === "number" ? Math.max(1, Math.round(n * factor)) : n);
      return { ...scale(group, scaled), by };
    },
  });
}

function minimumNode(value: unknown): GroupNode {
  const isRevenue = isObject(value) && value.by === "revenue";
  const box = measureBox(SALES_MEASURES, (group, by) => ({ ...group, atLeast: by(group.atLeast) }));
  return {
    node: "group",
    isOptional: true,
    start: () => ({ by: "conversions", atLeast: 1, withinDays: START_DAYS }),
    extras: { by: { box, writes: null, rank: 4 } },
    fields: { atLeast: boxOf(isRevenue ? moneyBox() : wholeBox()), withinDays: boxOf(wholeBox()) },
  };
}

const eligibility: GroupNode = {
  node: "group",
  start: () => ({ approval: "open" }),
  fields: {
    approval: boxOf(choiceBox(APPROVALS, "open")),
    segments: boxOf(listBox(LEFT_OUT)),
    sampleBps: boxOf(percentBox(LEFT_OUT)),
    minimum: { node: "variant", of: minimumNode },
  },
};

function budgetNode(setting: FormSetting): GroupNode {
  const start = { amountMinor: wholeUnits(1_000, setting), currency: setting.currency };
  return {
    node: "group",
    isOptional: true,
    start: () => ({ ...start, period: "month", onExhausted: "skip" }),
    fields: {
      amountMinor: boxOf(moneyBox()),
      currency: currencyBox(setting),
      period: boxOf(choiceBox(BUDGET_PERIODS)),
      onExhausted: boxOf(choiceBox(["skip", "pause_program"])),
    },
  };
}

const payouts: GroupNode = {
  node: "group",
  isOptional: true,
  start: () => ({ firstFriends: START_FRIENDS }),
  fields: { firstFriends: boxOf(wholeBox()) },
};

const ancestors = Array.from({ length: MAX_ANCESTOR - 1 }, (_, index) => `ancestor:${index + 2}`);

const recipientBox: Box = mappedBox(["advocate", "friend", "actor", ...ancestors], {
  knows: (given) => typeof given === "string" || (isObject(given) && Object.keys(given).join() === "ancestor"),
  show: (given) => (isObject(given) ? `ancestor:${given.ancestor}` : String(given ?? "")),
  read: (word) => (word.startsWith("ancestor:") ? { ancestor: Number(word.slice("ancestor:".length)) } : word),
});

const ROLLING = "rolling";

const windowBox: Box = mappedBox([...TIER_PERIODS, ROLLING], {
  knows: (given) => typeof given === "string" || (isObject(given) && Object.keys(given).join() === "rollingDays"),
  show: (given) => (isObject(given) ? ROLLING : String(given ?? "")),
  read: (word, _, was) => {
    if (word !== ROLLING) return word;
    return isObject(was) ? was : { rollingDays: START_DAYS };
  },
});

/** The days of a window that moves along. */
function rollingBox(): Box {
  const box = wholeBox();
  return {
    ...box,
    knows: isObject,
    show: (window, setting) => (isObject(window) ? box.show(window.rollingDays, setting) : ""),
    read: (text, setting, was) => {
      const read = box.read(text, setting, was);
      return read.ok ? { ok: true, value: { rollingDays: read.value } } : read;
    },
  };
}

/** Another step: as the last one, from further on. */
function nextStep(isRevenue: boolean, setting: FormSetting, steps: readonly unknown[]): Json {
  const last = steps.at(-1);
  const stride = isRevenue ? wholeUnits(100, setting) : START_STEP;
  if (!isObject(last)) return { from: stride, grant: newGrant(setting) };
  return { ...last, from: typeof last.from === "number" ? last.from + stride : stride };
}

function tiersNode(value: unknown, rule: Json): GroupNode {
  const tiers = isObject(value) ? value : {};
  const isRevenue = tiers.by === "revenue";
  const isRolling = isObject(tiers.window);
  const by = measureBox(TIER_MEASURES, (group, scaled) => {
    const steps: readonly unknown[] = Array.isArray(group.steps) ? group.steps : [];
    return { ...group, steps: steps.map((step) => (isObject(step) ? { ...step, from: scaled(step.from) } : step)) };
  });
  return {
    node: "group",
    isOptional: true,
    start: (setting) => ({
      by: "conversions",
      window: "lifetime",
      steps: [{ from: START_STEP, grant: rule.grant ?? newGrant(setting) }],
    }),
    extras: {
      by: { box: by, writes: null, rank: 4 },
      ...(isRolling ? { "window.rollingDays": { box: rollingBox(), writes: "window", rank: 0 } } : {}),
    },
    fields: {
      window: boxOf(windowBox),
      steps: {
        node: "list",
        least: 1,
        most: MAX_STEPS,
        starts: { one: (setting, steps) => nextStep(isRevenue, setting, steps) },
        member: {
          node: "group",
          start: () => ({}),
          fields: { from: boxOf(isRevenue ? moneyBox() : wholeBox()), grant: grantNode },
        },
      },
    },
  };
}

function limitNode(value: unknown, isPoints: boolean): GroupNode {
  const limit = isObject(value) ? value : {};
  const isSum = limit.amountMinor !== undefined;
  const measure = mappedBox(["count", "sum"], {
    knows: isObject,
    show: (given) => (isObject(given) && given.amountMinor !== undefined ? "sum" : "count"),
    read: (word, setting, was) => {
      const { count: _, amountMinor: __, ...rest } = isObject(was) ? was : {};
      if (word === "count") return { ...rest, count: 1 };
      return { ...rest, amountMinor: isPoints ? 100 : wholeUnits(100, setting) };
    },
  });
  return {
    node: "group",
    start: () => ({}),
    extras: { $measure: { box: measure, writes: null, rank: 3 } },
    fields: {
      per: boxOf(choiceBox(["recipient", "referral"])),
      period: boxOf(choiceBox(LIMIT_PERIODS)),
      ...(isSum ? { amountMinor: boxOf(isPoints ? wholeBox() : moneyBox()) } : {}),
      ...(!isSum || limit.count !== undefined ? { count: boxOf(wholeBox()) } : {}),
    },
  };
}

const limitsOf = (isPoints: boolean): ListNode => ({
  node: "list",
  least: 0,
  most: MAX_LIMITS,
  starts: { one: () => ({ per: "recipient", period: "month", count: 1 }) },
  member: { node: "variant", of: (value) => limitNode(value, isPoints) },
});

/** Whether the sums of a rule are points and not money. */
function givesPoints({ grant }: Json): boolean {
  if (!isObject(grant)) return false;
  const option: unknown = grant.kind === "choice" && Array.isArray(grant.options) ? grant.options[0] : grant;
  return isObject(option) && option.kind === "points";
}

function ruleNode(value: unknown): GroupNode {
  const rule = isObject(value) ? value : {};
  return {
    node: "group",
    start: () => ({}),
    fields: {
      recipient: boxOf(recipientBox),
      on: { node: "variant", of: triggerNode },
      when: conditionList,
      grant: grantNode,
      tiers: { node: "variant", of: (tiers) => tiersNode(tiers, rule) },
      limits: limitsOf(givesPoints(rule)),
      holdDays: boxOf(wholeBox(LEFT_OUT)),
      onRefund: boxOf(choiceBox(["", "proportional", "unqualify", "keep"])),
      group: boxOf(textBox(LEFT_OUT)),
      id: boxOf(textBox()),
    },
  };
}

/** A rule under a name that no other has yet. */
function newRule(setting: FormSetting, rules: readonly unknown[]): Json {
  const taken = new Set(rules.map((rule) => (isObject(rule) ? rule.id : null)));
  let n = 1;
  while (taken.has(`reward-${n}`)) n += 1;
  return { id: `reward-${n}`, recipient: "advocate", on: { event: "conversion" }, grant: newGrant(setting) };
}

const rewards: ListNode = {
  node: "list",
  isById: true,
  least: 0,
  most: MAX_RULES,
  starts: { one: newRule },
  member: { node: "variant", of: ruleNode },
};

/** What needs no box: the schema's version is raised by the upgrades alone. */
export const WITHOUT_BOX = ["schemaVersion"];

/** The form of a document. */
export const documentNode = (setting: FormSetting): GroupNode => ({
  node: "group",
  start: () => ({}),
  fields: { rewards, qualifies: qualifyingList, attribution, eligibility, budget: budgetNode(setting), payouts },
});
