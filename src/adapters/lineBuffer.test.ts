import { expect, test, vi } from "vitest";
import { lineBuffer } from "./lineBuffer.ts";

test("lines are written together, whole and in their order, soon or when they are many", () => {
  vi.useFakeTimers();
  try {
    const written: string[] = [];
    const lines = lineBuffer((text) => written.push(text));
    lines.add("a");
    lines.add("b");
    expect(written).toEqual([]);
    vi.runOnlyPendingTimers();
    expect(written.splice(0)).toEqual(["a\nb\n"]);
    for (let n = 0; n < 1_000; n++) lines.add("c");
    expect(written.splice(0)).toEqual(["c\n".repeat(1_000)]);
    lines.add("d");
    lines.flush();
    lines.flush();
    vi.runOnlyPendingTimers();
    expect(written).toEqual(["d\n"]);
  } finally {
    vi.useRealTimers();
  }
});
