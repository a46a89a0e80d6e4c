/** A row of the snapshot: `was` as loaded (null when the batch made it), `now` as it has become. */
export interface Tracked<T> {
  readonly was: T | null;
  now: T;
}
