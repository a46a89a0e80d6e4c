import { readFile } from "node:fs/promises";
import { enableCompileCache } from "node:module";
import { join } from "node:path";

/** `npm start`: builds what browsers are given, then runs the server in this process, with the demo shop at /demo. */

// Compiled code is kept between starts; as in `src/node.ts`, before anything worth keeping is loaded.
enableCompileCache();

const [{ buildAssets }, { startNodeServer }, { demoShop, sendFriendsToShop }] = await Promise.all([
  import("./build.ts"),
  import("../src/nodeServer.ts"),
  import("./shop/shop.ts"),
]);
await buildAssets();
let shopUrl = "";
await startNodeServer(process.env, async (app, { apiUrl, env }) => {
  shopUrl = `${apiUrl}/demo`;
  const keys = JSON.parse(await readFile(join(env.DATA_DIR, "dev-keys.json"), "utf8"));
  const options = { keys, fetch: (request: Request) => app.fetch(request) };
  app.route("/demo", demoShop(options));
  await sendFriendsToShop(options);
});
console.log(`  Demo shop  ${shopUrl}\n`);
