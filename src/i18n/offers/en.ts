import type { OfferTexts } from "./offerTexts.ts";

export const en: OfferTexts<"one" | "other"> = {
  frames: {
    you: "you get {reward} {occasion}",
    friend: "your friend gets {reward} {occasion}",
    inviter: "the friend who invited you gets {reward} {occasion}",
  },
  otherwise: "Otherwise {line}",
  theirs: {
    signup: "for each {friend} who signs up",
    conversion: "for each {friend} who buys",
    conversionLeast: "for each {friend} who buys for at least {least}",
    purchase: "for every purchase of a {friend}",
    purchaseLeast: "for every purchase of a {friend} of at least {least}",
    further: "for every further purchase of a {friend}",
    nthFrom: "for every purchase of a {friend} from number {from} on",
    nthOnly: "for purchase number {from} of a {friend}",
    nthRange: "for purchases number {from} to {to} of a {friend}",
    lead: "for every enquiry of a {friend}",
    click: "for every visit through the link",
    custom: "for every “{event}” of a {friend}",
  },
  own: {
    signup: "for signing up",
    conversion: "with the first purchase",
    conversionLeast: "with the first purchase of at least {least}",
    purchase: "with every purchase",
    purchaseLeast: "with every purchase of at least {least}",
    further: "with every further purchase",
    nthFrom: "with every purchase from number {from} on",
    nthOnly: "with purchase number {from}",
    nthRange: "with purchases number {from} to {to}",
    lead: "for every enquiry",
    click: "for every visit through the link",
    custom: "for every “{event}”",
  },
  circles: { friend: "friend", beyond: "friend of a friend" },
  notes: {
    leastOrder: "orders of at least {least}",
    conditions: "conditions apply",
    within: {
      attribution: {
        days: { by: "count", forms: { one: "for {count} day after joining", other: "for {count} days after joining" } },
        months: {
          by: "count",
          forms: { one: "for {count} month after joining", other: "for {count} months after joining" },
        },
      },
      conversion: {
        days: {
          by: "count",
          forms: { one: "for {count} day after the first order", other: "for {count} days after the first order" },
        },
        months: {
          by: "count",
          forms: { one: "for {count} month after the first order", other: "for {count} months after the first order" },
        },
      },
    },
    month: "counted by month",
    quarter: "counted by quarter",
    year: "counted by year",
    rolling: { by: "count", forms: { one: "counted over {count} day", other: "counted over {count} days" } },
  },
  steps: {
    conversions: {
      by: "count",
      forms: { one: "From {count} friend on: {reward}", other: "From {count} friends on: {reward}" },
    },
    signups: {
      by: "count",
      forms: {
        one: "Once {count} friend has signed up: {reward}",
        other: "Once {count} friends have signed up: {reward}",
      },
    },
    revenue: "Once friends have bought for {amount}: {reward}",
  },
  headlines: {
    both: "Give {friend}, get {advocate}",
    advocateOnly: "Invite friends, get {advocate}",
    friendOnly: "Give your friends {friend}",
    none: "Invite your friends",
    welcome: "A friend is giving you {friend}",
    welcomeOnly: "A friend has invited you",
  },
};
