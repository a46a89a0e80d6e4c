import { en } from "./en.ts";
import { he } from "./he.ts";
import { ru } from "./ru.ts";
import { uk } from "./uk.ts";
import { uz } from "./uz.ts";

/** What customers are told in each language, without the lists. It holds nothing that computes, since it may come late. */
export const OWN_CLIENT_TEXTS = { en, ru, uk, uz, he } as const;
