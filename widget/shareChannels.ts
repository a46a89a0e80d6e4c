import type { Texts } from "./contract.ts";

/** Where a link can be shared, in the order that fits the device and the country. Pure. */

export type Channel = "native" | "whatsapp" | "telegram" | "x" | "facebook" | "email" | "sms" | "linkedin";

/**
 * What people of a country reach for first. The time zone says where a device is; its language often does not,
 * so the language's region only counts where the zone says nothing.
 *
 * | habit    | where                                              | order                                       |
 * |----------|----------------------------------------------------|---------------------------------------------|
 * | telegram | Ukraine, Uzbekistan, Russia, Caucasus, Central Asia | Telegram, WhatsApp, Facebook, e-mail, ...   |
 * | sms      | USA, Canada, Australia, New Zealand                | text message, e-mail, Facebook, WhatsApp, ... |
 * | whatsapp | everywhere else, Israel and Europe among them      | WhatsApp, Facebook, e-mail, Telegram, ...   |
 */
const ORDERS: Readonly<Record<Habit, readonly Channel[]>> = {
  telegram: ["telegram", "whatsapp", "facebook", "email", "sms", "x", "linkedin"],
  sms: ["sms", "email", "facebook", "whatsapp", "x", "linkedin", "telegram"],
  whatsapp: ["whatsapp", "facebook", "email", "telegram", "sms", "x", "linkedin"],
};

type Habit = "telegram" | "sms" | "whatsapp";

/** The larger time zones of each, by how their names begin, as far as it takes to tell them from all others; then the regions. */
const HABITS: ReadonlyArray<readonly [Habit, RegExp]> = [
  [
    "telegram",
    /^(Europe\/(Chi|Ki|Ky|Min|Mos|Sama)|Asia\/(Al|Bak|Bis|Dus|Kr|No|Om|Samar|Tas|Tb|Vl|Ye)|(UA|UZ|RU|BY|KZ|KG|TJ|AM|AZ|GE|MD)$)/,
  ],
  ["sms", /^(America\/(Chicago|Den|Det|Los|New_|Pho|Tor|Van)|Pacific\/(Ho|Au)|Australia|(US|CA|AU|NZ)$)/],
];

export interface Device {
  /** Held in the hand: it can send text messages, and its share sheet is where people look first. */
  readonly isPhone: boolean;
  readonly canShare: boolean;
  /** Of the IANA database; empty when it is not known. */
  readonly timeZone: string;
  /** BCP 47, such as `en-GB`. */
  readonly locale: string;
}

export function channelOrder({ isPhone, canShare, timeZone, locale }: Device): readonly Channel[] {
  const order = ORDERS[habitOf(timeZone, locale)].filter((channel) => isPhone || channel !== "sms");
  if (!canShare) return order;
  return isPhone ? ["native", ...order] : [...order, "native"];
}

function habitOf(timeZone: string, locale: string): Habit {
  const place = /^(?!Etc)\w+\//.test(timeZone) ? timeZone : (/-([A-Z]{2})\b/.exec(locale)?.[1] ?? "");
  return HABITS.find(([, places]) => places.test(place))?.[0] ?? "whatsapp";
}

export function channelNames(texts: Texts): Readonly<Record<Channel, string | undefined>> {
  return {
    native: texts.share,
    whatsapp: "WhatsApp",
    telegram: "Telegram",
    x: "X",
    facebook: "Facebook",
    linkedin: "LinkedIn",
    email: texts.channelEmail,
    sms: texts.channelSms,
  };
}

/** The link as it is given out in a channel. */
export function linkFor(shareUrl: string, channel: Channel): string {
  return `${shareUrl}${shareUrl.includes("?") ? "&" : "?"}via=${channel}`;
}

export interface Shared {
  /** As it is given out in the channel. */
  readonly link: string;
  /** Where the link stands in it, it is sent once. */
  readonly message: string;
  readonly subject: string;
}

/** Where a channel's button leads. What is said and linked becomes part of a query, never of the address itself. */
export function shareTarget(channel: Exclude<Channel, "native">, { link, message, subject }: Shared): string {
  const url = encode(link);
  const text = encode(message);
  const both = encode(message.includes(link) ? message : `${message} ${link}`);
  const targets: Readonly<Record<Exclude<Channel, "native">, string>> = {
    whatsapp: `https://wa.me/?text=${both}`,
    telegram: `https://t.me/share/url?url=${url}&text=${text}`,
    x: `https://x.com/intent/post?url=${url}&text=${text}`,
    facebook: `https://www.facebook.com/sharer/sharer.php?u=${url}`,
    linkedin: `https://www.linkedin.com/sharing/share-offsite/?url=${url}`,
    email: `mailto:?subject=${encode(subject)}&body=${both}`,
    // iOS and Android both read it, although each documents another form.
    sms: `sms:?&body=${both}`,
  };
  return targets[channel];
}

/** Half a character can't be encoded, and would throw. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, ""));
}
