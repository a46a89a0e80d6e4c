import type { ToldEndReason } from "../../domain/endReasons.ts";
import type { ClientTextKey } from "../clientTexts.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a reward ended, where more is said than that it did. */
export const END_TEXTS: Readonly<Record<ToldEndReason, InEveryLanguage>> = {
  refund: {
    en: "“{rule}” was cancelled because the purchase was refunded.",
    ru: "Вознаграждение «{rule}» отменено из-за возврата покупки.",
    uk: "Винагороду «{rule}» скасовано через повернення покупки.",
    uz: "“{rule}” bekor qilindi, chunki xarid qaytarildi.",
    he: "התגמול ״{rule}״ בוטל משום שהרכישה הוחזרה.",
  },
};

/** Which sentence of a panel says so. */
export const END_PANEL_TEXTS: Readonly<Record<ToldEndReason, ClientTextKey>> = {
  refund: "rewardVoidedRefund",
};
