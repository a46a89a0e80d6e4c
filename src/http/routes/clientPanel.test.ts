import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

interface Panel {
  readonly language: string;
  readonly direction: string;
  readonly signedIn: boolean;
  readonly texts: Readonly<Record<string, string>>;
  readonly offer: { readonly headline: string };
  readonly advocate: { readonly code: string; readonly shareUrl: string; readonly message: string } | null;
  readonly standing: { readonly reason: string; readonly message: string; readonly mayApply: boolean } | null;
  readonly progress: readonly { readonly position: number; readonly next: number; readonly message: string }[];
  readonly friends: readonly {
    readonly label: string;
    readonly status: string;
    readonly statusText: string;
    readonly rewards: readonly { readonly amount: string; readonly status: string; readonly statusText: string }[];
    readonly why: readonly string[];
  }[];
  readonly friendCount: number;
  readonly totals: readonly object[];
  readonly coupons: readonly { readonly code: string; readonly message: string; readonly expires: string | null }[];
}

let app: TestApp;
let visitor: ApiClient;

beforeAll(async () => {
  app = await createTestApp();
  visitor = apiClient(app.fetch, app.tenant.publishableKey);
});
afterAll(() => app.close());

const as = async (externalId: string, claims = {}) =>
  apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now(), claims));
const panelOf = async (client: ApiClient, query = "?program=friends") =>
  (await client.get<Panel>(`/v1/client/panel${query}`)).body;
const buy = (externalId: string, orderId: string, amountMinor: number) => {
  const order = { type: "purchase", participant: { externalId }, orderId, amountMinor, currency: "GBP" };
  return app.api.post("/v1/events", order);
};
const invite = async (advocate: string, friend: string) => {
  const { advocate: own } = await panelOf(await as(advocate));
  await (await as(friend)).post("/v1/client/redemptions", { code: own?.code });
};

