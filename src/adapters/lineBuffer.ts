/** A line is written this much later at most: many together cost a fraction of one by one. */
const WRITE_EVERY_MS = 100;
/** So many are written at once, without waiting. */
export const MAX_WAITING = 1_000;

/** Lines for a log. */
export interface LineBuffer {
  add(line: string): void;
  /** Writes what waits. */
  flush(): void;
}

/**
 * Collects the lines of a busy process. One that is killed loses those of its last tenth of a second.
 *
 * @param write takes whole lines, each with its end
 */
export function lineBuffer(write: (text: string) => void): LineBuffer {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting.length === 0) return;
    const text = `${waiting.join("\n")}\n`;
    waiting = [];
    write(text);
  }
  return {
    add(line) {
      waiting.push(line);
      if (waiting.length >= MAX_WAITING) flush();
      // Lines that wait don't keep a process alive; the code that ends it calls flush().
      else timer ??= setTimeout(flush, WRITE_EVERY_MS).unref();
    },
    flush,
  };
}
