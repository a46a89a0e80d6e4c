import { Worker } from "node:worker_threads";

/** A thread of this process that answers one call after the other. */
export interface Thread {
  /** @throws what the thread has thrown, or that it was stopped */
  call(message: unknown): Promise<unknown>;
  /** Whether it has ended. */
  hasFailed(): boolean;
  /** Ends it wherever it is; calls that wait for their answer fail. */
  stop(): void;
}

/** A thread that needs more ends with an error; the process goes on. */
const MAX_HEAP_MB = 1024;
/** Of what was made last. With more a thread keeps twice the memory, and is no faster. */
const MAX_YOUNG_MB = 32;

/**
 * Starts a thread.
 *
 * @param file what it runs: it answers each message of its parent with one
 */
export function startThread(file: URL): Thread {
  const resourceLimits = { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: MAX_YOUNG_MB };
  const worker = new Worker(file, { resourceLimits });
  const waiting: PromiseWithResolvers<unknown>[] = [];
  let failure: unknown = null;
  const fail = (error: unknown) => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on("message", (answer: unknown) => waiting.shift()?.resolve(answer));
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("the thread was stopped")));
  return {
    call(message) {
      if (failure !== null) return Promise.reject(failure);
      const answer = Promise.withResolvers<unknown>();
      waiting.push(answer);
      worker.postMessage(message);
      return answer.promise;
    },
    hasFailed: () => failure !== null,
    stop() {
      fail(new Error("the thread was stopped"));
      void worker.terminate();
    },
  };
}
