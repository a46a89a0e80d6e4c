import type { OfferTexts } from "./offerTexts.ts";

export const en: OfferTexts<"one" | "other"> = {
  frames: {
    you: "you get {reward} {occasion}",
    friend: "your friend gets {reward} {occasion}",
    headed: "{reward} {occasion}",
  },
  otherwise: "Otherwise {line}",
  theirs: {
    signup: "for each {friend} who signs up",
    conversion: "for each {friend} who buys",
    conversionLeast: "for each {friend} who buys for at least {least}",
    purchase: "for every purchase of a {friend}",
    purchaseLeast: "for every purchase of a {friend} of at least {least}",
    further: "for every further purchase of a {friend}",
    nthFrom: "for every purchase of a {friend} from the {from} on",
    nthOnly: "for the {from} purchase of a {friend}",
    nthRange: "for the {from} to {to} purchases of a {friend}",
    lead: "each time a {friend} enquires",
    click: "for every visitor through the link, once a day",
    custom: "for every “{event}” of a {friend}",
    customUnnamed: "for certain actions of a {friend}",
  },
  own: {
    signup: "for signing up",
    conversion: "with the first purchase",
    conversionLeast: "with the first purchase of at least {least}",
    purchase: "with every purchase",
    purchaseLeast: "with every purchase of at least {least}",
    further: "with every further purchase",
    nthFrom: "with every purchase from the {from} on",
    nthOnly: "with the {from} purchase",
    nthRange: "with the {from} to {to} purchases",
    lead: "for every enquiry",
    click: "for every visitor through the link, once a day",
    custom: "for every “{event}”",
    customUnnamed: "for certain actions",
  },
  yours: {
    signup: "when you sign up",
    conversion: "when you make your first purchase",
    conversionLeast: "when you make your first purchase of at least {least}",
    purchase: "each time you buy",
    purchaseLeast: "each time you buy for at least {least}",
    further: "each time you buy again",
    some: "for some of your purchases",
  },
  circles: { friend: "friend", beyond: "friend of a friend" },
  notes: {
    leastOrder: "orders of at least {least}",
    mostOrder: "orders of at most {most}",
    hold: { by: "count", forms: { one: "available after {count} day", other: "available after {count} days" } },
    firstFriends: {
      by: "count",
      forms: {
        one: "first paid out once {count} friend has bought",
        other: "first paid out once {count} friends have bought",
      },
    },
    limits: {
      day: "at most {most} a day",
      month: "at most {most} a month",
      year: "at most {most} a year",
      lifetime: "at most {most} in all",
    },
    times: { by: "count", forms: { one: "once", other: "{count} times" } },
    perFriend: "{limit} for one friend",
    conditions: "conditions apply",
    within: {
      attribution: {
        days: { by: "count", forms: { one: "within {count} day of joining", other: "within {count} days of joining" } },
        months: {
          by: "count",
          forms: { one: "within {count} month of joining", other: "within {count} months of joining" },
        },
      },
      conversion: {
        days: {
          by: "count",
          forms: { one: "within {count} day of the first order", other: "within {count} days of the first order" },
        },
        months: {
          by: "count",
          forms: { one: "within {count} month of the first order", other: "within {count} months of the first order" },
        },
      },
    },
    month: "counted by month",
    quarter: "counted by quarter",
    year: "counted by year",
    rolling: { by: "count", forms: { one: "counting the last {count} day", other: "counting the last {count} days" } },
  },
  steps: {
    conversions: "From your {nth} friend on: {reward}",
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
