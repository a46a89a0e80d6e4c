import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let marketer: DashboardClient;
beforeAll(async () => {
  app = await createTestApp();
  marketer = await signIn(app, "marketer");
});
afterAll(() => app.close());

interface Program {
  readonly texts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly rules: { readonly rewards: readonly { readonly id: string; readonly grant: object }[] };
}
const PAGE = "/programs/friends/texts";
const program = async () => (await app.api.get<Program>("/v1/programs/friends")).body;
const baseIn = (text: string) => {
  const base = /name="\$base" value='([^']*)'/.exec(text)?.[1] ?? "";
  return base.replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
};
const open = async (language = "en") => {
  const { text } = await marketer.get(`${PAGE}?in=${language}`);
  const base = baseIn(text);
  return {
    text,
    save: (fields: Readonly<Record<string, string>>) => marketer.post(PAGE, { in: language, $base: base, ...fields }),
  };
};
const wordsOf = (text: string) => text.replaceAll(/<[^>]*>/g, " ").replaceAll(/[\s\u2066-\u2069]+/g, " ");

describe("a program's own texts", () => {
  it("are saved in one language, and shown as customers read them", async () => {
    const { text, save } = await open();
    expect(wordsOf(text)).toContain("As friends read it");
    const saved = await save({ "$offer.headline": "Tea for two", "advocate-cash.name": "Ten pounds for you" });
    expect([saved.status, saved.location]).toEqual([303, `/dashboard/t/${app.tenant.slug}${PAGE}?in=en&said=saved`]);
    const { texts } = await program();
    expect(texts.$offer).toEqual({ en: { headline: "Tea for two" } });
    expect(texts["advocate-cash"]?.en?.name).toBe("Ten pounds for you");
    expect(wordsOf((await open()).text)).toMatch(
      /As advocates read it Tea for two · Give 10% off, get up to £20.00 Ten pounds for you · You get £10.00/,
    );
  });

  it("are shown as they would read before they are saved", async () => {
    const { save } = await open();
    const before = await program();
    const shown = await save({ "$offer.headline": "Not saved yet", $preview: "1" });
    expect([shown.status, wordsOf(shown.text).includes("As advocates read it Not saved yet")]).toEqual([200, true]);
    expect((await program()).texts).toEqual(before.texts);
  });

  it("of the elements are replaced one by one, and empty go back to ours", async () => {
    await (await open()).save({ $added: "$widget.copyLink", $words: "Take the link" });
    expect((await program()).texts.$widget).toEqual({ en: { copyLink: "Take the link" } });
    const { text, save } = await open();
    expect(text).toContain('name="$widget.copyLink"');
    const shown = await save({ "$widget.copyLink": "", $preview: "1" });
    expect(shown.text).toContain('name="$widget.copyLink"');
    await save({ "$widget.copyLink": "" });
    expect((await program()).texts.$widget).toBeUndefined();
  });

  it("name no variable that nothing fills, nor more than there is room for", async () => {
    const before = await program();
    for (const [name, text, told] of [
      ["$offer.headline", "Get {amount}", "{amount} is filled with nothing here."],
      ["$offer.welcome", "x".repeat(501), "Write 500 characters at most."],
    ] as const) {
      const refused = await (await open()).save({ [name]: text });
      expect([refused.status, wordsOf(refused.text).includes(told)]).toEqual([422, true]);
    }
    const shown = { $added: "$widget.shareVia", $words: "By {channel} or {pigeon}" };
    expect(wordsOf((await (await open()).save(shown)).text)).toContain("{pigeon} is filled with nothing here.");
    expect((await program()).texts).toEqual(before.texts);
  });

  it("of two who write at other places are both kept, and at the same place both are shown", async () => {
    const [mine, theirs, inHebrew] = [await open(), await open(), await open("he")];
    await theirs.save({ "$offer.welcome": "From them" });
    expect((await mine.save({ "friend-welcome.name": "From me" })).status).toBe(303);
    expect((await inHebrew.save({ "$offer.welcome": "תה לשניים" })).status).toBe(303);
    const { texts } = await program();
    expect([texts.$offer?.en?.welcome, texts["friend-welcome"]?.en?.name]).toEqual(["From them", "From me"]);
    expect(texts.$offer?.he?.welcome).toBe("תה לשניים");

    const late = await mine.save({ "$offer.welcome": "From me too", "friend-welcome.name": "Mine again" });
    expect([late.status, wordsOf(late.text).includes("They wrote: From them")]).toEqual([409, true]);
    expect((await program()).texts.$offer?.en?.welcome).toBe("From them");
    const again = await marketer.post(PAGE, {
      ...{ in: "en", $base: baseIn(late.text), "$offer.welcome": "From me too", "friend-welcome.name": "Mine again" },
    });
    expect(again.status).toBe(303);
    expect((await program()).texts.$offer?.en?.welcome).toBe("From me too");
  });

  it("of several who save at the same moment are all kept", async () => {
    const all = ["en", "he", "ru", "uk", "uz"];
    const opened = await Promise.all(all.map((language) => open(language)));
    const saved = await Promise.all(
      opened.map(({ save }, at) => save({ "advocate-share.name": `At once ${all[at]}` })),
    );
    expect(saved.map(({ status }) => status)).toEqual(all.map(() => 303));
    const { texts } = await program();
    expect(all.map((language) => texts["advocate-share"]?.[language]?.name)).toEqual(
      all.map((language) => `At once ${language}`),
    );
  });

  it("that a colleague changed while one was shown a conflict elsewhere are not turned back", async () => {
    const mine = await open();
    await (await open()).save({ "$offer.headline": "Theirs", "advocate-cash.name": "Theirs as well" });
    const late = await mine.save({ "$offer.headline": "Mine" });
    expect(late.status).toBe(409);
    expect(late.text).toMatch(/<input[^>]*value="Theirs as well"[^>]*name="advocate-cash\.name"/);
  });

  it("that name an amount of older rules are listed, each with its language", async () => {
    await (await open("he")).save({ "advocate-cash.name": "‏10.00 GBP לך" });
    const { rules } = await program();
    const rewards = rules.rewards.map((rule) =>
      rule.id === "advocate-cash" ? { ...rule, tiers: undefined, grant: { ...rule.grant, amountMinor: 1_500 } } : rule,
    );
    await app.api.patch("/v1/programs/friends", { rules: { ...rules, rewards } });
    await app.api.post("/v1/programs/friends/publish", {});
    const { text } = await open();
    expect(wordsOf(text)).toMatch(/Texts that still name an old amount עברית : ‏10\.00 GBP לך/);
    expect(wordsOf((await open("he")).text)).toContain("It names an amount that the rules no longer give.");
  });

  it("have a box for each thing that rules name by a key, of which publishing says whether customers have a name", async () => {
    const { rules } = await program();
    const grant = { kind: "item", sku: "MUG.1/<b>", quantity: 1 };
    const rewards = rules.rewards.map((rule) => (rule.id === "advocate-cash" ? { ...rule, grant } : rule));
    await app.api.patch("/v1/programs/friends", { rules: { ...rules, rewards } });
    const publishing = async () => wordsOf((await marketer.get("/programs/friends/publish")).text);
    expect(await publishing()).toMatch(
      /Customers have no name for this .*en ru uk uz he MUG\.1\/&lt;b&gt; Write names/,
    );
    await app.api.post("/v1/programs/friends/publish", {});
    const { text, save } = await open();
    expect(text).toContain('name="$items.MUG.1/&lt;b&gt;"');
    const long = await save({ "$items.MUG.1/<b>": "x".repeat(201) });
    expect([long.status, wordsOf(long.text).includes("Write 200 characters at most.")]).toEqual([422, true]);
    expect((await save({ "$items.MUG.1/<b>": "a blue mug" })).status).toBe(303);
    expect((await program()).texts.$items).toEqual({ en: { "MUG.1/<b>": "a blue mug" } });
    expect(wordsOf((await open()).text)).toContain("You get a gift: a blue mug for each friend");
    await app.api.patch("/v1/programs/friends", { rules: { ...rules, rewards: [...rewards].reverse() } });
    expect(await publishing()).toMatch(/ru uk uz he MUG/);
    expect(await publishing()).not.toMatch(/en ru uk uz he MUG/);
  });
});
