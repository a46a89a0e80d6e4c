import type { ToldEndReason } from "../../domain/endReasons.ts";
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
  order_change: {
    en: "“{rule}” was cancelled because the purchase was changed.",
    ru: "Вознаграждение «{rule}» отменено из-за изменения покупки.",
    uk: "Винагороду «{rule}» скасовано через зміну покупки.",
    uz: "“{rule}” bekor qilindi, chunki xarid oʻzgartirildi.",
    he: "התגמול ״{rule}״ בוטל משום שהרכישה שונתה.",
  },
  reassigned: {
    en: "“{rule}” was cancelled because the friend was tied to another person.",
    ru: "Вознаграждение «{rule}» отменено: друга закрепили за другим человеком.",
    uk: "Винагороду «{rule}» скасовано: друга закріпили за іншою людиною.",
    uz: "“{rule}” bekor qilindi, chunki doʻst boshqa kishiga biriktirildi.",
    he: "התגמול ״{rule}״ בוטל משום שהחבר שויך לאדם אחר.",
  },
  merged: {
    en: "“{rule}” was cancelled because the invitation no longer counts.",
    ru: "Вознаграждение «{rule}» отменено: приглашение больше не учитывается.",
    uk: "Винагороду «{rule}» скасовано: запрошення більше не враховується.",
    uz: "“{rule}” bekor qilindi, chunki taklif endi hisobga olinmaydi.",
    he: "התגמול ״{rule}״ בוטל משום שההזמנה מהחבר כבר אינה בתוקף.",
  },
};

/** The same in as few words as a panel has room for; a tenant may replace it by its key. */
export const END_PANEL_TEXTS: Readonly<Record<ToldEndReason, InEveryLanguage>> = {
  refund: {
    en: "Cancelled, because the purchase was returned",
    ru: "Отменено из-за возврата покупки",
    uk: "Скасовано через повернення покупки",
    uz: "Xarid qaytarilgani uchun bekor qilingan",
    he: "בוטל משום שהרכישה הוחזרה",
  },
  order_change: {
    en: "Cancelled, because the purchase was changed",
    ru: "Отменено из-за изменения покупки",
    uk: "Скасовано через зміну покупки",
    uz: "Xarid oʻzgartirilgani uchun bekor qilingan",
    he: "בוטל משום שהרכישה שונתה",
  },
  reassigned: {
    en: "Cancelled, because the friend was tied to another person",
    ru: "Отменено: друга закрепили за другим человеком",
    uk: "Скасовано: друга закріпили за іншою людиною",
    uz: "Doʻst boshqa kishiga biriktirilgani uchun bekor qilingan",
    he: "בוטל משום שהחבר שויך לאדם אחר",
  },
  merged: {
    en: "Cancelled, because the invitation no longer counts",
    ru: "Отменено: приглашение больше не учитывается",
    uk: "Скасовано: запрошення більше не враховується",
    uz: "Taklif endi hisobga olinmagani uchun bekor qilingan",
    he: "בוטל משום שההזמנה מהחבר כבר אינה בתוקף",
  },
};
