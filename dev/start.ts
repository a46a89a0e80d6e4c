import { enableCompileCache } from "node:module";
import { parseArgs } from "node:util";
import { endWithParent } from "./endWithParent.ts";
import { npmArguments } from "./npmArguments.ts";

/**
 * `npm start`: builds what browsers are given, then runs the server in this process, with the demo shop at /demo.
 * `npm start -- --demo=full` tells it a year of a shop besides, in a tenant of its own.
 */

// Compiled code is kept between starts; as in `src/node.ts`, before anything worth keeping is loaded.
enableCompileCache();
endWithParent();

const [{ stop }, { buildAssets }, { startNodeServer }, { mountShop }, { mountLocalPages }] = await Promise.all([
  import("esbuild"),
  import("./build.ts"),
  import("../src/nodeServer.ts"),
  import("./shop/mountShop.ts"),
  import("./mountLocalPages.ts"),
]);
await buildAssets();
// The bundler is a process of its own, and has nothing left to do.
await stop();
const isFull = wantsYear(npmArguments("--demo"));
let shopUrl = "";
let tellYear = async (): Promise<void> => {};
await startNodeServer(process.env, async (app, at) => {
  shopUrl = `${at.apiUrl}/demo`;
  tellYear = (await mountLocalPages(app, at)).tellYear;
  // The last, since it asks the app, and an app that was asked takes no more routes.
  await mountShop(app, at);
});
console.log(`  Demo shop  ${shopUrl}
             Start here: a guide leads you from a customer's link to the reward for it.\n`);
if (isFull) {
  console.log("  A year of orders is being told to the tenant demo-year. Everything answers meanwhile.");
  await tellYear();
  console.log("  The year is told.\n");
}

function wantsYear(args: string[]): boolean {
  const { values } = parseArgs({ args, options: { demo: { type: "string" } } });
  if (values.demo === undefined) return false;
  if (values.demo === "full") return true;
  console.error("Usage: npm start [-- --demo=full]");
  process.exit(2);
}
