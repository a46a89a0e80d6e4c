import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a reward waits, for the people of the shop; customers read only that it is being checked. */
export const REVIEW_REASON_TEXTS: Readonly<Record<ReviewReason, InEveryLanguage>> = {
  dispute: {
    en: "the customer disputes the payment",
    ru: "покупатель оспаривает оплату",
    uk: "покупець оскаржує оплату",
    uz: "xaridor toʻlovga eʼtiroz bildirgan",
    he: "הלקוח ערער על התשלום",
  },
  same_person: {
    en: "the friend had another account that is merged with theirs, or may have one: it has their e-mail or phone",
    ru: "у друга был другой аккаунт, теперь объединённый с этим, или, возможно, есть: у него тот же e-mail или телефон",
    uk: "у друга був інший акаунт, тепер об’єднаний із цим, або, можливо, є: у нього той самий e-mail або телефон",
    uz: "doʻstning boshqa akkaunti shu akkaunt bilan birlashtirilgan yoki bunday akkaunti bor boʻlishi mumkin: unda ham shu e-mail yoki telefon",
    he: "לחבר היה חשבון נוסף שמוזג עם החשבון הזה, או שייתכן שיש לו כזה: יש בו אותו אימייל או טלפון",
  },
};
