import type { Cell } from "../contract/csvLine.ts";
import { BYTE_ORDER_MARK, csvLine } from "../contract/csvLine.ts";

/** Files of comma-separated values, for spreadsheets: written page by page, so that no length is too much for memory. */

/** Rows that one statement reads. */
export const CSV_PAGE_ROWS = 1_000;
/** A sheet of the usual programs has 1,048,576. */
export const MAX_CSV_ROWS = 1_000_000;

export interface CsvColumn<Row> {
  readonly title: string;
  cell(row: Row): Cell;
}

/** A column whose title is asked for when it is written: which language it is in is known with the first page alone. */
export function said<Row>(title: () => string, cell: (row: Row) => Cell): CsvColumn<Row> {
  return {
    get title() {
      return title();
    },
    cell,
  };
}

export interface CsvFile<Row> {
  /** Without its ending: Latin letters, digits, "-", "_" and ".". */
  readonly name: string;
  readonly columns: readonly CsvColumn<Row>[];
  /** As `pagesByKey` makes them. */
  readonly pages: AsyncGenerator<readonly Row[], void, undefined>;
  /** Stands in the last line where there are more than `MAX_CSV_ROWS`. */
  readonly cutText: string;
}

const FILE_NAME = /^[\w.-]{1,100}$/;

/** What one statement read: `isCut` where it had no room for a whole page. */
export interface RowsRead<Row> {
  readonly rows: readonly Row[];
  readonly isCut?: boolean;
}

/**
 * The rows of a list, in statements of `CSV_PAGE_ROWS`, each of which goes on where the one before ended.
 *
 * @param read the rows that come after a key; null for the first
 */
export async function* pagesByKey<Row, Key>(
  read: (after: Key | null, limit: number) => Promise<RowsRead<Row>>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<readonly Row[], void, undefined> {
  let after: Key | null = null;
  for (let rows = 0; rows <= MAX_CSV_ROWS; ) {
    const page: RowsRead<Row> = await read(after, CSV_PAGE_ROWS);
    const last = page.rows.at(-1);
    if (last === undefined) return;
    yield page.rows;
    if (page.rows.length < CSV_PAGE_ROWS && page.isCut !== true) return;
    after = keyOf(last);
    rows += page.rows.length;
  }
}

/**
 * A file to be kept. Its first page is read before anything is answered, so that a refusal is still one. A failure
 * later breaks the answer off: a file that looks whole and is not would be believed.
 *
 * @param requestId of the request
 */
export async function csvResponse<Row>(file: CsvFile<Row>, requestId: string): Promise<Response> {
  if (!FILE_NAME.test(file.name)) throw new Error(`not the name of a file: ${file.name}`);
  const first = await file.pages.next();
  const lines = linesOf(file, first);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return();
      await file.pages.return();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file.name}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
    },
  });
}

/** The text of the head and the first page, then of each page. */
async function* linesOf<Row>(
  { columns, pages, cutText }: CsvFile<Row>,
  first: IteratorResult<readonly Row[], void>,
): AsyncGenerator<string, void, undefined> {
  let text = BYTE_ORDER_MARK + csvLine(columns.map(({ title }) => title));
  let room = MAX_CSV_ROWS;
  for (let page = first; page.done !== true; page = await pages.next()) {
    text += page.value
      .slice(0, room)
      .map((row) => csvLine(columns.map(({ cell }) => cell(row))))
      .join("");
    if (page.value.length > room) text += csvLine([cutText]);
    yield text;
    if (page.value.length > room) return;
    room -= page.value.length;
    text = "";
  }
  if (text !== "") yield text;
}
