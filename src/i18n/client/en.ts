import type { ClientSentences } from "./clientSentences.ts";

/** What customers are told in the elements and pages besides their fixed texts. */
export const en: ClientSentences<"one" | "other"> = {
  problemSignIn: "Please sign in again.",
  problemTooMany: "Too many tries. Please wait a minute.",
  problemTryAgain: "This can't be done right now. Please try again in a moment.",
  problemInvalid: "Something here isn't right. Please check it.",
  problemUnknownProgram: "There is no offer to share here at the moment.",
  problemCodeTaken: "This code is taken. Please choose another one.",
  problemCodeUnfit: "This code can't be used. Please choose another one.",
  problemCodeCharacters: "A code has letters and digits. Between them you may put spaces, hyphens or dots.",
  problemCodeLength: "A code has 2 to 40 letters or digits.",
  problemCodeScripts: "This code mixes letters of two alphabets. Please use one of them.",
  problemTooManyCodes: "You can't have any more codes.",
  problemEnteredBefore: "You have entered this code before.",
  problemChoiceOver: "This can't be chosen any more.",
  problemOther: "Something went wrong. Please try again.",

  standingApplicationRequired: "You can apply to take part in this program.",
  standingApplicationPending: "We have your application and will look at it soon.",
  standingApplicationRefused: "Your application was not accepted.",
  standingLapsedFriends: {
    by: "count",
    forms: {
      one: "To stay an advocate you needed {count} friend who bought within {time}.",
      other: "To stay an advocate you needed {count} friends who bought within {time}.",
    },
  },
  standingLapsedRevenue: "To stay an advocate, your friends' purchases had to come to {least} within {time}.",
  standingBroughtFriends: {
    by: "count",
    forms: { one: "{count} friend bought.", other: "{count} friends bought." },
  },
  standingBroughtRevenue: "They came to {amount}.",
  standingBroughtLess: "They came to less.",
  standingApplyAgain: "You can apply again now.",
  standingNotInSegment: "This program is for selected customers.",
  standingNotSampled: "This program is being tried out with some of our customers. You can't take part yet.",
  standingProgramNotActive: "This program isn't taking new friends at the moment.",
  standingProgramPaused: "This program is paused, so invitations don't count at the moment.",
  standingProgramEnded: "This program has ended, so new invitations don't count.",
  standingProgramStarts: "This program starts on {day}",
  standingCodeDisabled:
    "The shop has switched your code off, so your link doesn't work at the moment. Please ask the shop about it.",
  standingCodeOver: "Your code can't be used any more, so your link doesn't work. Please ask the shop for a new one.",
  standingBlocked: "You can't take part in this program. If you think that is a mistake, please ask the shop.",

  shareSubject: "An invitation to {shop}",
  shareMessage: "I'd like to invite you to {shop}. {offer}",
  shareMessagePlain: "I'd like to invite you to {shop}.",

  progressConversions: {
    by: "count",
    forms: {
      one: "{reward} each from your {nth} friend who buys: {count} more to go",
      other: "{reward} each from your {nth} friend who buys: {count} more to go",
    },
  },
  progressSignups: {
    by: "count",
    forms: {
      one: "{reward} each from your {nth} friend who joins: {count} more to go",
      other: "{reward} each from your {nth} friend who joins: {count} more to go",
    },
  },
  progressTop: "You are on the top level: {reward}",
  progressRevenue: "Once purchases by your friends reach {from}, {reward} for each",

  friendLabel: "Friend {number}",
  friendJoined: "Joined on {day}",
  friendExpired: "Joined on {day} and didn't buy in time",
  friendBought: "First purchase on {day}",
  friendRejected: "Not accepted",

  rewardPending: "Pending until {day}",
  rewardDue: "About to be approved",
  rewardInReview: "Being checked",
  rewardApproved: "Available",
  rewardFulfilled: "Given out",
  rewardVoided: "Cancelled",
  rewardClawedBack: "Taken back",

  couponPercent: "{percent} off",
  couponPercentFrom: "{percent} off orders of {least} or more",
  couponAmount: "{amount} off",
  couponAmountFrom: "{amount} off orders of {least} or more",
  couponShipping: "Free shipping",
  couponShippingFrom: "Free shipping on orders of {least} or more",
  couponUntil: "Valid until {day}",
  expiresNext: "Expires on {day} unless spent: {reward}",
  payoutUnderWay: "On its way to you: {reward}",
  payoutPrepared: "The payout of {day} is being prepared",
  payoutNext: "Next payout: {day}",
  payoutNextOf: "Next payout: {day}, of rewards approved before {until}",
  payoutMissing: "Paid out from {least} on: {missing} more to go",

  choiceUntil: "Choose your reward by {day}",
  choiceMade: "Your choice is saved: {reward}",

  codeAccepted: "This code is valid.",
  codeTooLate: "It is too late to enter a code.",
  redeemed: "Your friend's invitation is applied. Welcome!",
};
