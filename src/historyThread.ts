import { enableCompileCache } from "node:module";
import { parentPort } from "node:worker_threads";
import type { FoldCall } from "./engine/history/historyFold.ts";

/**
 * The thread in which Node decides backtests, one after the other: `nodeDeps.ts` starts it. It has no database: the thread
 * that serves reads the pages, since the embedded database lives there, and hands them on unread. What is thrown here ends
 * the thread, and the one that serves is told.
 */

// A thread has a compile cache of its own. Without it each thread of `npm start` strips the types of all it loads anew.
enableCompileCache();
const { answersCalls } = await import("./engine/history/historyFold.ts");
const answer = answersCalls();

parentPort?.on("message", async (call: FoldCall) => {
  parentPort?.postMessage(await answer(call));
});
