import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_MATERIALS } from "../../domain/materials.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { tinyPng } from "../../testing/pictures.ts";

interface Shared {
  readonly language: string;
  readonly code: string | null;
  readonly materials: readonly { readonly id: string; readonly text: string | null; readonly link: string }[];
}

let app: TestApp;
let code: string;
beforeAll(async () => {
  app = await createTestApp();
  const asked = { program: "friends", participant: { externalId: "ada" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
});
afterAll(() => app.close());

const put = (id: string, body: object, program = "friends") =>
  app.api.put(`/v1/programs/${program}/materials/${id}`, body);
const remove = (id: string) => app.api.send("DELETE", `/v1/programs/friends/materials/${id}`);
const message = { kind: "message", language: "en", title: "A mail", text: "Use {code}." };
async function sharedBy(externalId: string, query = ""): Promise<Shared> {
  const token = await participantToken(app.tenant, externalId, app.clock.now());
  const answer = await apiClient(app.fetch, token).get<Shared>(`/v1/client/materials?program=friends${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}
async function countFor(externalId: string, language: string): Promise<number> {
  const token = await participantToken(app.tenant, externalId, app.clock.now());
  const panel = await apiClient(app.fetch, token).get<{ materials: number }>(
    `/v1/client/panel?program=friends&lang=${language}`,
  );
  return panel.body.materials;
}
const idsOf = ({ materials }: Shared) => materials.map(({ id }) => id);

describe("materials", () => {
  it("say what the published rules give, and follow them when they change", async () => {
    await put("mail", { ...message, channel: "email", text: "{amount} for me, {friendAmount} for you: {link} {code}" });
    const before = (await sharedBy("ada")).materials[0];
    expect(before?.text).toContain(code);
    expect(before?.link).toMatch(new RegExp(`/r/[\\w-]+/${code}\\?via=email$`));
    expect(before?.text).toContain(before?.link);
    const { rules } = (
      await app.api.get<{ rules: { rewards: { recipient: string; grant: object }[] } }>("/v1/programs/friends")
    ).body;
    const rewards = rules.rewards.map((rule) =>
      rule.recipient === "advocate"
        ? { ...rule, tiers: undefined, grant: { kind: "cash", amountMinor: 7_777, currency: "GBP" } }
        : rule,
    );
    await app.api.patch("/v1/programs/friends", { rules: { ...rules, rewards } });
    expect((await sharedBy("ada")).materials[0]?.text).toBe(before?.text);
    expect((await app.api.post("/v1/programs/friends/publish", {})).status).toBe(200);
    expect((await sharedBy("ada")).materials[0]?.text).toContain("77.77 for me");
    await remove("mail");
  });

  it.each(["0000-01-01", "1899-12-31", "2200-01-01", "2026-02-30"])("have no last day like %s", async (lastDay) => {
    const { status, body } = await app.api.put<{ errors: object[] }>("/v1/programs/friends/materials/odd", {
      ...message,
      lastDay,
    });
    expect([status, body.errors]).toMatchObject([422, [{ path: "lastDay" }]]);
  });

  it("are shown up to the end of their last day in the program's time zone, and listed afterwards", async () => {
    const today = app.clock.now().toISOString().slice(0, 10);
    const yesterday = new Date(app.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
    await put("today", { ...message, lastDay: today });
    await put("over", { ...message, lastDay: yesterday });
    expect(idsOf(await sharedBy("ada"))).toEqual(["today"]);
    const { data } = (await app.api.get<{ data: { id: string }[] }>("/v1/programs/friends/materials")).body;
    expect(data.map(({ id }) => id)).toEqual(["over", "today"]);
    for (const id of ["today", "over"]) await remove(id);
  });

  it("are of the reader's language, or of English where there is nothing in it", async () => {
    await put("english", message);
    await put("hebrew", { ...message, language: "he", text: "{code}" });
    expect(await sharedBy("ada", "&lang=he")).toMatchObject({ language: "he", materials: [{ id: "hebrew" }] });
    expect(await sharedBy("ada", "&lang=ru")).toMatchObject({ language: "en", materials: [{ id: "english" }] });
    for (const id of ["english", "hebrew"]) await remove(id);
  });

  it("are counted where the panel opens, as they are given: of its language, up to their last day, for advocates", async () => {
    const yesterday = new Date(app.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
    await put("english", message);
    await put("second", message);
    await put("over", { ...message, lastDay: yesterday });
    await put("hebrew", { ...message, language: "he" });
    expect([await countFor("ada", "he"), await countFor("ada", "ru"), await countFor("ada", "en")]).toEqual([1, 2, 2]);
    await app.api.post("/v1/participants/ada/block", { reason: "many accounts" });
    expect(await countFor("ada", "en")).toBe(0);
    await app.api.post("/v1/participants/ada/unblock", {});
    for (const id of ["english", "second", "over", "hebrew"]) await remove(id);
    expect(await countFor("ada", "en")).toBe(0);
  });

  it("are for advocates: those who have no code, or are blocked, are given none", async () => {
    await put("mail", message);
    expect(await sharedBy("no-one")).toMatchObject({ code: null, materials: [] });
    await app.api.post("/v1/participants/ada/block", { reason: "many accounts" });
    expect(await sharedBy("ada")).toMatchObject({ code: null, materials: [] });
    await app.api.post("/v1/participants/ada/unblock", {});
    expect(idsOf(await sharedBy("ada"))).toEqual(["mail"]);
    await remove("mail");
  });

  it("keep the picture that they show, also where it is removed at the same moment", async () => {
    for (let nth = 1; nth <= 8; nth++) {
      const file = { body: tinyPng(nth, 3), headers: { "content-type": "image/png" } };
      const { sha256 } = (await app.api.send<{ sha256: string }>("POST", "/v1/media", file)).body;
      const poster = { kind: "picture", language: "en", title: "A poster", picture: sha256 };
      const [shown, removed] = await Promise.all([
        put("poster", poster),
        app.api.send("DELETE", `/v1/media/${sha256}`),
      ]);
      expect([shown.status, removed.status]).toEqual(shown.status === 201 ? [201, 409] : [404, 200]);
      if (shown.status < 300) await remove("poster");
    }
  });

  it("are no more than a program may have, also where several come at once, and one that is there is written anew", async () => {
    const made = [];
    for (let nth = 1; nth < MAX_MATERIALS; nth++) made.push((await put(`many-${nth}`, message)).status);
    expect(new Set(made)).toEqual(new Set([201]));
    const last = await Promise.all([1, 2, 3].map((nth) => put(`last-${nth}`, message)));
    expect(last.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await put("many-1", { ...message, title: "Anew" })).status).toBe(200);
  });
});
