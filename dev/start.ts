import { enableCompileCache } from "node:module";

/** `npm start`: builds what browsers are given, then runs the server in this process, with the demo shop at /demo. */

// Compiled code is kept between starts; as in `src/node.ts`, before anything worth keeping is loaded.
enableCompileCache();

const [{ buildAssets }, { startNodeServer }, { mountShop }] = await Promise.all([
  import("./build.ts"),
  import("../src/nodeServer.ts"),
  import("./shop/mountShop.ts"),
]);
await buildAssets();
let shopUrl = "";
await startNodeServer(process.env, async (app, at) => {
  shopUrl = `${at.apiUrl}/demo`;
  await mountShop(app, at);
});
console.log(`  Demo shop  ${shopUrl}\n`);
