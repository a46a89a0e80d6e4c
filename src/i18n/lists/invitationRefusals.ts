import type { PublicReason } from "../../domain/attribution.ts";
import type { Language } from "../languages.ts";

/** Why an invitation can't be used, as hosted pages tell strangers. */
export const INVITATION_REFUSAL_TEXTS: Readonly<Record<PublicReason, Readonly<Record<Language, string>>>> = {
  code_disabled: {
    en: "The code has been switched off. Ask your friend for another link.",
    ru: "Код отключён. Попросите друга прислать новую ссылку.",
    uk: "Код вимкнено. Попросіть друга надіслати нове посилання.",
    uz: "Kod oʻchirilgan. Doʻstingizdan yangi havola soʻrang.",
    he: "הקוד הושבת. אפשר לבקש מהחבר קישור אחר.",
  },
  code_expired: {
    en: "The code has expired. Ask your friend for a new one.",
    ru: "Срок действия кода истёк. Попросите у друга новый.",
    uk: "Строк дії коду закінчився. Попросіть у друга новий.",
    uz: "Kodning muddati tugagan. Doʻstingizdan yangisini soʻrang.",
    he: "תוקף הקוד פג. אפשר לבקש מהחבר קוד חדש.",
  },
  code_used_up: {
    en: "The code has reached its limit. Ask your friend if they have another one.",
    ru: "Лимит использований кода исчерпан. Спросите у друга, есть ли другой.",
    uk: "Ліміт використань коду вичерпано. Запитайте в друга, чи є інший.",
    uz: "Kod belgilangan eng koʻp marta ishlatilgan. Doʻstingizdan boshqasi bormi, soʻrang.",
    he: "מכסת השימושים בקוד נוצלה. אפשר לשאול את החבר אם יש קוד אחר.",
  },
  program_not_active: {
    en: "The offer is not running at the moment. Keep the link and try again later.",
    ru: "Сейчас предложение не действует. Сохраните ссылку и попробуйте позже.",
    uk: "Зараз пропозиція не діє. Збережіть посилання й спробуйте пізніше.",
    uz: "Aksiya hozir amal qilmayapti. Havolani saqlab, keyinroq urinib koʻring.",
    he: "ההטבה אינה פעילה כרגע. כדאי לשמור את הקישור ולנסות שוב מאוחר יותר.",
  },
  not_eligible: {
    en: "The code is not valid at the moment. Ask your friend about it.",
    ru: "Сейчас код недействителен. Спросите об этом друга.",
    uk: "Зараз код недійсний. Запитайте про це в друга.",
    uz: "Kod hozir yaroqsiz. Doʻstingizdan soʻrab koʻring.",
    he: "הקוד אינו תקף כרגע. כדאי לשאול את החבר.",
  },
};
