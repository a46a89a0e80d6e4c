import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp, DASHBOARD_URL } from "../../testing/createTestApp.ts";
import { tinyPng } from "../../testing/pictures.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let marketer: DashboardClient;
let brand: string;
beforeAll(async () => {
  app = await createTestApp();
  marketer = await signIn(app, "marketer");
  brand = `/dashboard/t/${app.tenant.slug}/setup/brand`;
});
afterAll(() => app.close());

const theme = async () => {
  const { accent, logo } = (await app.api.get<{ accent: string | null; logo: object | null }>("/v1/tenant")).body;
  return { accent, logo };
};
async function upload(bytes: Uint8Array<ArrayBuffer>) {
  const body = new FormData();
  body.append("file", new Blob([bytes], { type: "image/png" }), "logo.png");
  const request = new Request(`${DASHBOARD_URL}${brand}/logo`, { method: "POST", body });
  request.headers.set("cookie", marketer.member?.cookie ?? "");
  request.headers.set("sec-fetch-site", "same-origin");
  const { status, headers } = await app.fetch(request);
  return [status, headers.get("location")];
}

describe("the page of a shop's colour and logo", () => {
  it("sets a colour, shows what becomes of it and how well that can be read, and takes it away again", async () => {
    expect(await marketer.post(brand, { hasOwn: "on", accent: "#FFD400", logo: "" })).toMatchObject({
      status: 303,
      location: `${brand}?said=saved`,
    });
    expect(await theme()).toEqual({ accent: "#ffd400", logo: null });
    const { text } = await marketer.get(brand);
    expect(text).toContain('type="color" value="#ffd400"');
    expect(text).toContain('fill="#000000">Copy link</text>');
    expect(text).toContain('fill="#000000">Apply</text>');
    expect(text).toMatch(/Contrast of texts: .{0,20}14\.\d/);
    expect(text).toContain(`/theme/${app.tenant.slug}.css`);
    await marketer.post(brand, { accent: "#ffd400", logo: "" });
    expect(await theme()).toEqual({ accent: null, logo: null });
  });

  it("shows what a colour would look like while it is chosen, and saves nothing", async () => {
    const { text } = await marketer.get(`${brand}?accent=%23ffd400`);
    expect(text).toMatch(/<div id="colour-preview">.*fill="#ffd400".*<\/div>/s);
    expect(text).toMatch(/<input type="color"[^>]*hx-get="[^"]*\/setup\/brand"[^>]*hx-target="#colour-preview"/);
    expect((await marketer.get(`${brand}?accent=yellow`)).text).toContain('<div id="colour-preview"></div>');
    expect((await theme()).accent).toBeNull();
  });

  it("takes a colour that was picked without a tick in the box above, and none where that tick was taken away", async () => {
    await marketer.post(brand, { was: JSON.stringify({ accent: "", logo: "" }), accent: "#c2410c", logo: "" });
    expect((await theme()).accent).toBe("#c2410c");
    await marketer.post(brand, { was: JSON.stringify({ accent: "#c2410c", logo: "" }), accent: "#c2410c", logo: "" });
    expect((await theme()).accent).toBeNull();
  });

  it("says how a colour is written where one is not, and changes nothing", async () => {
    const refused = await marketer.post(brand, { hasOwn: "on", accent: "yellow", logo: "" });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("such as #0a6b4d.");
    expect(refused.text).toContain('value="yellow"');
    expect((await theme()).accent).toBeNull();
  });

  it("makes an uploaded picture the logo, once for all who send it twice, and keeps the colour", async () => {
    await marketer.post(brand, { hasOwn: "on", accent: "#0a6b4d", logo: "" });
    const statements = await app.database.during(async () => {
      expect(await upload(tinyPng(6, 4))).toEqual([303, `${brand}?said=saved`]);
    });
    // What is there, and one commit of both.
    expect(statements).toBe(2);
    expect(await upload(tinyPng(6, 4))).toEqual([303, `${brand}?said=saved`]);
    const audit = (await app.api.get<{ data: readonly { action: string }[] }>("/v1/audit")).body.data;
    expect(audit.slice(0, 3).map(({ action }) => action)).toContain("picture.added");
    expect(await theme()).toMatchObject({ accent: "#0a6b4d", logo: { width: 6, height: 4 } });
    expect((await app.api.get<{ data: unknown[] }>("/v1/media")).body.data).toHaveLength(1);
    expect((await marketer.get(brand)).text).toMatch(/value="[0-9a-f]{64}" checked/);
    expect(await upload(new TextEncoder().encode("<svg/>"))).toEqual([303, `${brand}?said=picture_unfit`]);
  });

  it("keeps a colour that another person chose while the form was open, and a logo likewise", async () => {
    const { logo } = await theme();
    const was = JSON.stringify({ accent: "", logo: "" });
    await marketer.post(brand, { was, accent: "#0d6b50", logo: "" });
    expect(await theme()).toEqual({ accent: "#0a6b4d", logo });
    await marketer.post(brand, { was, hasOwn: "on", accent: "#123456", logo: "" });
    expect(await theme()).toEqual({ accent: "#123456", logo });
    await marketer.post(brand, { was, hasOwn: "on", accent: "#0a6b4d", logo: "" });
    expect((await marketer.get(brand)).text).toMatch(/name="was" value='{"accent":"#0a6b4d","logo":"[0-9a-f]{64}"}'/);
  });

  it("is for those who change programs", async () => {
    const support = await signIn(app, "support");
    expect((await support.get(brand)).status).toBe(403);
    expect((await support.post(brand, { logo: "" })).status).toBe(403);
    expect((await theme()).accent).toBe("#0a6b4d");
  });
});
