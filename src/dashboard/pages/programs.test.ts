import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { RECIPE_TEXTS } from "../../i18n/dashboard/recipes.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let owner: DashboardClient;
let viewer: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  owner = await signIn(app, "owner");
  viewer = await signIn(app, "viewer");
});
afterAll(() => app.close());

/** A page as one reads it. */
async function read(client: DashboardClient, path: string): Promise<string> {
  const { status, text } = await client.get(path);
  expect(status).toBe(200);
  return plain(text);
}

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");
}

const programOf = async (key: string) => (await app.api.get(`/v1/programs/${key}`)).body;
const audited = async (action: string) =>
  await app.database.query("SELECT actor ->> 'type', actor ->> 'id' FROM audit WHERE action = $1", [action]);

describe("the programs of a shop", () => {
  it("stand in a list with how they go, in one statement, and each leads to its page", async () => {
    expect(await app.database.during(() => owner.get("/programs"))).toBe(1);
    expect(await read(owner, "/programs")).toContain("Refer a friend Active 1 0 £0.00 – no budget limits it");
    expect((await owner.get("/programs")).text).toContain('href="/dashboard/t/tea-shop/programs/friends"');
  });

  it("tell their offer in words, and offer to change them to those alone who may", async () => {
    expect(await app.database.during(() => owner.get("/programs/friends"))).toBe(1);
    expect(await read(owner, "/programs/friends")).toContain("The friend gets");
    expect((await owner.get("/programs/friends")).text).toContain("/programs/friends/status");
    const { text } = await viewer.get("/programs/friends");
    for (const forbidden of ["/status", "/edit", "/settings", "/new-program"]) expect(text).not.toContain(forbidden);
    expect((await viewer.get("/programs/friends/settings")).status).toBe(403);
  });

  it("begin with a recipe, as a draft, once however often the form is sent; a name that is taken is said", async () => {
    expect(await read(owner, "/new-program")).toContain("Begin with this");
    expect(await read(owner, "/new-program?recipe=per-sale")).toContain("Landing page");
    expect((await owner.get("/new-program?recipe=none")).status).toBe(404);
    const fields = {
      ...{
        recipe: "per-sale",
        key: "form-1",

        name: "Spring",
        programKey: "spring",
        currency: "EUR",
      },
      landingUrl: "https://shop.example/spring",
    };
    const first = await owner.post("/new-program", fields);
    expect([first.status, first.location]).toEqual([303, "/dashboard/t/tea-shop/programs/spring?said=program_created"]);
    expect((await owner.post("/new-program", fields)).location).toBe(first.location);
    expect(await programOf("spring")).toMatchObject({ name: "Spring", currency: "EUR", status: "draft", version: 0 });
    const again = await owner.post("/new-program", { ...fields, key: "form-2" });
    expect([again.status, plain(again.text)]).toEqual([
      422,
      expect.stringContaining("There is a program of that name already."),
    ]);
    const wrong = await owner.post("/new-program", {
      ...fields,
      key: "form-3",
      programKey: "Spring!",
      landingUrl: "shop",
    });
    expect(wrong.status).toBe(422);
    expect(plain(wrong.text)).toContain("Use lower-case letters");
    expect(plain(wrong.text)).toContain("Enter an address that starts with https://");
    expect(await read(owner, "/programs/spring")).toContain("As the draft would offer it");
  });

  it.each(LANGUAGES)("offer recipes by their name and what they are good for, in %s", async (language) => {
    const { text } = await owner.get("/new-program", { "accept-language": language });
    const { name, use } = RECIPE_TEXTS["points-for-actions"];
    for (const said of [name, use]) expect(text).toContain(said[language].replaceAll("'", "&#39;"));
    const chosen = await owner.get("/new-program?recipe=points-for-actions", { "accept-language": language });
    expect(chosen.text).toContain(use[language]);
  });

  it("tell what waits to be published, and when", async () => {
    const publishAt = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
    expect(await read(viewer, "/programs/friends")).not.toContain("Waiting for its time");
    await app.api.post("/v1/programs/friends/publish", { version: 1, publishAt });
    expect(await read(viewer, "/programs/friends")).toMatch(/Waiting for its time [^<]*20\d\d, [^<]* Version 1/);
    expect((await viewer.get("/programs/friends")).text).not.toContain("/programs/friends/publish");
    expect((await owner.get("/programs/friends")).text).toContain("/programs/friends/publish");
    const { schedule } = (await app.api.get<{ schedule: { id: string }[] }>("/v1/programs/friends")).body;
    await app.api.post(`/v1/programs/friends/schedule/${schedule[0]?.id}/cancel`, {});
  });

  it("can be copied with their rules and texts", async () => {
    expect((await owner.get("/new-program?program=friends")).text).toContain('value="friends-copy"');
    const fields = {
      ...{ program: "friends", key: "form-4", name: "Twin", programKey: "twin", currency: "GBP" },
      landingUrl: "https://shop.example/twin",
    };
    expect((await owner.post("/new-program", fields)).status).toBe(303);
    const [twin, friends] = [await programOf("twin"), await programOf("friends")];
    expect([twin.draft, twin.texts]).toEqual([friends.rules, friends.texts]);
  });

  it("are paused, resumed and ended by a member, whom the audit names; an ended one stays so", async () => {
    const step = (key: string, status: string) => owner.post(`/programs/${key}/status`, { status });
    expect((await step("friends", "paused")).location).toContain("said=program_paused");
    expect(await read(owner, "/programs/friends")).toContain("Resume");
    expect((await step("friends", "active")).location).toContain("said=program_resumed");
    expect((await step("twin", "active")).location).toContain("said=program_stays");
    expect((await step("twin", "ended")).location).toContain("said=program_ended");
    expect((await step("twin", "paused")).location).toContain("said=program_stays");
    const actors = await audited("program.changed");
    expect(actors).toHaveLength(3);
    for (const actor of actors) expect(actor).toEqual(["user", owner.member?.userId]);
    expect((await viewer.post("/programs/friends/status", { status: "paused" })).status).toBe(403);
  });
});

