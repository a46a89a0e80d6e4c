import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of a shop's members says. */
export const MEMBERS_TEXTS = {
  title: { en: "Members", ru: "Участники", uk: "Учасники", uz: "Aʼzolar", he: "חברי צוות" },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
