import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_PICTURE_BYTES } from "../../domain/pictures.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp, DASHBOARD_URL } from "../../testing/createTestApp.ts";
import { tinyPng } from "../../testing/pictures.ts";
import type { DashboardClient, PageAnswer } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let marketer: DashboardClient;
let viewer: DashboardClient;
let shop: string;
beforeAll(async () => {
  app = await createTestApp();
  marketer = await signIn(app, "marketer");
  viewer = await signIn(app, "viewer");
  shop = `/dashboard/t/${app.tenant.slug}`;
});
afterAll(() => app.close());

const page = (query = "") => marketer.get(`${shop}/programs/friends/materials${query}`);
const save = (fields: Readonly<Record<string, string>>): Promise<PageAnswer> =>
  marketer.post(`${shop}/programs/friends/materials`, { id: "mail", language: "en", kind: "message", ...fields });
async function upload(bytes: Uint8Array<ArrayBuffer>) {
  const body = new FormData();
  body.append("file", new Blob([bytes], { type: "image/png" }), "tea.png");
  const request = new Request(`${DASHBOARD_URL}${shop}/programs/friends/pictures`, { method: "POST", body });
  request.headers.set("cookie", marketer.member?.cookie ?? "");
  request.headers.set("sec-fetch-site", "same-origin");
  const { status, headers } = await app.fetch(request);
  return [status, headers.get("location")];
}

describe("the page of a program's materials", () => {
  it("shows a text as an advocate sends it, with what the published rules give", async () => {
    const fields = { title: "For <b>a</b> friend", channel: "email", text: "{shop}: {friendAmount}. {link}" };
    expect(await save(fields)).toMatchObject({
      status: 303,
      location: `${shop}/programs/friends/materials?in=en&said=saved`,
    });
    const { text } = await page("?in=en");
    expect(text).toContain("For &lt;b&gt;a&lt;/b&gt; friend");
    expect(text).toMatch(/10% off[^<]*\/r\/[\w-]+\/ADA7TEA\?via=email/);
    const { data } = (await app.api.get<{ data: unknown[] }>("/v1/programs/friends/materials")).body;
    expect(data).toMatchObject([{ id: "mail", channel: "email", kind: "message" }]);
    await save(fields);
    expect((await app.api.get<{ data: unknown[] }>("/v1/programs/friends/materials")).body.data).toHaveLength(1);
  });

  it("keeps what a colleague wrote meanwhile in the boxes that a form left as they were", async () => {
    const before = { id: "two", title: "Tea", text: "A {link}", channel: "email", lastDay: "", url: "", picture: "" };
    await save(before);
    const was = JSON.stringify({ ...before, kind: "message", language: "en" });
    expect((await page("?in=en&edit=two")).text).toContain(`name="was" value='{"id":"two"`);
    await save({ ...before, was, title: "Green tea" });
    await save({ ...before, was, lastDay: "2027-01-31" });
    await save({ ...before, was, kind: "pdf", url: "https://a.example/tea.pdf" });
    const { data } = (await app.api.get<{ data: { id: string }[] }>("/v1/programs/friends/materials")).body;
    expect(data.find(({ id }) => id === "two")).toMatchObject({
      ...{ kind: "pdf", url: "https://a.example/tea.pdf", title: "Green tea", text: "A {link}", channel: null },
      lastDay: "2027-01-31",
    });
    await marketer.post(`${shop}/programs/friends/materials/two/remove`, { language: "en" });
  });

  it("tells at its box what is wrong, keeps what was typed and saves nothing", async () => {
    const wrongs = [
      [{ id: "x", title: "", text: "a" }, "field-title-error"],
      [{ id: "x", title: "T", text: "" }, "field-text-error"],
      [{ id: "x", title: "T", text: "{amonut}" }, "field-text-error"],
      [{ id: "x", title: "T", kind: "pdf", url: "http://a.example/" }, "field-url-error"],
      [{ id: "x", title: "T", kind: "picture", picture: "0".repeat(64) }, "field-picture-error"],
      [{ id: "x", title: "T", text: "a", channel: "E mail" }, "field-channel-error"],
      [{ id: "x", title: "T", text: "a", lastDay: "soon" }, "field-lastDay-error"],
      [{ id: "x", title: "T", text: "a", lastDay: "0000-01-01" }, "field-lastDay-error"],
    ] as const;
    for (const [fields, at] of wrongs) {
      const { status, text } = await save({ ...fields, url: "url" in fields ? fields.url : "https://typed.example/" });
      expect([at, status, text.includes(`id="${at}"`)]).toEqual([at, 422, true]);
      expect(text).toContain("url" in fields ? fields.url : "https://typed.example/");
    }
    expect((await app.api.get<{ data: unknown[] }>("/v1/programs/friends/materials")).body.data).toHaveLength(1);
  });

  it("takes a picture from a form, shows it to members alone, and keeps it while a material does", async () => {
    expect(await upload(tinyPng(6, 4))).toEqual([303, `${shop}/programs/friends/materials?said=saved#pictures`]);
    const { data } = (await app.api.get<{ data: { sha256: string }[] }>("/v1/media")).body;
    const sha256 = data[0]?.sha256 ?? "";
    const own = `${shop}/pictures/${sha256}`;
    expect((await page()).text).toContain(`src="${own}"`);
    expect((await marketer.get(own)).headers.get("content-type")).toBe("image/png");
    await save({ id: "poster", kind: "picture", title: "A poster", picture: sha256 });
    const remove = () => marketer.post(`${shop}/programs/friends/pictures/${sha256}/remove`, {});
    expect((await remove()).location).toContain("said=picture_shown");
    await marketer.post(`${shop}/programs/friends/materials/poster/remove`, { language: "en" });
    expect((await remove()).location).toContain("said=removed");
    expect((await marketer.get(own)).status).toBe(404);
    expect((await remove()).location).toContain("said=removed");
  });

  it("says of a material whose removal is sent twice that it is gone, and removes it once", async () => {
    expect((await save({ id: "twice", title: "A mail", text: "{link}" })).status).toBe(303);
    const program = `${shop}/programs/friends/materials`;
    for (const _ of [1, 2]) {
      const { status, location } = await marketer.post(`${program}/twice/remove`, { language: "en" });
      expect([status, location]).toEqual([303, `${program}?in=en&said=removed`]);
    }
    const { data } = (
      await app.api.get<{ data: { detail: { material?: string } }[] }>("/v1/audit?action=material.removed")
    ).body;
    expect(data.filter(({ detail }) => detail.material === "twice")).toHaveLength(1);
  });

  it("takes no page for a picture, and none that is too large", async () => {
    const unfit = `${shop}/programs/friends/materials?said=picture_unfit#pictures`;
    const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>");
    for (const bytes of [svg, new Uint8Array(), tinyPng(1, 1, MAX_PICTURE_BYTES)]) {
      expect(await upload(bytes)).toEqual([303, unfit]);
    }
    expect((await app.api.get<{ data: unknown[] }>("/v1/media")).body.data).toEqual([]);
  });

  it("is read by viewers, to whom nothing is offered that they may not do", async () => {
    const { status, text } = await viewer.get(`${shop}/programs/friends/materials?in=en`);
    expect(status).toBe(200);
    expect(text).toContain("ADA7TEA");
    expect(text).not.toContain(`action="${shop}/programs`);
  });
});
