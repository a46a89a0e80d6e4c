/** What stands in an array without quotes and means itself. */
const PLAIN = /^[\w:.+-]+$/;
const NULL = "NULL";

/**
 * A list as the text of a PostgreSQL array, for `unnest`: with as many values as a batch has, the server reads it in
 * half the time that it takes for JSON.
 *
 * @param values any text, also what looks like a part of an array; a NUL is refused by the server
 */
export function textArray(values: ReadonlyArray<string | null>): string {
  let text = "{";
  for (const [index, value] of values.entries()) text += index === 0 ? element(value) : `,${element(value)}`;
  return `${text}}`;
}

function element(value: string | null): string {
  if (value === null) return NULL;
  // Without quotes the word would be the absence of a value.
  if (PLAIN.test(value) && (value.length !== NULL.length || value.toUpperCase() !== NULL)) return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
