import type { StoredCode } from "../../db/rows/code.ts";

/** What people have, by whom: in a fold of many people a merge looks through what is theirs, and through nothing of others. */
export type Belongings<T> = Map<string, Set<T>>;

export function addBelonging<T>(all: Belongings<T>, owner: string, thing: T): void {
  const own = all.get(owner);
  if (own === undefined) all.set(owner, new Set([thing]));
  else own.add(thing);
}

export function dropBelonging<T>(all: Belongings<T>, owner: string, thing: T): void {
  const own = all.get(owner);
  own?.delete(thing);
  if (own?.size === 0) all.delete(owner);
}

/** Makes a code known, as its owner's. */
export function holdCode(
  { codes, codesOf }: { readonly codes: Map<string, StoredCode>; readonly codesOf: Belongings<string> },
  code: StoredCode,
): void {
  const was = codes.get(code.code);
  if (was !== undefined) dropBelonging(codesOf, was.participantId, code.code);
  codes.set(code.code, code);
  addBelonging(codesOf, code.participantId, code.code);
}
