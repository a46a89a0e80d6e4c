import { enableCompileCache } from "node:module";

// Compiled code is kept between starts. It must be switched on before anything worth keeping is loaded,
// and static imports are loaded before the first line runs; hence the dynamic one.
enableCompileCache();

const { startNodeServer } = await import("./nodeServer.ts");
await startNodeServer(process.env);
