/** A list cut as another is. */
export function inParts<T>(list: readonly T[], like: ReadonlyArray<readonly unknown[]>): T[][] {
  let next = 0;
  return like.map(({ length }) => {
    next += length;
    return list.slice(next - length, next);
  });
}
