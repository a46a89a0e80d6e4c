import type { Language } from "../src/i18n/languages.ts";
import type { WidgetTextKey } from "../src/i18n/widget/en.ts";

/** What the server answers to browsers, as far as the elements read it. Every text is ready to be shown. */

export type Texts = Readonly<Partial<Record<WidgetTextKey, string>>>;
export type BuiltInTexts<K extends WidgetTextKey> = Readonly<Record<Language, Readonly<Record<K, string>>>>;
export type Direction = "ltr" | "rtl";

export interface Offer {
  readonly headline: string;
  readonly advocate: readonly string[];
  readonly friend: readonly string[];
}

export interface Coupon {
  readonly code: string;
  readonly message: string;
  readonly expires: string | null;
}

export interface Advocate {
  readonly code: string;
  readonly vanity: string | null;
  readonly shareUrl: string;
  readonly message: string;
  readonly subject: string;
  readonly qr: { readonly size: number; readonly path: string };
}

/** Why a participant is no advocate. */
export interface Ineligibility {
  readonly reason: string;
  readonly message: string;
  readonly mayApply: boolean;
}

/** What is given from so many on. */
export interface Step {
  readonly from: number;
  readonly label: string;
  readonly reached: boolean;
}

export interface Progress {
  readonly ruleId: string;
  /** Null where it is not the reader's matter. */
  readonly position: number | null;
  readonly next: number;
  readonly message: string;
  /** An earlier service tells none. */
  readonly steps?: readonly Step[];
}

export interface FriendReward {
  readonly amount: string;
  readonly status: string;
  readonly statusText: string;
}

export interface Friend {
  readonly referralId: string;
  readonly label: string;
  readonly status: string;
  readonly statusText: string;
  readonly rewards: readonly FriendReward[];
  readonly why: readonly string[];
}

export interface Total {
  readonly unit: string;
  readonly pending: string;
  readonly available: string;
  readonly paid: string;
  /** What expires next unless it is spent; absent where nothing does. */
  readonly expires?: string;
  /** Of cash: what is on its way, and when the next payout comes; an earlier service tells nothing. */
  readonly payout?: readonly string[];
}

/** Where a customer is paid, and by what they may say it. */
export interface Payee {
  readonly kinds: readonly ("iban" | "paypal" | "bank_account")[];
  readonly details: {
    readonly kind: string;
    /** Its last characters, or a masked address. */
    readonly shown: string;
    readonly heldUntil: string | null;
  } | null;
}

export interface Choice {
  readonly rewardId: string;
  readonly message: string;
  readonly options: readonly string[];
  /** The places of options that a refund has left nothing of. */
  readonly gone: readonly number[];
}

export interface MaterialPicture {
  /** On the host of the service. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

export interface Material {
  readonly id: string;
  readonly kind: string;
  readonly channel: string | null;
  readonly title: string;
  readonly text: string | null;
  readonly url: string | null;
  readonly picture: MaterialPicture | null;
  /** The advocate's own, which says the channel. */
  readonly link: string;
}

/** What an advocate is given to share. */
export interface SharedMaterials {
  readonly language: Language;
  readonly direction: Direction;
  readonly materials: readonly Material[];
}

/** What every visitor gets; the rest only comes with a participant's token. */
export interface Panel {
  readonly program: string;
  readonly language: string;
  readonly direction: Direction;
  readonly signedIn: boolean;
  readonly texts: Texts;
  readonly offer: Offer;
  readonly advocate?: Advocate | null;
  readonly standing?: Ineligibility | null;
  readonly progress?: readonly Progress[];
  readonly friends?: readonly Friend[];
  readonly friendCount?: number;
  readonly totals?: readonly Total[];
  readonly coupons?: readonly Coupon[];
  readonly choices?: readonly Choice[];
  /** There where the shop asks where its customers are paid. */
  readonly payee?: Payee;
  /** How many there are to share. */
  readonly materials?: number;
}

export interface CodeCheck {
  readonly code: string;
  readonly redeemable: boolean;
  readonly reason: string | null;
  readonly message: string;
  readonly language: string;
  readonly direction: Direction;
}

export interface Redemption {
  readonly status: string;
  readonly message: string;
  readonly coupons: readonly Coupon[];
}
