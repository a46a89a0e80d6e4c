import type { Language } from "../../src/i18n/languages.ts";

/** What the shop's customers are given to share. The amounts are written by the service, from the published rules. */

interface Texts {
  readonly chatTitle: string;
  readonly chat: string;
  readonly mailTitle: string;
  readonly mail: string;
  readonly pictureTitle: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    chatTitle: "A short message",
    chat: "{friendAmount} for you at {shop}: {link}",
    mailTitle: "A mail to a friend",
    mail: "I buy my tea at {shop} and like it. With my link you get {friendAmount}: {link}",
    pictureTitle: "A picture to post",
  },
  ru: {
    chatTitle: "Короткое сообщение",
    chat: "{friendAmount} для тебя в {shop}: {link}",
    mailTitle: "Письмо другу",
    mail: "Покупаю чай в {shop}, и мне нравится. По моей ссылке ты получишь {friendAmount}: {link}",
    pictureTitle: "Картинка для публикации",
  },
  uk: {
    chatTitle: "Коротке повідомлення",
    chat: "{friendAmount} для тебе в {shop}: {link}",
    mailTitle: "Лист другові",
    mail: "Купую чай у {shop}, і мені подобається. За моїм посиланням ти отримаєш {friendAmount}: {link}",
    pictureTitle: "Картинка для допису",
  },
  uz: {
    chatTitle: "Qisqa xabar",
    chat: "{shop}da senga {friendAmount}: {link}",
    mailTitle: "Doʻstga xat",
    mail: "Choyni {shop}dan olaman, menga yoqadi. Havolam orqali {friendAmount} olasan: {link}",
    pictureTitle: "Ulashish uchun rasm",
  },
  he: {
    chatTitle: "הודעה קצרה",
    chat: "‏{friendAmount} בשבילך בחנות {shop}: {link}",
    mailTitle: "אימייל לחבר",
    mail: "אני קונה תה בחנות {shop} ומרוצה. עם הקישור שלי מקבלים {friendAmount}: {link}",
    pictureTitle: "תמונה לפרסום",
  },
};

/** The materials of all languages by their names. @param picture its SHA-256 */
export function shopMaterials(picture: string) {
  return Object.entries(TEXTS).flatMap(([name, texts]) => {
    const language = name as Language;
    return [
      {
        id: `chat-${language}`,
        material: {
          kind: "message" as const,
          ...{ language, channel: "whatsapp", title: texts.chatTitle, text: texts.chat },
        },
      },
      {
        id: `mail-${language}`,
        material: {
          kind: "message" as const,
          ...{ language, channel: "email", title: texts.mailTitle, text: texts.mail },
        },
      },
      {
        id: `picture-${language}`,
        material: { kind: "picture" as const, ...{ language, picture, title: texts.pictureTitle } },
      },
    ];
  });
}
