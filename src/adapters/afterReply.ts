/** Work that replies do not wait for, in a process that ends only when it is done. */
export interface AfterReply {
  /** @param work tells by itself what goes wrong with it */
  later(work: () => Promise<void>): void;
  /** Resolves when everything that was begun so far is done. */
  settled(): Promise<void>;
}

export function createAfterReply(): AfterReply {
  const running = new Set<Promise<void>>();
  return {
    later(work) {
      // Not before the reply is on its way, so that it takes as long with it as without.
      const done = new Promise<void>((resolve) => setImmediate(resolve)).then(work).finally(() => running.delete(done));
      running.add(done);
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
