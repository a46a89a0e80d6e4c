import { enableCompileCache } from "node:module";
import { endWithParent } from "./endWithParent.ts";

/** `npm start`: builds what browsers are given, then runs the server in this process, with the demo shop at /demo. */

// Compiled code is kept between starts; as in `src/node.ts`, before anything worth keeping is loaded.
enableCompileCache();
endWithParent();

const [{ stop }, { buildAssets }, { startNodeServer }, { mountShop }] = await Promise.all([
  import("esbuild"),
  import("./build.ts"),
  import("../src/nodeServer.ts"),
  import("./shop/mountShop.ts"),
]);
await buildAssets();
// The bundler is a process of its own, and has nothing left to do.
await stop();
let shopUrl = "";
await startNodeServer(process.env, async (app, at) => {
  shopUrl = `${at.apiUrl}/demo`;
  await mountShop(app, at);
});
console.log(`  Demo shop  ${shopUrl}\n`);