describe("the panel", () => {
  it("shows a visitor who has not signed in the offer and the texts, and nothing of any participant", async () => {
    const panel = await panelOf(visitor);
    expect(Object.keys(panel).toSorted()).toEqual(["direction", "language", "offer", "program", "signedIn", "texts"]);
    expect(panel).toMatchObject({ signedIn: false, language: "en", direction: "ltr" });
    expect(panel.texts).toHaveProperty("copyLink", "Copy link");
  });

  it("gives a participant who may be an advocate their code, once, in a profile that the token brings", async () => {
    const ada = await as("ada", { email: "ada@example.com", name: "Ada", locale: "he-IL", country: null });
    const [first, second] = [await panelOf(ada), await panelOf(ada)];
    expect(first.advocate?.code).toMatch(/^[2-9A-Z]{10}$/);
    expect(second.advocate).toEqual(first.advocate);
    expect(first.advocate?.shareUrl).toBe(`http://api.test/r/tea-shop/${first.advocate?.code}`);
    const { body } = await app.api.get("/v1/participants/ada");
    expect(body).toMatchObject({ email: "ada@example.com", name: "Ada", locale: "he-IL", country: null });
    expect((await app.fetch(new Request(first.advocate?.shareUrl ?? "", { redirect: "manual" }))).status).toBe(302);
  });

  it("reads in one statement; only a participant without a code costs three more", async () => {
    const newcomer = await as("newcomer");
    await app.deps.clicks.flush();
    expect(await app.database.during(() => panelOf(newcomer))).toBe(4);
    expect(await app.database.during(() => panelOf(newcomer))).toBe(1);
  });

  it.each([
    ["an e-mail", { email: "one@example.com" }, { email: "One+2@example.com" }],
    ["a phone", { phone: "+44 20 7183 8750" }, { phone: "00442071838750" }],
  ])("a code is not for the other account of its owner, who has %s in common", async (name, own, otherwise) => {
    const participant = { externalId: `owner by ${name}`, ...own };
    const { body } = await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant });
    const reasonFor = async (claims: object) => {
      const client = await as(`visitor by ${name}`, claims);
      return (await client.get<{ reason: string | null }>(`/v1/client/codes/${body.code}`)).body.reason;
    };
    expect([await reasonFor(otherwise), await reasonFor({})]).toEqual(["not_new", null]);
  });

  it("follows a friend from joining to the reward and back, without naming anyone", async () => {
    const advocate = await as("zelda", { email: "zelda@example.com" });
    await invite("zelda", "fred-the-friend");
    await buy("fred-the-friend", "order-of-fred-1", 1200);
    const [short] = (await panelOf(advocate)).friends;
    expect(short).toMatchObject({ label: "Friend 1", status: "attributed", statusText: "Joined on January 5, 2026" });
    expect(short?.why).toEqual([
      "No purchase has counted yet. Purchases until July 4, 2026 count.",
      "An order of at least £30.00 is needed.",
    ]);

    await buy("fred-the-friend", "order-of-fred-2", 4200);
    const earned = await panelOf(advocate);
    expect(earned.friends[0]).toMatchObject({
      status: "converted",
      rewards: [{ amount: "£10.00", status: "pending", statusText: "Pending until February 4, 2026" }],
      why: [],
    });
    expect(earned.progress).toMatchObject([
      { position: 1, next: 5, message: "£15.00 each from your 5th friend who buys: 4 more to go" },
    ]);
    const total = { unit: "cash:GBP", pending: "£10.00", available: "£0.00", paid: "£0.00", payout: [] };
    expect(earned.totals).toEqual([total]);

    const refund = { type: "refund", orderId: "order-of-fred-2", refundId: "back", amountMinor: 4200, currency: "GBP" };
    await app.api.post("/v1/events", refund);
    const after = await panelOf(advocate);
    expect(after.friends[0]?.rewards).toMatchObject([
      { amount: "£10.00", statusText: "Cancelled, because the purchase was returned" },
    ]);
    const told = JSON.stringify([short, earned, after]);
    for (const name of ["fred", "zelda", "order-of", "example.com", "par_"]) expect(told).not.toContain(name);
  });

  it("shows a friend their coupon, and nothing of their advocate", async () => {
    await invite("ada", "gus");
    const panel = await panelOf(await as("gus"));
    expect(panel.coupons).toMatchObject([{ message: "10% off", expires: "Valid until February 4, 2026" }]);
    expect(JSON.stringify(panel)).not.toContain("ada");
  });

  it("shows the latest 20 friends, each with their own number", async () => {
    for (let n = 1; n <= 22; n++) {
      // Ids sort by time: those of one millisecond would be in any order.
      app.clock.advance(1);
      await invite("popular", `fan-${n}`);
    }
    const { friends, friendCount } = await panelOf(await as("popular"));
    expect(friendCount).toBe(22);
    expect(friends.map(({ label }) => label)).toEqual(Array.from({ length: 20 }, (_, at) => `Friend ${22 - at}`));
  });

  it("tells an advocate's friends apart from another tenant's", async () => {
    const other = await app.newTenant("Coffee shop");
    const stranger = apiClient(app.fetch, await participantToken(other.tenant, "zelda", app.clock.now()));
    expect((await stranger.get("/v1/client/panel?program=friends")).status).toBe(404);
    await other.api.post("/v1/programs", demoProgram);
    await other.api.post("/v1/programs/friends/publish", {});
    expect(await panelOf(stranger)).toMatchObject({ friends: [], friendCount: 0, totals: [] });
  });
});

