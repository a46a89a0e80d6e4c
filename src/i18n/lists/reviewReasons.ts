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
    en: "the friend may have another account: it has their e-mail or phone",
    ru: "возможно, у друга есть другой аккаунт: у него тот же e-mail или телефон",
    uk: "можливо, у друга є інший акаунт: у нього той самий e-mail або телефон",
    uz: "doʻstning boshqa akkaunti bor boʻlishi mumkin: unda ham shu e-mail yoki telefon",
    he: "ייתכן שלחבר יש חשבון נוסף: יש בו אותו אימייל או טלפון",
  },
};
