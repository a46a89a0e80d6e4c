import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { FoldCall, FoldJob } from "./engine/history/historyFold.ts";

/**
 * The thread in which Node decides a backtest: `nodeDeps.ts` starts one for each. It has no database: the thread that
 * serves reads the pages, since the embedded database lives there, and hands them on unread. What is thrown here ends
 * the thread, and the one that serves is told.
 */

// A thread has a compile cache of its own. Without it each thread of `npm start` strips the types of all it loads anew.
enableCompileCache();
const { answerCall, foldHere } = await import("./engine/history/historyFold.ts");
const fold = foldHere(workerData as FoldJob, async () => {});

parentPort?.on("message", async (call: FoldCall) => {
  parentPort?.postMessage(await answerCall(fold, call));
});
