import type { Language } from "./languages.ts";
import { en } from "./widget/en.ts";
import { he } from "./widget/he.ts";
import { ru } from "./widget/ru.ts";
import { uk } from "./widget/uk.ts";
import { uz } from "./widget/uz.ts";

export type WidgetTextKey = keyof typeof en;
/** Every text of the elements in one language. They travel with the panel, and a tenant may replace any of them. */
export type WidgetTexts = Readonly<Record<WidgetTextKey, string>>;

export const widgetTexts: Readonly<Record<Language, WidgetTexts>> = { en, ru, uk, uz, he };
