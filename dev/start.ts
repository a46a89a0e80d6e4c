import { enableCompileCache } from "node:module";

/** `npm start`: builds what browsers are given, then runs the server in this process. */

// Compiled code is kept between starts; as in `src/node.ts`, before anything worth keeping is loaded.
enableCompileCache();

const [{ buildAssets }, { startNodeServer }] = await Promise.all([
  import("./build.ts"),
  import("../src/nodeServer.ts"),
]);
await buildAssets();
await startNodeServer(process.env);
