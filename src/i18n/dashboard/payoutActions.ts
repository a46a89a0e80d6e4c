import type { AuditAction } from "../../domain/auditActions.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What was done with where participants are paid, among the actions of the audit. */
export const PAYOUT_ACTION_TEXTS = {
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
  "payout_settings.changed": {
    en: "Payout settings changed",
    ru: "Изменены настройки выплат",
    uk: "Змінено налаштування виплат",
    uz: "Toʻlov sozlamalari oʻzgartirildi",
    he: "הגדרות התשלומים שונו",
  },
  "payout_settings.removed": {
    en: "Payout settings removed",
    ru: "Удалены настройки выплат",
    uk: "Видалено налаштування виплат",
    uz: "Toʻlov sozlamalari oʻchirildi",
    he: "הגדרות התשלומים נמחקו",
  },
  "payout_batch.made": {
    en: "Payouts prepared",
    ru: "Выплаты подготовлены",
    uk: "Виплати підготовлено",
    uz: "Toʻlovlar tayyorlandi",
    he: "תשלומים הוכנו",
  },
  "payout_batch.confirmed": {
    en: "Payouts confirmed",
    ru: "Выплаты подтверждены",
    uk: "Виплати підтверджено",
    uz: "Toʻlovlar tasdiqlandi",
    he: "תשלומים אושרו",
  },
  "payout_batch.cancelled": {
    en: "Payouts of a batch cancelled",
    ru: "Выплаты пакета отменены",
    uk: "Виплати пакета скасовано",
    uz: "Toʻplam toʻlovlari bekor qilindi",
    he: "תשלומים של קבוצה בוטלו",
  },
  "payout_batch.file_taken": {
    en: "File of payouts downloaded",
    ru: "Файл выплат скачан",
    uk: "Файл виплат завантажено",
    uz: "Toʻlovlar fayli yuklab olindi",
    he: "קובץ התשלומים הורד",
  },
  "payout.paid": {
    en: "Payout paid",
    ru: "Выплата произведена",
    uk: "Виплату здійснено",
    uz: "Toʻlov amalga oshirildi",
    he: "תשלום בוצע",
  },
  "payout.failed": {
    en: "Payout failed",
    ru: "Выплата не прошла",
    uk: "Виплата не пройшла",
    uz: "Toʻlov oʻtmadi",
    he: "תשלום נכשל",
  },
  "payout.returned": {
    en: "Payout came back",
    ru: "Выплата вернулась",
    uk: "Виплата повернулася",
    uz: "Toʻlov qaytib keldi",
    he: "תשלום חזר",
  },
  "payout.cancelled": {
    en: "Payout cancelled",
    ru: "Выплата отменена",
    uk: "Виплату скасовано",
    uz: "Toʻlov bekor qilindi",
    he: "תשלום בוטל",
  },
} as const satisfies Partial<Record<AuditAction, InEveryLanguage>>;
