import { describe, expect, it } from "vitest";
import { answerReader } from "./answerReader.ts";

const OK = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"a":"b\\n"}';
const EMPTY = "HTTP/1.1 302 Found\r\nlocation: https://shop.example/\r\ncontent-length: 0\r\n\r\n";
const CHUNKS = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n\r\n0\r\n0\r\n3\r\nabc\r\n0\r\n\r\n";

/** What the reader says after each piece. */
function statusesOf(pieces: readonly string[]): (number | null)[] {
  const read = answerReader();
  return pieces.map((piece) => read(Buffer.from(piece), piece.length));
}

describe("an answer", () => {
  it.each([
    ["with a length", OK, 201],
    ["without a body", EMPTY, 302],
    ["in chunks", CHUNKS, 200],
  ])("%s ends where it ends, however it is cut into two pieces", (_, answer, status) => {
    for (let cut = 1; cut < answer.length; cut++) {
      expect(statusesOf([answer.slice(0, cut), answer.slice(cut)])).toEqual([null, status]);
    }
    expect(statusesOf([...answer]).filter((it) => it !== null)).toEqual([status]);
  });

  it("says nothing of the one after it", () => {
    expect(statusesOf([OK, EMPTY, CHUNKS, OK])).toEqual([201, 302, 200, 201]);
  });

  it("whose header has no end is refused", () => {
    const read = answerReader();
    const line = Buffer.from(`x: ${"y".repeat(40_000)}\r\n`);
    expect(read(line, line.length)).toBeNull();
    expect(() => read(line, line.length)).toThrow("no end");
  });
});
