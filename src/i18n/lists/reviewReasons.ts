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
};
