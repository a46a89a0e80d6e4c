import { createHash } from "node:crypto";

/** Sessions keep every named statement until they end, so the number of names is bounded. */
const maxNames = 256;

/** Longer statements were put together for one occasion; a name would keep their text and plan for nothing. */
const maxLength = 32_768;

/**
 * Names for prepared statements, derived from the text: the same statement has the same name in every
 * process, which a pooler between them relies on.
 *
 * @returns a function giving a statement's name, or null for one that is better sent unnamed.
 */
export function statementNames(): (sql: string) => string | null {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= maxNames || sql.length > maxLength) return null;
    const name = createHash("sha256").update(sql).digest("base64url").slice(0, 24);
    names.set(sql, name);
    return name;
  };
}
