import { presentPayoutDetails } from "../../contract/payoutDetails.ts";
import { presentReward } from "../../contract/reward.ts";
import { shareUrl } from "../../contract/shareUrl.ts";
import type { PanelParticipant } from "../../db/queries/panel.ts";
import { parseStored } from "../../db/rows/program.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { phraseOfUnit } from "../../domain/rewardPhrase.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Language } from "../../i18n/languages.ts";
import { directionOf } from "../../i18n/languages.ts";
import { besideOwn } from "../../i18n/offers/headline.ts";
import type { Offered } from "../../i18n/offerText.ts";
import { offerText } from "../../i18n/offerText.ts";
import type { WidgetTexts } from "../../i18n/widget/en.ts";
import { widgetTexts } from "../../i18n/widgetTexts.ts";
import type { OpenedPanel } from "../../usecases/people/openPanel.ts";
import type { ClientWriter } from "./clientWriter.ts";
import { clientWriter } from "./clientWriter.ts";
import { presentCash } from "./presentCash.ts";
import { presentChoice } from "./presentChoice.ts";
import { presentCoupon } from "./presentCoupon.ts";
import { presentFriend } from "./presentFriend.ts";
import { presentIneligibility } from "./presentIneligibility.ts";
import { languageOfMaterials } from "./presentMaterials.ts";
import { presentProgress } from "./presentProgress.ts";
import { qrPath } from "./qrPath.ts";

/** A message that is sent on has room for so many lines of the offer. */
const MAX_OFFER_LINES = 2;

interface Setting {
  readonly language: Language;
  /** BCP 47, of the language: the form of dates. */
  readonly locale: string;
  readonly baseUrl: string;
  readonly now: Date;
  readonly isSignedIn: boolean;
}

/** The JSON of a panel: strings ready to show, and nothing that tells one person from another. */
export function presentPanel({ view, program, ineligibility }: OpenedPanel, setting: Setting) {
  const { language, isSignedIn } = setting;
  const { key, currency, texts } = program;
  const writer = clientWriter(language, program, setting.locale);
  const rules = parseStored(program.rules, currency);
  const shown = {
    program: key,
    language,
    direction: directionOf(language),
    signedIn: isSignedIn,
    texts: elementTexts(writer),
    offer: offerText({ rules, currency, texts }, language, "advocate", "headed"),
  };
  const participant = view.participant ?? NEW_PARTICIPANT;
  const circumstances = { program, lapse: participant.lapse, currency, now: setting.now };
  const standing = presentIneligibility(writer, ineligibility, circumstances);
  if (!isSignedIn) return standing === null ? shown : { ...shown, standing };
  const forFriend = offerText({ rules, currency, texts }, language, "friend").friend;
  return {
    ...shown,
    advocate: ineligibility === null ? presentAdvocate(writer, participant, { ...setting, ...view, forFriend }) : null,
    standing,
    materials: ineligibility === null ? materialCount(program.materials, language) : 0,
    ...presentOwn(
      writer,
      participant,
      { rules, currency, texts },
      { program: key, timezone: view.timezone, now: setting.now },
    ),
    ...presentPayee(participant, view.payoutKinds, setting.now),
  };
}

/** A participant who may not be an advocate and has done nothing yet is not stored either. */
const NEW_PARTICIPANT: PanelParticipant = {
  externalId: "",
  segments: [],
  blocked: false,
  payee: null,
  application: null,
  lapse: null,
  codes: [],
  counters: [],
  friends: [],
  friendCount: 0,
  balances: [],
  payouts: [],
  coupons: [],
  choices: [],
};

function elementTexts({ language, own }: ClientWriter): WidgetTexts {
  const texts = widgetTexts[language];
  const replaced = Object.entries(own).filter(([name]) => Object.hasOwn(texts, name));
  return { ...texts, ...Object.fromEntries(replaced) };
}

