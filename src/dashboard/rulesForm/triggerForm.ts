import { isTrigger, TRIGGERS } from "../../domain/triggers.ts";
import { WITHIN_STARTS } from "../../domain/within.ts";
import { choiceBox, mappedBox, textBox, wholeBox } from "./boxes.ts";
import type { Box, GroupNode } from "./formNode.ts";
import { boxOf, isObject } from "./formNode.ts";

/** When a rule is asked, as a form. */

const LEFT_OUT = { empty: undefined } as const;
const START_DAYS = 90;
const START_MONTHS = 12;

/** What stands for the shop's own names of events. */
export const OWN_EVENT = "$own";

const triggerBox: Box = mappedBox([...Object.keys(TRIGGERS), OWN_EVENT], {
  knows: (given) => given === undefined || typeof given === "string",
  show: (given) => (typeof given === "string" && isTrigger(given) ? given : OWN_EVENT),
  read: (word, _, was) => {
    if (word !== OWN_EVENT) return word;
    return typeof was === "string" && !isTrigger(was) ? was : "";
  },
});

/** How long a rule gives: in days or in months, one of the two. */
function withinNode(value: unknown): GroupNode {
  const within = isObject(value) ? value : {};
  const isMonths = within.months !== undefined;
  const measure = mappedBox(["days", "months"], {
    knows: isObject,
    show: (given) => (isObject(given) && given.months !== undefined ? "months" : "days"),
    read: (word, _, was) => {
      const { days: __, months: ___, ...rest } = isObject(was) ? was : {};
      return word === "months" ? { months: START_MONTHS, ...rest } : { days: START_DAYS, ...rest };
    },
  });
  return {
    node: "group",
    isOptional: true,
    start: () => ({ months: START_MONTHS, of: "attribution" }),
    extras: { $measure: { box: measure, writes: null, rank: 3 } },
    fields: {
      ...(isMonths ? { months: boxOf(wholeBox()) } : {}),
      ...(!isMonths || within.days !== undefined ? { days: boxOf(wholeBox()) } : {}),
      of: boxOf(choiceBox(WITHIN_STARTS)),
    },
  };
}

/** What a rule listens to, of which purchases, and for how long. */
export function triggerNode(value: unknown): GroupNode {
  const event = isObject(value) ? value.event : null;
  const isOwn = typeof event === "string" && !isTrigger(event);
  return {
    node: "group",
    start: () => ({ event: "conversion" }),
    extras: isOwn ? { "event.$name": { box: textBox(), writes: "event", rank: 0 } } : {},
    fields: {
      event: boxOf(triggerBox),
      nth: {
        node: "group",
        isOptional: true,
        start: () => ({ from: 1 }),
        fields: { from: boxOf(wholeBox()), to: boxOf(wholeBox(LEFT_OUT)) },
      },
      within: { node: "variant", of: withinNode },
    },
  };
}
