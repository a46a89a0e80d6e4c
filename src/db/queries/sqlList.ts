/** Words of the domain as a list of SQL: `IN (...)` or `ARRAY[...]`. For constants alone, since nothing is escaped. */
export function sqlList(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(", ");
}
