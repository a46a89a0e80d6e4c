import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { directoryAssets } from "../../src/adapters/assets/directoryAssets.ts";
import { dashboardPage, PAGE_HEADERS } from "../../src/dashboard/page.ts";
import type { Viewer } from "../../src/dashboard/viewer.ts";
import { assetNames } from "../../src/http/replies/assetNames.ts";
import { chooseLanguage, type Language } from "../../src/i18n/languages.ts";
import { type GalleryPage, HEBREW, HOSTILE, LONG, PAGES } from "./galleryPages.ts";

const assets = directoryAssets(fileURLToPath(new URL("../../dist/assets", import.meta.url)));

function viewer(language: Language): Viewer {
  const shops = ["Demo shop", HEBREW, LONG, HOSTILE].map((name, at) => ({
    slug: at === 0 ? "demo" : `shop-${at}`,
    name,
  }));
  return {
    userId: "usr_1",
    email: "marketing.director.of.the.whole.company@a-very-long-name.example.com",
    role: "owner",
    language,
    tenantId: "ten_1",
    tenantSlug: "demo",
    shopName: "Demo shop",
    timezone: "Europe/London",
    currency: "GBP",
    shops,
    reviewsWaiting: 128,
  };
}

/** Serves `/gallery?page=...&lang=...`, with the headers that pages have. */
export async function startGallery(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = new Hono();
  app.get("/dashboard/assets/:file", async ({ req }) => {
    const ending = req.param("file").endsWith(".css") ? "css" : "js";
    const found = await assets.fetch(`/dashboard/dashboard.${ending}`);
    return new Response(found.body, { headers: { "content-type": ending === "css" ? "text/css" : "text/javascript" } });
  });
  app.get("/gallery", async ({ req }) => {
    const language = chooseLanguage(req.query("lang") ?? "en");
    const view = PAGES[(req.query("page") ?? "figures") as GalleryPage](language);
    const pick = req.query("pick");
    const title = pick === undefined ? view.title : `${view.title} ${pick}`;
    const said = req.query("said") === undefined ? null : ({ text: "The program is paused.", tone: "good" } as const);
    const frame = { assets: await assetNames(assets), said };
    const page = await dashboardPage(viewer(language), { ...view, title }, frame);
    return new Response(page.toString(), { headers: PAGE_HEADERS });
  });
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/gallery`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