describe("a participant who is no advocate", () => {
  const program = (key: string, eligibility: object) =>
    app.api.post("/v1/programs", { ...demoProgram, key, rules: { ...(demoProgram.rules as object), eligibility } });

  it("is told why, and may apply where that helps", async () => {
    await program("club", { approval: "application" });
    await app.api.post("/v1/programs/club/publish", {});
    const hal = await as("hal");
    const standing = async () => (await panelOf(hal, "?program=club&lang=en")).standing;
    expect(await standing()).toMatchObject({ reason: "application_required", mayApply: true });
    const applied = await hal.post("/v1/client/applications", { program: "club" });
    expect([applied.status, applied.body]).toMatchObject([201, { standing: { reason: "application_pending" } }]);
    expect(await standing()).toMatchObject({ reason: "application_pending", mayApply: false });
    await app.api.post("/v1/programs/club/applications/hal/refuse", { reason: "a private remark" });
    const refused = await panelOf(hal, "?program=club");
    expect(refused).toMatchObject({ advocate: null, standing: { reason: "application_refused" } });
    expect(JSON.stringify(refused)).not.toContain("private remark");
    await app.api.post("/v1/programs/club/applications/hal/approve", {});
    expect(await panelOf(hal, "?program=club")).toMatchObject({ standing: null, advocate: { vanity: null } });
  });

  it("is not stored for having looked", async () => {
    await program("vip", { approval: "open", segments: ["vip"] });
    await app.api.post("/v1/programs/vip/publish", {});
    const panel = await panelOf(await as("onlooker"), "?program=vip");
    expect(panel).toMatchObject({ advocate: null, friends: [], standing: { reason: "not_in_segment" } });
    expect((await app.api.get("/v1/participants/onlooker")).status).toBe(404);
  });

  it("hears that they were blocked, with a code or without, and not what for", async () => {
    expect((await panelOf(await as("crook"))).advocate).not.toBeNull();
    await app.api.put("/v1/participants/crook-2", {});
    for (const externalId of ["crook", "crook-2"]) {
      await app.api.post(`/v1/participants/${externalId}/block`, { reason: "a private remark" });
      const crook = await as(externalId);
      const panel = await panelOf(crook);
      expect(panel).toMatchObject({ advocate: null, standing: { reason: "blocked", mayApply: false } });
      const vanity = await crook.post("/v1/client/vanity", { program: "friends", vanity: `my-${externalId}` });
      expect([vanity.status, vanity.body.message]).toEqual([409, panel.standing?.message]);
      expect(JSON.stringify([panel, vanity.body])).not.toContain("private remark");
    }
  });

  it("hears when the program is not active", async () => {
    await app.api.patch("/v1/programs/vip", { status: "paused" });
    expect((await panelOf(await as("hal"), "?program=vip")).standing?.reason).toBe("program_not_active");
  });

  it("has to name a program where several are active, and finds none that was never published", async () => {
    expect((await visitor.get("/v1/client/panel")).body.code).toBe("program_required");
    await program("secret-draft", { approval: "open" });
    const early = await as("early-bird");
    for (const answer of [
      await visitor.get("/v1/client/panel?program=secret-draft"),
      await early.post("/v1/client/vanity", { program: "secret-draft", vanity: "best-word" }),
      await early.post("/v1/client/applications", { program: "secret-draft" }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, "program_not_found"]);
    }
    // A tenant's own server may give codes out beforehand.
    const prepared = { program: "secret-draft", participant: { externalId: "early-bird" }, vanity: "best-word" };
    expect((await app.api.post("/v1/codes", prepared)).status).toBe(201);
  });
});

describe("a tenant whose earlier and later programs were never ended by hand", () => {
  it("needs to name none: the panel and the page of advocates take the one that runs now", async () => {
    const { tenant, api } = await app.newTenant("Seasonal");
    const seasons = [
      ["a-last-year", { endsAt: "2026-01-01T00:00:00Z" }],
      ["b-now", { startsAt: "2026-01-01T00:00:00Z", endsAt: "2026-02-01T00:00:00Z" }],
      ["c-next", { startsAt: "2026-02-01T00:00:00Z" }],
    ] as const;
    for (const [key, dates] of seasons) {
      await api.post("/v1/programs", { ...demoProgram, key, ...dates });
      await api.post(`/v1/programs/${key}/publish`, {});
    }
    const shopper = apiClient(app.fetch, tenant.publishableKey);
    expect((await shopper.get("/v1/client/panel")).body).toMatchObject({ program: "b-now" });
    const page = await app.fetch(new Request("http://api.test/share/seasonal"));
    expect(await page.text()).toContain('data-panel-program="b-now"');
  });
});

