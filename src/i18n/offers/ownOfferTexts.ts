import type { Language } from "../languages.ts";
import { en } from "./en.ts";
import { he } from "./he.ts";
import type { AnyOfferTexts } from "./offerTexts.ts";
import { ru } from "./ru.ts";
import { uk } from "./uk.ts";
import { uz } from "./uz.ts";

/** The parts of offers in each language. It holds nothing that computes, since it may come late. */
export const OFFER_TEXTS: Readonly<Record<Language, AnyOfferTexts>> = { en, ru, uk, uz, he };
