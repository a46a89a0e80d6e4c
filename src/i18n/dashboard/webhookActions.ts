import type { AuditAction } from "../../domain/auditActions.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What was done with endpoints that are told, among the actions of the audit. */
export const WEBHOOK_ACTION_TEXTS = {
  "webhook.made": {
    en: "Webhook added",
    ru: "Добавлен вебхук",
    uk: "Додано вебхук",
    uz: "Vebhuk qoʻshildi",
    he: "נוסף webhook",
  },
  "webhook.changed": {
    en: "Webhook changed",
    ru: "Изменён вебхук",
    uk: "Змінено вебхук",
    uz: "Vebhuk oʻzgartirildi",
    he: "ה־webhook שונה",
  },
  "webhook.removed": {
    en: "Webhook removed",
    ru: "Удалён вебхук",
    uk: "Видалено вебхук",
    uz: "Vebhuk oʻchirildi",
    he: "ה־webhook הוסר",
  },
  "webhook.secret_rotated": {
    en: "New secret for a webhook",
    ru: "Новый секрет вебхука",
    uk: "Новий секрет вебхука",
    uz: "Vebhuk uchun yangi maxfiy kalit",
    he: "סוד חדש ל־webhook",
  },
  "webhook.replayed": {
    en: "Webhook sent again",
    ru: "Вебхук отправлен повторно",
    uk: "Вебхук надіслано повторно",
    uz: "Vebhuk qayta yuborildi",
    he: "ה־webhook נשלח שוב",
  },
  "webhook.disabled": {
    en: "Webhook disabled",
    ru: "Вебхук отключён",
    uk: "Вебхук вимкнено",
    uz: "Vebhuk toʻxtatildi",
    he: "ה־webhook הושבת",
  },
} as const satisfies Readonly<Partial<Record<AuditAction, InEveryLanguage>>>;
