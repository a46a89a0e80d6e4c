import { DAY_MS } from "../../src/domain/periods.ts";
import { PARTNERS } from "./people.ts";
import { teaPicture } from "./picture.ts";
import { FRIENDS, POINTS } from "./programs.ts";
import type { YearApi } from "./yearApi.ts";

/** What the shop's marketer has prepared: things to share, and what this quarter is to come to. */

interface Material {
  readonly kind: "message" | "pdf" | "picture";
  readonly language: string;
  readonly title: string;
  readonly channel?: string;
  readonly text?: string;
  readonly url?: string;
}

const message = (language: string, channel: string, title: string, text: string): Material => {
  return { kind: "message", language, channel, title, text };
};
const pdf = (title: string, url: string): Material => ({ kind: "pdf", language: "en", title, url });
const picture = (title: string): Material => ({ kind: "picture", language: "en", title, text: "{link}" });

/** By program: what friends are sent, what partners put on their pages, and what the club that is not open yet will send. */
const MATERIALS: Readonly<Record<string, Readonly<Record<string, Material>>>> = {
  [FRIENDS]: {
    "mail-en": message(
      "en",
      "email",
      "A mail to a friend",
      "I buy my tea things at {shop} and like them. With my link you get {friendAmount}: {link}",
    ),
    "chat-en": message("en", "whatsapp", "A short message", "{friendAmount} for you at {shop}: {link}"),
    "chat-he": message("he", "whatsapp", "הודעה קצרה", "‏{friendAmount} בשבילך בחנות {shop}: {link}"),
    "chat-ru": message("ru", "telegram", "Короткое сообщение", "Тебе {friendAmount} в магазине {shop}: {link}"),
    "chat-uk": message("uk", "telegram", "Коротке повідомлення", "Тобі {friendAmount} у магазині {shop}: {link}"),
    "chat-uz": message("uz", "telegram", "Qisqa xabar", "Senga {shop} doʻkonida {friendAmount}: {link}"),
    leaflet: pdf("A leaflet to print", "https://shop.example/refer-a-friend.pdf"),
    poster: picture("A picture to post"),
  },
  [PARTNERS]: {
    "review-en": message(
      "en",
      "blog",
      "The end of a review",
      "I buy this tea at {shop}. A purchase through my link supports this page: {link}",
    ),
    "brand-guide": pdf("How to write about us", "https://shop.example/partners.pdf"),
    banner: picture("A banner"),
  },
  [POINTS]: {
    "club-en": message("en", "email", "Join me in the club", "Come to the points club of {shop}: {link}"),
  },
};

/** Puts a picture and texts into the materials of the programs. */
export async function prepareMaterials(api: YearApi): Promise<void> {
  const sha256 = await api.addPicture(teaPicture());
  for (const [program, materials] of Object.entries(MATERIALS)) {
    for (const [id, material] of Object.entries(materials)) {
      const whole = material.kind === "picture" ? { ...material, picture: sha256 } : material;
      await api.call(`/v1/programs/${program}/materials/${id}`, whole, "PUT");
    }
  }
}

/** How the quarter is to end; it began eight weeks before the year's last day. */
const GOALS = [
  { program: FRIENDS, id: "customers", metric: "newCustomers", target: 320 },
  { program: FRIENDS, id: "cost", metric: "costMinor", target: 750_000 },
  { program: FRIENDS, id: "conversion", metric: "conversionRateBps", target: 9_500 },
  { program: PARTNERS, id: "revenue", metric: "revenueMinor", target: 1_500_000 },
  { program: PARTNERS, id: "share", metric: "costOfRevenueBps", target: 1_200 },
  { program: POINTS, id: "friends", metric: "friends", target: 50 },
] as const;

const BEGAN_DAYS = 56;
const ENDS_DAYS = 35;

/** Sets goals, some of which are within reach. */
export async function setGoals(api: YearApi): Promise<void> {
  const day = (away: number) => new Date(api.clock.now().getTime() + away * DAY_MS).toISOString().slice(0, 10);
  for (const { program, id, ...goal } of GOALS) {
    const days = { firstDay: day(-BEGAN_DAYS), lastDay: day(ENDS_DAYS) };
    await api.call(`/v1/programs/${program}/goals/${id}`, { ...goal, ...days }, "PUT");
  }
}
