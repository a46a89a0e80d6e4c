import type { PublicReason } from "../../domain/attribution.ts";
import type { Language } from "../languages.ts";

/** Why an invitation can't be used, as hosted pages tell strangers. */
export const INVITATION_REFUSAL_TEXTS: Readonly<Record<PublicReason, Readonly<Record<Language, string>>>> = {
  code_disabled: {
    en: "The code has been switched off.",
    ru: "Код отключён.",
    uk: "Код вимкнено.",
    uz: "Kod oʻchirilgan.",
    he: "הקוד הושבת.",
  },
  code_expired: {
    en: "The code has expired.",
    ru: "Срок действия кода истёк.",
    uk: "Строк дії коду закінчився.",
    uz: "Kodning muddati tugagan.",
    he: "תוקף הקוד פג.",
  },
  code_used_up: {
    en: "The code has reached its limit.",
    ru: "Лимит использований кода исчерпан.",
    uk: "Ліміт використань коду вичерпано.",
    uz: "Koddan foydalanish limiti tugagan.",
    he: "מכסת השימושים בקוד נוצלה.",
  },
  program_not_active: {
    en: "The offer is not running at the moment.",
    ru: "Сейчас предложение не действует.",
    uk: "Зараз пропозиція не діє.",
    uz: "Taklif hozir amal qilmayapti.",
    he: "ההטבה אינה פעילה כרגע.",
  },
  not_eligible: {
    en: "The code is not valid at the moment.",
    ru: "Сейчас код недействителен.",
    uk: "Зараз код недійсний.",
    uz: "Kod hozir yaroqsiz.",
    he: "הקוד אינו תקף כרגע.",
  },
};
