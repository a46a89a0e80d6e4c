/** The most that a page of a list reads, in bytes of its rows: what tenants write has bounds, but not a page of it. */
export const MAX_PAGE_BYTES = 4_000_000;

/** Rows of a list as they were read. */
export interface ReadPage<Row> {
  readonly rows: readonly Row[];
  /** There are more rows than these, for which a page has no room. */
  readonly isCut: boolean;
}

/**
 * SQL of a `ReadPage`: the first rows for which there is room, and one in any case.
 *
 * @param page SQL of a relation that has the columns `row`, JSON, and `nth`, its place from 1 on
 */
export function pageOfRows(page: string): string {
  return `SELECT json_build_object('rows', coalesce(json_agg(page.row ORDER BY page.nth) FILTER (WHERE page.fits), '[]'),
      'isCut', coalesce(bool_or(NOT page.fits), false))
    FROM (SELECT page.row, page.nth,
        page.nth = 1 OR sum(octet_length(page.row::text)) OVER (ORDER BY page.nth) <= ${MAX_PAGE_BYTES} AS fits
      FROM (${page}) page) page`;
}
