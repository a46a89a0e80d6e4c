import type { FieldName, ITEM_FIELDS } from "../../domain/fields.ts";
import type { Language } from "../languages.ts";

/** What every field of a condition is called. */
export const FIELD_TEXTS: Readonly<Record<FieldName, Readonly<Record<Language, string>>>> = {
  "order.amountMinor": {
    en: "Amount of the order",
    ru: "Сумма заказа",
    uk: "Сума замовлення",
    uz: "Buyurtma summasi",
    he: "סכום הרכישה",
  },
  "order.currency": {
    en: "Currency of the order",
    ru: "Валюта заказа",
    uk: "Валюта замовлення",
    uz: "Buyurtma valyutasi",
    he: "מטבע הרכישה",
  },
  "order.country": {
    en: "Country of the order",
    ru: "Страна заказа",
    uk: "Країна замовлення",
    uz: "Buyurtma mamlakati",
    he: "מדינת הרכישה",
  },
  "order.itemCount": {
    en: "Number of items",
    ru: "Количество товаров",
    uk: "Кількість товарів",
    uz: "Mahsulotlar soni",
    he: "מספר הפריטים",
  },
  "order.skus": {
    en: "Items of the order",
    ru: "Товары заказа",
    uk: "Товари замовлення",
    uz: "Buyurtmadagi mahsulotlar",
    he: "פריטי הרכישה",
  },
  "order.categories": {
    en: "Categories of the order",
    ru: "Категории заказа",
    uk: "Категорії замовлення",
    uz: "Buyurtma toifalari",
    he: "קטגוריות הרכישה",
  },
  "order.isFirst": {
    en: "First purchase",
    ru: "Первая покупка",
    uk: "Перша покупка",
    uz: "Birinchi xarid",
    he: "רכישה ראשונה",
  },
  "order.subscription": {
    en: "Subscription",
    ru: "Подписка",
    uk: "Підписка",
    uz: "Obuna",
    he: "מינוי",
  },
  "event.name": {
    en: "Event",
    ru: "Событие",
    uk: "Подія",
    uz: "Voqea",
    he: "אירוע",
  },
  "event.occurredAt": {
    en: "Time",
    ru: "Время",
    uk: "Час",
    uz: "Vaqt",
    he: "זמן",
  },
  "friend.country": {
    en: "Country of the friend",
    ru: "Страна друга",
    uk: "Країна друга",
    uz: "Doʻstning mamlakati",
    he: "מדינת החבר",
  },
  "friend.segments": {
    en: "Segments of the friend",
    ru: "Сегменты друга",
    uk: "Сегменти друга",
    uz: "Doʻstning segmentlari",
    he: "הסגמנטים של החבר",
  },
  "friend.ageDays": {
    en: "Days since the friend signed up",
    ru: "Дней с регистрации друга",
    uk: "Днів від реєстрації друга",
    uz: "Doʻst roʻyxatdan oʻtganidan beri kunlar",
    he: "ימים מאז הרשמת החבר",
  },
  "advocate.country": {
    en: "Country of the advocate",
    ru: "Страна пригласившего",
    uk: "Країна запрошувача",
    uz: "Taklif qiluvchining mamlakati",
    he: "מדינת המזמין",
  },
  "advocate.segments": {
    en: "Segments of the advocate",
    ru: "Сегменты пригласившего",
    uk: "Сегменти запрошувача",
    uz: "Taklif qiluvchining segmentlari",
    he: "הסגמנטים של המזמין",
  },
  "advocate.conversions": {
    en: "Conversions of the advocate",
    ru: "Конверсии пригласившего",
    uk: "Конверсії запрошувача",
    uz: "Taklif qiluvchining konversiyalari",
    he: "ההמרות של המזמין",
  },
  "advocate.revenueMinor": {
    en: "Purchases of the advocate's friends",
    ru: "Покупки друзей пригласившего",
    uk: "Покупки друзів запрошувача",
    uz: "Taklif qiluvchi doʻstlarining xaridlari",
    he: "הרכישות של חברי המזמין",
  },
  "referral.channel": {
    en: "Channel",
    ru: "Канал",
    uk: "Канал",
    uz: "Kanal",
    he: "ערוץ",
  },
  "referral.source": {
    en: "Source of the referral",
    ru: "Источник приглашения",
    uk: "Джерело запрошення",
    uz: "Taklif manbai",
    he: "מקור ההזמנה",
  },
};

/** The same of one item. */
export const ITEM_FIELD_TEXTS = {
  "item.sku": {
    en: "SKU of the item",
    ru: "Артикул товара",
    uk: "Артикул товару",
    uz: "Mahsulot artikuli",
    he: "מק״ט המוצר",
  },
  "item.category": {
    en: "Category of the item",
    ru: "Категория товара",
    uk: "Категорія товару",
    uz: "Mahsulot toifasi",
    he: "קטגוריית המוצר",
  },
} as const satisfies Readonly<Record<keyof typeof ITEM_FIELDS, Readonly<Record<Language, string>>>>;