describe("the versions of a program", () => {
  it("say what each changed and who published it, and an older one can be published again, once", async () => {
    const { rules } = (await programOf("friends")) as { rules: { attribution: object } };
    const changed = { ...rules, attribution: { ...rules.attribution, windowDays: 45 } };
    expect((await app.api.patch("/v1/programs/friends", { rules: changed })).status).toBe(200);
    expect((await app.api.post("/v1/programs/friends/publish", {})).status).toBe(200);
    expect(await app.database.during(() => owner.get("/programs/friends/versions"))).toBe(1);
    const text = await read(owner, "/programs/friends/versions");
    expect(text).toMatch(/Version 2 in force .* by API key sk_test_.*is now 45 days?.*Version 1 /);
    expect(text).toContain("The first version.");
    const fields = { applyTo: "new", key: "again-1" };
    const publish = () => owner.post("/programs/friends/versions/1/publish", fields);
    expect((await publish()).location).toContain("/programs/friends/versions?said=version_published");
    expect((await publish()).location).toContain("said=version_published");
    expect((await programOf("friends")).version).toBe(3);
    expect(await read(owner, "/programs/friends/versions")).toContain(`by ${owner.member?.email}`);
    expect((await viewer.get("/programs/friends/versions")).text).not.toContain(
      '<form method="post" action="/dashboard/t/tea-shop/programs',
    );
    expect((await owner.post("/programs/friends/versions/99/publish", { applyTo: "new" })).location).toContain(
      "said=program_stays",
    );
  });

  it("name who asked for one that was published at a time, and not the job that did it", async () => {
    await app.api.post("/v1/programs", { ...demoProgram, key: "timed" });
    await app.api.post("/v1/programs/timed/publish", {});
    const fields = { applyTo: "new", when: "later", at: "2026-02-01T10:00", key: "later-1" };
    await app.api.patch("/v1/programs/timed", { rules: { ...demoProgram.rules, qualifies: [] } });
    expect((await owner.post("/programs/timed/publish", fields)).status).toBe(303);
    await app.api.post("/v1/jobs/publish-scheduled", { asOf: "2026-02-01T10:00:00Z" });
    expect(await read(owner, "/programs/timed/versions")).toMatch(
      new RegExp(`Version 2 in force [^.]* by ${owner.member?.email}`),
    );
  });
});

describe("the settings of a program", () => {
  const fields = { name: "Friends", landingUrl: "https://shop.example/new", startsAt: "", endsAt: "" };

  it("are entered as the clocks of the program show, and shown so again", async () => {
    const saved = await owner.post("/programs/friends/settings", { ...fields, endsAt: "2026-07-01T09:30" });
    expect(saved.location).toBe("/dashboard/t/tea-shop/programs/friends/settings?said=saved");
    const { name, landingUrl, endsAt } = await programOf("friends");
    expect([name, landingUrl, endsAt]).toEqual(["Friends", fields.landingUrl, "2026-07-01T09:30:00.000Z"]);
    expect((await owner.get("/programs/friends/settings")).text).toContain('value="2026-07-01T09:30"');
  });

  it("keep what another person changed while the form was open, at the places where it was left as it was", async () => {
    await owner.post("/programs/friends/settings", fields);
    const { text } = await owner.get("/programs/friends/settings");
    expect(text).toContain(`name="was" value='${JSON.stringify(fields)}'`);
    await app.api.patch("/v1/programs/friends", { name: "Tea with friends", endsAt: "2026-09-01T00:00:00Z" });
    const form = { ...fields, was: JSON.stringify(fields), landingUrl: "https://shop.example/later" };
    expect((await owner.post("/programs/friends/settings", form)).location).toContain("?said=saved");
    expect(await programOf("friends")).toMatchObject({
      ...{ name: "Tea with friends", landingUrl: form.landingUrl, endsAt: "2026-09-01T00:00:00.000Z" },
    });
  });

  it("that are wrong are said beside their field, and nothing of them is lost or saved", async () => {
    const before = await programOf("friends");
    const wrong = { name: "", landingUrl: "javascript:alert(1)", startsAt: "soon", endsAt: "" };
    const { status, text } = await owner.post("/programs/friends/settings", wrong);
    expect(status).toBe(422);
    expect(text.match(/aria-invalid="true"/g)).toHaveLength(3);
    expect(text).toContain('value="javascript:alert(1)"');
    const order = await owner.post("/programs/friends/settings", {
      ...fields,
      ...{ startsAt: "2026-08-01T00:00", endsAt: "2026-07-01T00:00" },
    });
    expect([order.status, plain(order.text)]).toEqual([
      422,
      expect.stringContaining("The end has to come after the beginning."),
    ]);
    expect(await programOf("friends")).toEqual(before);
  });
});

it.each(LANGUAGES)("every page of programs is whole in %s, and at most 60 kB", async (language) => {
  const paths = ["/programs", "/new-program", "/new-program?recipe=per-sale", "/programs/friends"];
  for (const path of [...paths, "/programs/friends/versions", "/programs/friends/settings", "/programs/twin"]) {
    const { status, text } = await owner.get(path, { "accept-language": language });
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toMatch(/undefined|\{\w+\}|NaN|\[object/);
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  }
});