describe("the language", () => {
  it("is the one asked for, else the participant's, else the browser's, else English", async () => {
    const ida = await as("ida", { locale: "uk" });
    const of = async (client: ApiClient, query: string, accept?: string) => {
      const headers: Record<string, string> = accept === undefined ? {} : { "accept-language": accept };
      const { headers: answered, body } = await client.get<Panel>(`/v1/client/panel?program=friends${query}`, headers);
      expect(answered.get("content-language")).toBe(body.language);
      return body.language;
    };
    expect(await of(ida, "&lang=he", "ru")).toBe("he");
    expect(await of(ida, "", "ru")).toBe("uk");
    expect(await of(await as("ida"), "", "ru")).toBe("uk");
    expect(await of(visitor, "", "fr, uz;q=0.5")).toBe("uz");
    expect(await of(visitor, "")).toBe("en");
    // Elements send on what a page says of itself.
    expect(await of(ida, "&lang=he-IL", "ru")).toBe("he");
    expect(await of(ida, "&lang=fr", "ru")).toBe("uk");
    for (const lang of ["", "x-1_2!", "%D0%B0"]) expect(await of(ida, `&lang=${lang}`)).toBe("uk");
    expect((await visitor.get(`/v1/client/panel?program=friends&lang=${"x".repeat(101)}`)).status).toBe(422);
  });

  it.each(["ru", "uk", "uz", "he"])("%s: every sentence is in it", async (lang) => {
    const panel = await panelOf(await as("zelda"), `?program=friends&lang=${lang}`);
    const script = { ru: /[а-я]/i, uk: /[а-я]/i, uz: /[a-zʻʼ]/i, he: /[א-ת]/ }[lang] ?? /$^/;
    for (const { statusText, why, label } of panel.friends) {
      for (const text of [statusText, label, ...why]) expect(text).toMatch(script);
    }
    expect(panel.direction).toBe(lang === "he" ? "rtl" : "ltr");
    expect(JSON.stringify({ ...panel, offer: null, texts: null })).not.toMatch(/Friend \d|Pending|Joined/);
  });
});

describe("a tenant's own words", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to look like one
  const hostile = '"><img src=x onerror=alert(1)>{{7*7}}${7*7}\u202e{shop}';

  it("stand in place of ours in their language, as plain text with the values they name", async () => {
    const $widget = { en: { copyLink: hostile, friendLabel: "Mate no. {number} {constructor}" } };
    expect((await app.api.patch("/v1/programs/friends", { texts: { $widget } })).status).toBe(200);
    const panel = await panelOf(await as("zelda"), "?program=friends&lang=en");
    expect(panel.texts.copyLink).toBe(hostile);
    expect(panel.friends[0]?.label).toBe("Mate no. 1 ");
    expect((await panelOf(await as("zelda"), "?program=friends&lang=ru")).friends[0]?.label).toBe("Друг 1");
  });

  it.each([
    ["a key that no text has", { $widget: { en: { nonsense: "x" } } }, "texts.$widget.en.nonsense"],
    ["a sentence that stays ours", { $widget: { en: { problemOther: "x" } } }, "texts.$widget.en.problemOther"],
    ["a language that is none of ours", { $widget: { fr: { share: "x" } } }, "texts.$widget.fr"],
    ["a text that is too long", { $widget: { en: { share: "x".repeat(501) } } }, "texts.$widget.en.share"],
    ["an empty text", { $widget: { en: { share: "" } } }, "texts.$widget.en.share"],
    ["another name with a dollar", { $other: { en: { share: "x" } } }, "texts.$other"],
  ])("are refused with their path: %s", async (_, texts, path) => {
    const { status, body } = await app.api.patch("/v1/programs/friends", { texts });
    expect(status).toBe(422);
    expect(body.errors).toContainEqual({ path, message: expect.any(String) });
  });

  it("a tenant's name is words among words", async () => {
    await app.api.patch("/v1/tenant", { name: "<b>Tea</b> \u202e{offer}" });
    const { advocate } = await panelOf(await as("zelda"), "?program=friends&lang=en");
    expect(advocate?.message).toContain("invite you to <b>Tea</b> {offer}.");
  });
});
