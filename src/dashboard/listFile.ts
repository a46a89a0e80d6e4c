import type { Markup } from "../http/pages/layout.ts";
import { FILE_TEXTS } from "../i18n/dashboard/files.ts";
import type { CsvColumn, RowsRead } from "./csv.ts";
import { csvResponse, pagesByKey } from "./csv.ts";
import { linkButton } from "./parts/button.ts";
import type { PageCall } from "./route.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** Lists as files: the same rows that a page shows, all of them, in the language of the one who asks. */

export interface ListFile<Row, Key> {
  readonly name: string;
  /** The rows that come after a key, in one statement; null for the first. */
  readonly read: (after: Key | null, limit: number) => Promise<RowsRead<Row>>;
  readonly keyOf: (row: Row) => Key;
  /** Who looks is known once the first rows are read, and what they may see with it. */
  readonly columns: (viewer: Viewer) => readonly CsvColumn<Row>[];
}

type Asked = Pick<PageCall<unknown, unknown>, "viewer" | "requestId">;

/** Answers with a list as a file. */
export function listFile<Row, Key>(
  { viewer, requestId }: Asked,
  { name, read, keyOf, columns }: ListFile<Row, Key>,
): Promise<Response> {
  const file = {
    ...{ name, pages: pagesByKey(read, keyOf) },
    get columns() {
      return columns(viewer()).map(({ title, cell }) => ({ title, cell: (row: Row) => plain(cell(row)) }));
    },
    get cutText() {
      return FILE_TEXTS.cut[viewer().language];
    },
  };
  return csvResponse(file, requestId);
}

/** What keeps a value apart in a sentence of another direction; in a cell of its own it would be part of the value. */
const ISOLATES = /[\u2066-\u2069]/g;

function plain<Cell>(cell: Cell): Cell | string {
  return typeof cell === "string" ? cell.replaceAll(ISOLATES, "") : cell;
}

/** The link to a file; the path is behind the shop's own. */
export function listFileLink(viewer: Viewer, path: string): Markup {
  return linkButton({ href: shopPath(viewer, path), label: FILE_TEXTS.csv[viewer.language], icon: "download" });
}
