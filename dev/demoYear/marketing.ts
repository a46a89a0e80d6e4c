import { DAY_MS } from "../../src/domain/periods.ts";
import { PARTNERS } from "./people.ts";
import { teaPicture } from "./picture.ts";
import { FRIENDS, POINTS } from "./programs.ts";
import type { YearApi } from "./yearApi.ts";

/** What the shop's marketer has prepared: things to share, and what this quarter is to come to. */

const MESSAGES = [
  {
    id: "mail-en",
    ...{ kind: "message", language: "en", title: "A mail to a friend", channel: "email" },
    text: "I buy my tea things at {shop} and like them. With my link you get {friendAmount}: {link}",
  },
  {
    id: "chat-en",
    ...{ kind: "message", language: "en", title: "A short message", channel: "whatsapp" },
    text: "{friendAmount} for you at {shop}: {link}",
  },
  {
    id: "chat-he",
    ...{ kind: "message", language: "he", title: "הודעה קצרה", channel: "whatsapp" },
    text: "‏{friendAmount} בשבילך בחנות {shop}: {link}",
  },
  {
    id: "chat-ru",
    ...{ kind: "message", language: "ru", title: "Короткое сообщение", channel: "telegram" },
    text: "Тебе {friendAmount} в магазине {shop}: {link}",
  },
  {
    id: "chat-uk",
    ...{ kind: "message", language: "uk", title: "Коротке повідомлення", channel: "telegram" },
    text: "Тобі {friendAmount} у магазині {shop}: {link}",
  },
  {
    id: "chat-uz",
    ...{ kind: "message", language: "uz", title: "Qisqa xabar", channel: "telegram" },
    text: "Senga {shop} doʻkonida {friendAmount}: {link}",
  },
  {
    id: "leaflet",
    ...{ kind: "pdf", language: "en", title: "A leaflet to print" },
    url: "https://shop.example/refer-a-friend.pdf",
  },
] as const;

/** What partners put on their pages, and what the club that is not open yet will send. */
const OF_OTHERS = [
  {
    program: PARTNERS,
    id: "review-en",
    ...{ kind: "message", language: "en", title: "The end of a review", channel: "blog" },
    text: "I buy this tea at {shop}. A purchase through my link supports this page: {link}",
  },
  {
    program: PARTNERS,
    id: "brand-guide",
    ...{ kind: "pdf", language: "en", title: "How to write about us", url: "https://shop.example/partners.pdf" },
  },
  {
    program: POINTS,
    id: "club-en",
    ...{ kind: "message", language: "en", title: "Join me in the club", channel: "email" },
    text: "Come to the points club of {shop}: {link}",
  },
] as const;

/** Puts a picture and texts into the materials of the programs. */
export async function prepareMaterials(api: YearApi): Promise<void> {
  const sha256 = await api.addPicture(teaPicture());
  const path = `/v1/programs/${FRIENDS}/materials`;
  for (const { id, ...material } of MESSAGES) await api.call(`${path}/${id}`, material, "PUT");
  for (const { program, id, ...material } of OF_OTHERS) {
    await api.call(`/v1/programs/${program}/materials/${id}`, material, "PUT");
  }
  const banner = { kind: "picture", language: "en", title: "A banner", picture: sha256, text: "{link}" };
  await api.call(`/v1/programs/${PARTNERS}/materials/banner`, banner, "PUT");
  const poster = { kind: "picture", language: "en", title: "A picture to post", picture: sha256, text: "{link}" };
  await api.call(`${path}/poster`, poster, "PUT");
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
