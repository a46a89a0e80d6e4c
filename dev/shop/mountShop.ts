import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mount } from "../../src/nodeServer.ts";
import { demoShop, giveMaterials, sendFriendsToShop } from "./shop.ts";

/** Puts the shop at /demo beside the API, as a customer of the demo tenant, and makes its share links lead there. */
export const mountShop: Mount = async (app, { env }) => {
  const keys = JSON.parse(await readFile(join(env.DATA_DIR, "dev-keys.json"), "utf8"));
  const options = { keys, fetch: (request: Request) => app.fetch(request) };
  app.route("/demo", demoShop(options));
  await sendFriendsToShop(options);
  await giveMaterials(options);
};