function presentAdvocate(
  writer: ClientWriter,
  { codes }: Pick<PanelParticipant, "codes">,
  { baseUrl, slug, shop, forFriend }: { baseUrl: string; slug: string; shop: string; forFriend: readonly string[] },
) {
  const code = codes.find(({ kind }) => kind === "primary")?.code;
  if (code === undefined) return null;
  const vanity = codes.find(({ kind }) => kind === "vanity")?.display ?? null;
  const url = shareUrl(baseUrl, slug, vanity ?? code);
  const from = { shop: { kind: "words", text: shop } } as const;
  const offer = forFriend.slice(0, MAX_OFFER_LINES).join("; ");
  return {
    code,
    vanity,
    shareUrl: url,
    message:
      offer === ""
        ? writer.say("shareMessagePlain", from)
        : besideOwn(
            formatsOf(writer.language),
            writer.say("shareMessage", { ...from, offer: { kind: "words", text: offer } }),
            offer,
          ),
    subject: writer.say("shareSubject", from),
    qr: qrPath(url),
  };
}

/** Who has cash is asked where it is to be paid, where the shop asks at all. */
function presentPayee(
  { balances, payee }: Pick<PanelParticipant, "balances" | "payee">,
  kinds: OpenedPanel["view"]["payoutKinds"],
  now: Date,
) {
  const hasCash = balances.some((balance) => balance.unit.startsWith("cash:") && hasSomething(balance));
  if (kinds.length === 0 || !hasCash) return {};
  const { details } = presentPayoutDetails("", payee, now);
  const own = details && { kind: details.kind, shown: details.shown, heldUntil: details.heldUntil };
  return { payee: { kinds, details: own } };
}

function materialCount(counts: OpenedPanel["program"]["materials"], language: Language): number {
  return counts[languageOfMaterials(new Set(Object.keys(counts)), language)] ?? 0;
}

function presentOwn(
  writer: ClientWriter,
  { externalId, counters, friends, friendCount, balances, payouts, coupons, choices, blocked }: PanelParticipant,
  offered: Offered,
  { program, timezone, now }: { program: string; timezone: string; now: Date },
) {
  const { currency, rules } = offered;
  const { friendNames } = rules.attribution;
  const amount = (unit: string, sum: bigint) => {
    return writer.value({ kind: "reward", reward: phraseOfUnit(unit, sum) });
  };
  return {
    progress: presentProgress(writer, offered, counters),
    friends: friends.map((friend) => presentFriend(writer, friend, { currency, friendNames, now })),
    friendCount,
    // What was all taken back again is nothing to show.
    // What can't be spent yet is told as pending, so that what is available is what an order takes.
    totals: balances.filter(hasSomething).map((balance) => {
      const { unit, pending, available, paid, waiting, expiring } = balance;
      const [next] = expiring;
      const payout = payouts.find((one) => one.unit === unit);
      return {
        unit,
        pending: amount(unit, BigInt(pending) + BigInt(waiting)),
        available: amount(unit, BigInt(available) - BigInt(waiting)),
        paid: amount(unit, BigInt(paid) - BigInt(payout?.underWay ?? 0)),
        ...(next === undefined ? {} : { expires: expiresNext(writer, unit, next) }),
        ...(payout && { payout: presentCash(writer, balance, payout, { timezone, now, blocked }) }),
      };
    }),
    coupons: coupons.flatMap((row) => {
      const { coupon } = presentReward(parseReward(row), { program, currency, participant: externalId });
      return coupon === undefined ? [] : [presentCoupon(writer, coupon)];
    }),
    choices: choices.flatMap((row) => presentChoice(writer, row, currency)),
  };
}

function expiresNext(writer: ClientWriter, unit: string, [at, minor]: readonly [at: number, minor: string]): string {
  const reward = phraseOfUnit(unit, BigInt(minor));
  return writer.say("expiresNext", { reward: { kind: "reward", reward }, day: { kind: "day", at } });
}

function hasSomething({ pending, available, paid }: PanelParticipant["balances"][number]): boolean {
  return [pending, available, paid].some((sum) => BigInt(sum) !== 0n);
}
