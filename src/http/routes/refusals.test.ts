import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_EXPLAINED } from "../../db/queries/explanation.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { plain, referralAt, tellStories } from "../../testing/explanations.ts";

const LANGUAGES = ["en", "ru", "uk", "uz", "he"] as const;

describe("a refused signup is explained with its reason", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const begin = () => tellStories(app.api).program({});
  type Story = Awaited<ReturnType<typeof begin>>;

  /** Each way to be refused, and the audiences that read of it. */
  const refusals: Readonly<Record<string, (story: Story) => Promise<string>>> = {
    unknown_code: (story) => {
      const participant = story.person("unknown-1");
      return story.report({ type: "signup", participant, program: story.key, code: "NOSUCHCODE" });
    },
    program_not_active: async (story) => {
      await app.api.patch(`/v1/programs/${story.key}`, { status: "paused" });
      return (await story.refer()).id;
    },
    self_referral: (story) => {
      const participant = story.person(story.advocate);
      return story.report({ type: "signup", participant, program: story.key, code: story.code });
    },
    already_referred: async (story) => {
      await story.refer("twice");
      const other = await app.api.post<{ code: string }>("/v1/codes", {
        program: story.key,
        participant: story.person(`second-${story.key}`),
      });
      return (await story.refer("twice", { code: other.body.code })).id;
    },
    existing_customer: async (story) => {
      await story.buyBefore("known", 4000);
      app.clock.advance(1000);
      return (await story.refer("known")).id;
    },
    too_late: async (story) => {
      const participant = story.person(`friend-late-of-${story.key}`);
      await story.report({ type: "signup", participant, program: story.key, occurredAt: "2025-12-01T10:00:00Z" });
      return (await story.refer("late")).id;
    },
    cycle: async (story) => {
      const { friend } = await story.refer();
      const own = await app.api.post<{ code: string }>("/v1/codes", {
        program: story.key,
        participant: story.person(friend),
      });
      const participant = story.person(story.advocate);
      return story.report({ type: "signup", participant, program: story.key, code: own.body.code });
    },
  };

  /** That each of these shows who else the friend is, or what they did before, only the shop is told. */
  const NOT_NEW = ["self_referral", "already_referred", "existing_customer"];
  const sentences: Readonly<Record<string, readonly string[]>> = {
    not_new: [
      "The invitation is for people who are new here.",
      "Приглашение действует только для тех, кто здесь впервые.",
      "Запрошення діє лише для тих, хто тут уперше.",
      "Taklif faqat bu yerga yangi kelganlar uchun.",
      "ההזמנה מהחבר מיועדת רק למי שחדש כאן.",
    ],
    unknown_code: [
      "This code does not exist.",
      "Такого кода не существует.",
      "Такого коду не існує.",
      "Bunday kod mavjud emas.",
      "קוד זה אינו קיים.",
    ],
    program_not_active: [
      "The program was not taking new friends at that time.",
      "В это время программа не принимала новых друзей.",
      "У цей час програма не приймала нових друзів.",
      "Oʻsha paytda dastur yangi doʻstlarni qabul qilmayotgan edi.",
      "באותו זמן התוכנית לא קיבלה חברים חדשים.",
    ],
    too_late: [
      "The code came too late: it can be entered within 14 days of the first signup.",
      "Код введён слишком поздно: его можно ввести в течение 14 дней после первой регистрации.",
      "Код введено запізно: його можна ввести протягом 14 днів після першої реєстрації.",
      "Kod juda kech kiritildi: uni birinchi roʻyxatdan oʻtgandan keyin 14 kun ichida kiritish mumkin.",
      "הקוד הוזן מאוחר מדי: אפשר להזין אותו עד \u206614\u2069 יום אחרי ההרשמה הראשונה.",
    ],
    cycle: [
      "Invitations cannot go round in a circle: one of the two had already brought in the other.",
      "Приглашения не могут идти по кругу: один из двоих уже привёл другого.",
      "Запрошення не можуть іти по колу: хтось із двох уже привів іншого.",
      "Takliflar aylana boʻlib yopila olmaydi: ikkalasidan biri avvalroq ikkinchisini olib kelgan.",
      "הזמנות אינן יכולות לחזור במעגל: אחד מהשניים כבר הביא את האחר.",
    ],
  };

  it.each(Object.keys(refusals))("%s, in five languages", async (reason) => {
    const refuse = refusals[reason];
    if (refuse === undefined) throw new Error("no story");
    const referral = referralAt(app.api, await refuse(await begin()));
    const told = NOT_NEW.includes(reason) ? "not_new" : reason;
    const said: (string | undefined)[] = [];
    for (const language of LANGUAGES) {
      const { body } = await referral.explain(`audience=friend&lang=${language}`);
      expect(body.referral).toMatchObject({ status: "rejected", rejectedReason: told, advocate: null });
      expect(body.summary.map(({ code }) => code)).toEqual(["referral_rejected", expect.stringContaining(told)]);
      expect(body.events.map(({ code }) => code)).toEqual(["event_signup"]);
      said.push(plain(body.events[0]?.notes[0]?.sentence));
    }
    expect(said).toEqual(sentences[told]);
    const shop = await referral.explain("audience=tenant&lang=en");
    expect(shop.body.referral).toMatchObject({ rejectedReason: reason });
    expect(shop.body.events[0]?.notes[0]?.code).toBe(`refused_${reason}`);
  });

  it("and has no advocate to tell it to where the code is unknown", async () => {
    const story = await begin();
    const id = await refusals.unknown_code?.(story);
    const answer = await app.api.get(`/v1/referrals/${id}/explanation?audience=advocate`);
    expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
  });

  it("a purchase that brings a refused code is told as what refused it", async () => {
    const story = await begin();
    const id = await story.report({
      type: "purchase",
      participant: story.person(story.advocate),
      orderId: story.nextOrder(),
      amountMinor: 4000,
      currency: "GBP",
      code: story.code,
    });
    const { body } = await referralAt(app.api, id).explain();
    expect(body.events).toMatchObject([{ code: "event_purchase", notes: [{ code: "refused_self_referral" }] }]);
  });

  it("a history longer than its limit is told from its latest part, and says how much came before", async () => {
    const story = await begin();
    const referral = await story.refer();
    const events = Array.from({ length: MAX_EXPLAINED }, () => ({
      type: "purchase",
      participant: story.person(referral.friend),
      orderId: story.nextOrder(),
      amountMinor: 4000,
      currency: "GBP",
    }));
    expect((await app.api.post("/v1/events/batch", { events })).status).toBe(200);
    await referral.buy(4000);
    const { body } = await referral.explain();
    expect([body.events.length, body.omittedEvents]).toEqual([MAX_EXPLAINED, 2]);
    expect(body.summary.at(-1)?.sentence).toBe("2 earlier events are not shown.");
    expect(body.events.flatMap(({ notes }) => notes.map(({ code }) => code))).not.toContain("note_converted");
  });
});
