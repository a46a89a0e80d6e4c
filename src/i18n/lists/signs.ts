import type { Sign } from "../../domain/signs.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What friend and advocate have in common, for the people of the shop alone. */
export const SIGN_TEXTS: Readonly<Record<Sign, InEveryLanguage>> = {
  same_card: {
    en: "the same card on both sides",
    ru: "одна карта на обеих сторонах",
    uk: "одна картка з обох сторін",
    uz: "ikkala tomonda bitta karta",
    he: "אותו כרטיס בשני הצדדים",
  },
  same_device: {
    en: "the same device on both sides",
    ru: "одно устройство на обеих сторонах",
    uk: "один пристрій з обох сторін",
    uz: "ikkala tomonda bitta qurilma",
    he: "אותו מכשיר בשני הצדדים",
  },
};
