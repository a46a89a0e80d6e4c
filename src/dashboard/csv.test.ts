import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../contract/csvLine.ts";
import { csvLine } from "../contract/csvLine.ts";
import type { CsvColumn, RowsRead } from "./csv.ts";
import { CSV_PAGE_ROWS, csvResponse, MAX_CSV_ROWS, pagesByKey } from "./csv.ts";

const read = (text: string) => parse(text, { bom: true, relax_column_count: true }) as string[][];

const numbered: readonly CsvColumn<number>[] = [
  { title: "Number", cell: (n) => n },
  { title: "Name", cell: (n) => `n-${n}` },
];

/** The numbers up to a count, and how each statement was asked. */
function listOf(count: number) {
  const asked: [after: number | null, limit: number][] = [];
  const pages = pagesByKey<number, number>(
    async (after, limit) => {
      asked.push([after, limit]);
      const start = after === null ? 0 : after + 1;
      return { rows: Array.from({ length: Math.min(limit, count - start) }, (_, index) => start + index) };
    },
    (n) => n,
  );
  return { asked, pages };
}

const fileOf = (count: number) => ({ name: "numbers", columns: numbered, pages: listOf(count).pages, cutText: "cut" });

describe("a cell", () => {
  it.each<[string, Cell]>([
    ["'=1+1", "=1+1"],
    ["'+1", "+1"],
    ["'-1", "-1"],
    ["'@SUM(A1)", "@SUM(A1)"],
    ["'  =1", "  =1"],
    ["'\u00a0\u3000=1", "\u00a0\u3000=1"],
    ["'\u200b=1", "\u200b=1"],
    ["'\uff1d1", "\uff1d1"],
    ["'\uff0b1", "\uff0b1"],
    ["'\uff0d1", "\uff0d1"],
    ["'\uff20a", "\uff20a"],
    [`"'\t=1"`, "\t=1"],
    [`"'\r=1"`, "\r=1"],
    [`"'\n=1"`, "\n=1"],
    ["a=1", "a=1"],
    ['"say ""hi"", you"', 'say "hi", you'],
    ["ann@example.com", "ann@example.com"],
    ["", ""],
    ["", null],
    ["-5", -5],
    ["12345678901234567890", 12_345_678_901_234_567_890n],
    ["-5.00", { minor: -500n, currency: "GBP" }],
    ["0.05", { minor: 5, currency: "GBP" }],
    ["-0.005", { minor: -5n, currency: "KWD" }],
    ["500", { minor: 500n, currency: "JPY" }],
    ["0.00", { minor: 0n, currency: "EUR" }],
  ])("is written as %j", (text, cell) => {
    expect(csvLine([cell])).toBe(`${text}\r\n`);
  });

  it("of any text comes back as it was, and is never taken for a formula", () => {
    const awkward = fc.string({ unit: fc.constantFrom(..."=+-@\uff1d\uff20\t\r\n ,\"'a\u00a0\u200b") });
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "grapheme" }), awkward), { minLength: 2 }), (texts) => {
        const [cells = []] = read(csvLine(texts));
        for (const [index, cell] of cells.entries()) {
          expect([texts[index], `'${texts[index]}`]).toContain(cell);
          expect(cell.trimStart()).not.toMatch(/^[=+\-@\uff1d\uff0b\uff0d\uff20]/);
        }
        expect(cells).toHaveLength(texts.length);
      }),
    );
  });
});

describe("a file", () => {
  it("has a mark of its encoding, a head, and every row of every page", async () => {
    const count = 2 * CSV_PAGE_ROWS + 1;
    const response = await csvResponse(fileOf(count), "req_1");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, ...rows] = read(new TextDecoder().decode(bytes));
    expect(head).toEqual(["Number", "Name"]);
    expect(rows).toEqual(Array.from({ length: count }, (_, n) => [String(n), `n-${n}`]));
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="numbers.csv"');
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  });

  it("has a head where there are no rows", async () => {
    expect(read(await (await csvResponse(fileOf(0), "req_1")).text())).toEqual([["Number", "Name"]]);
  });

  it("says in its last line that there are more rows than a sheet holds", async () => {
    const rows = read(await (await csvResponse(fileOf(MAX_CSV_ROWS + 1), "req_1")).text());
    expect([rows.length, rows.at(-2), rows.at(-1)]).toEqual([
      MAX_CSV_ROWS + 2,
      [String(MAX_CSV_ROWS - 1), `n-${MAX_CSV_ROWS - 1}`],
      ["cut"],
    ]);
  });

  it("is read as fast as it is taken, a page at a time, and no further once its reader has gone", async () => {
    const { asked, pages } = listOf(100 * CSV_PAGE_ROWS);
    const response = await csvResponse({ ...fileOf(0), pages }, "req_1");
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const seen = asked.length;
    expect(seen).toBeLessThan(5);
    expect((await pages.next()).done).toBe(true);
    expect(asked).toHaveLength(seen);
  });

  it("is refused as a whole where its first page is, and breaks off where a later one fails", async () => {
    const failing = (from: number) =>
      pagesByKey<number, number>(
        async (after): Promise<RowsRead<number>> => {
          if ((after ?? 0) >= from) throw new Error("revoked");
          return { rows: Array.from({ length: CSV_PAGE_ROWS }, (_, n) => (after ?? 0) + n + 1) };
        },
        (n) => n,
      );
    await expect(csvResponse({ ...fileOf(0), pages: failing(0) }, "req_1")).rejects.toThrow("revoked");
    const begun = await csvResponse({ ...fileOf(0), pages: failing(CSV_PAGE_ROWS) }, "req_1");
    await expect(begun.text()).rejects.toThrow("revoked");
  });

  it("goes on behind a page that had no room for all its rows", async () => {
    const pages = pagesByKey<number, number>(
      async (after) => ({ rows: after === null ? [1, 2] : after === 2 ? [3] : [], isCut: after === null }),
      (n) => n,
    );
    expect(read(await (await csvResponse({ ...fileOf(0), pages }, "req_1")).text())).toHaveLength(4);
  });

  it("has a name that no header can be broken with", async () => {
    await expect(csvResponse({ ...fileOf(1), name: 'a"\r\nx: y' }, "req_1")).rejects.toThrow("not the name");
  });
});
