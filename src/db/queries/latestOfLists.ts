/** How many rows a page reads: the first parameter of the statement of a list. */
export const ROWS = "$2::integer";

/** The order of a list, the latest first, by these columns of the relation `alias`. */
export function latestFirst(alias: string, columns: readonly string[]): string {
  return columns.map((column) => `${alias}.${column} DESC`).join(", ");
}

/**
 * SQL of the latest rows of several lists together, each of which an index has in order. A row of the page is in one of
 * the lists that begin with the latest rows, as many as the page has. So of all the others one row is read.
 *
 * @param lists SQL of a relation with a row for each list
 * @param latest SQL of the first rows of one list, `list`, as many as it is told, with the columns of the order
 * @param columns of the order
 */
export function latestOfLists(lists: string, latest: (most: string) => string, columns: readonly string[]): string {
  const order = latestFirst("found", columns);
  // OFFSET has the lists made once, for both of their uses.
  return `SELECT found.* FROM (
      SELECT list.* FROM (${lists} OFFSET 0) list CROSS JOIN LATERAL (${latest("1")}) found ORDER BY ${order} LIMIT ${ROWS}) list
    CROSS JOIN LATERAL (${latest(ROWS)}) found ORDER BY ${order} LIMIT ${ROWS}`;
}

/**
 * The same where no index has the lists in order: finding out which list begins with the latest row would read each of
 * them whole, so each is read once.
 */
export function latestOfEach(lists: string, latest: (most: string) => string, columns: readonly string[]): string {
  const order = latestFirst("found", columns);
  return `SELECT found.* FROM (${lists}) list CROSS JOIN LATERAL (${latest(ROWS)}) found
    ORDER BY ${order} LIMIT ${ROWS}`;
}
