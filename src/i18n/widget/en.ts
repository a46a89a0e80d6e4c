/** What the elements for shops say in English. Placeholders in braces are filled by the elements. */
export const en = {
  offlineTitle: "You're offline",
  errorTitle: "This didn't load",
  retry: "Try again",
  openPanel: "Invite friends",
  close: "Close",
  thanks: "Thank you for your order!",
  youGet: "You get",
  friendGets: "Your friend gets",

  signInTitle: "Sign in to share",
  signInText: "Sign in to get your own link and to see what you have earned.",
  signIn: "Sign in",

  linkLabel: "Your link",
  copyLink: "Copy link",
  copied: "Copied",
  copyByHand: "Select the text and copy it.",
  yourCode: "Your code",
  shareTitle: "Share it",
  share: "Share…",
  shareVia: "Share by {channel}",
  channelEmail: "E-mail",
  channelSms: "Text message",
  newWindow: "opens in a new window",
  showQr: "Show QR code",
  qrLabel: "QR code of your link",

  progressTitle: "Your next step",
  progressValue: "{position} of {next}",
  friendsTitle: "Your friends",
  friendsEmpty: "Nobody has joined yet. Share your link to get started.",
  friendsShown: "The latest {shown} of {count}",
  why: "Why is something missing?",
  pending: "Pending",
  available: "Available",
  paid: "Paid",

  couponsTitle: "Your coupons",
  copyCoupon: "Copy the coupon {code}",
  choicesTitle: "Choose your reward",
  choose: "Choose",
  chosen: "Your choice is saved.",

  vanityTitle: "A code of your own",
  vanityLabel: "Choose a code that friends remember",
  vanityHint: "3 to 32 letters A to Z and digits",
  save: "Save",
  vanitySaved: "Saved. Your link has your new code.",
  apply: "Apply",
  applied: "We have your application.",
  failed: "That didn't work. Please try again.",

  codeLabel: "Referral code",
  codeApply: "Apply",
  codeChecking: "Checking the code…",
  codeApplied: "The code is applied.",
  codeRemove: "Remove",
  codeUnchecked: "We can't check the code right now. Please try again.",
  codeOffline: "You're offline. The code will be checked when you're back.",
} as const;

export type WidgetTextKey = keyof typeof en;
/** Every text of the elements in one language. They travel with the panel, and a tenant may replace any of them. */
export type WidgetTexts = Readonly<Record<WidgetTextKey, string>>;
