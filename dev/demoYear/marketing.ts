import { DAY_MS } from "../../src/domain/periods.ts";
import { teaPicture } from "./picture.ts";
import { FRIENDS } from "./programs.ts";
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
    id: "leaflet",
    ...{ kind: "pdf", language: "en", title: "A leaflet to print" },
    url: "https://shop.example/refer-a-friend.pdf",
  },
] as const;

/** Puts a picture and texts into the program's materials. */
export async function prepareMaterials(api: YearApi): Promise<void> {
  const sha256 = await api.addPicture(teaPicture());
  const path = `/v1/programs/${FRIENDS}/materials`;
  for (const { id, ...material } of MESSAGES) await api.call(`${path}/${id}`, material, "PUT");
  const poster = { kind: "picture", language: "en", title: "A picture to post", picture: sha256, text: "{link}" };
  await api.call(`${path}/poster`, poster, "PUT");
}

/** How the quarter is to end; it began eight weeks before the year's last day. */
const GOALS = [
  { id: "customers", metric: "newCustomers", target: 320 },
  { id: "cost", metric: "costMinor", target: 750_000 },
  { id: "conversion", metric: "conversionRateBps", target: 9_500 },
] as const;

const BEGAN_DAYS = 56;
const ENDS_DAYS = 35;

/** Sets goals, some of which are within reach. */
export async function setGoals(api: YearApi): Promise<void> {
  const day = (away: number) => new Date(api.clock.now().getTime() + away * DAY_MS).toISOString().slice(0, 10);
  for (const { id, ...goal } of GOALS) {
    const days = { firstDay: day(-BEGAN_DAYS), lastDay: day(ENDS_DAYS) };
    await api.call(`/v1/programs/${FRIENDS}/goals/${id}`, { ...goal, ...days }, "PUT");
  }
}
