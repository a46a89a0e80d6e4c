import type { Language } from "./languages.ts";
import type { WidgetTexts } from "./widget/en.ts";
import { en } from "./widget/en.ts";
import { he } from "./widget/he.ts";
import { ru } from "./widget/ru.ts";
import { uk } from "./widget/uk.ts";
import { uz } from "./widget/uz.ts";

export const widgetTexts: Readonly<Record<Language, WidgetTexts>> = { en, ru, uk, uz, he };
