import type { AuditAction } from "../../domain/auditActions.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What was done with where participants are paid, among the actions of the audit. */
export const PAYEE_ACTION_TEXTS = {
  "payout_details.set": {
    en: "Payout details set",
    ru: "Указаны реквизиты для выплат",
    uk: "Вказано реквізити для виплат",
    uz: "Toʻlov rekvizitlari koʻrsatildi",
    he: "נקבעו פרטי תשלום",
  },
  "payout_details.removed": {
    en: "Payout details removed",
    ru: "Удалены реквизиты для выплат",
    uk: "Видалено реквізити для виплат",
    uz: "Toʻlov rekvizitlari oʻchirildi",
    he: "פרטי התשלום נמחקו",
  },
  "payout_details.cleared": {
    en: "Shared payout account checked",
    ru: "Проверен общий счёт для выплат",
    uk: "Перевірено спільний рахунок для виплат",
    uz: "Toʻlovlar uchun umumiy hisob tekshirildi",
    he: "חשבון תשלום משותף נבדק",
  },
} as const satisfies Partial<Record<AuditAction, InEveryLanguage>>;
