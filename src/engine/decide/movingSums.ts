import type { Moment } from "../../domain/counters.ts";
import type { Instant } from "../../domain/periods.ts";
import type { TierMeasure } from "../../domain/rules.ts";

/**
 * What counts for one advocate, for sums over any span of time: in order of time, in blocks that know their sums. An
 * advocate may have any number of moments in a window, and each purchase of a backtest asks for the sum of one.
 */
export interface MovingSums {
  readonly byKey: Map<string, Moment>;
  readonly blocks: Map<TierMeasure, Block[]>;
}

interface Block {
  sum: bigint;
  /** In order, never empty. */
  readonly moments: Moment[];
}

/** A longer block is cut in two. With blocks as long as there are of them, a sum is quick for 100,000 moments. */
const MAX_BLOCK = 256;

export function openMovingSums(moments: readonly Moment[]): MovingSums {
  const sums: MovingSums = { byKey: new Map(), blocks: new Map() };
  for (const moment of moments) setMoment(sums, moment);
  return sums;
}

/** Sets what one order or referral counts; 0 takes it away. */
export function setMoment(sums: MovingSums, moment: Moment): void {
  const key = `${moment.by} ${moment.key}`;
  const before = sums.byKey.get(key);
  const blocks = sums.blocks.get(moment.by) ?? [];
  sums.blocks.set(moment.by, blocks);
  if (before !== undefined) remove(blocks, before);
  if (moment.value === 0n) {
    sums.byKey.delete(key);
    return;
  }
  sums.byKey.set(key, moment);
  insert(blocks, moment);
}

/** The sum of what counts after an instant, up to and including another. */
export function sumBetween(sums: MovingSums, by: TierMeasure, after: Instant, upTo: Instant): bigint {
  const blocks = sums.blocks.get(by) ?? [];
  const start = placeOf(blocks, ({ moments }) => (moments.at(-1)?.at ?? 0) <= after);
  let sum = 0n;
  for (let index = start; index < blocks.length; index++) {
    const block = blocks[index];
    const first = block?.moments[0];
    if (block === undefined || first === undefined || first.at > upTo) break;
    if (first.at > after && (block.moments.at(-1)?.at ?? 0) <= upTo) sum += block.sum;
    else for (const { at, value } of block.moments) if (after < at && at <= upTo) sum += value;
  }
  return sum;
}

function insert(blocks: Block[], moment: Moment): void {
  const last = Math.max(0, blocks.length - 1);
  const index = Math.min(
    last,
    placeOf(blocks, ({ moments }) => isBefore(moments.at(-1), moment)),
  );
  const block = blocks[index];
  if (block === undefined) {
    blocks.push({ sum: moment.value, moments: [moment] });
    return;
  }
  const place = placeOf(block.moments, (other) => isBefore(other, moment));
  block.moments.splice(place, 0, moment);
  block.sum += moment.value;
  if (block.moments.length <= MAX_BLOCK) return;
  const moved = block.moments.splice(MAX_BLOCK / 2);
  const sum = moved.reduce((total, { value }) => total + value, 0n);
  block.sum -= sum;
  blocks.splice(index + 1, 0, { sum, moments: moved });
}

function remove(blocks: Block[], moment: Moment): void {
  const index = placeOf(blocks, ({ moments }) => isBefore(moments.at(-1), moment));
  const block = blocks[index];
  if (block === undefined) return;
  const place = placeOf(block.moments, (other) => isBefore(other, moment));
  block.moments.splice(place, 1);
  block.sum -= moment.value;
  if (block.moments.length === 0) blocks.splice(index, 1);
}

/** By time; of one instant by key, so that each has one place. */
function isBefore(a: Moment | undefined, b: Moment): boolean {
  if (a === undefined) return false;
  return a.at < b.at || (a.at === b.at && a.key < b.key);
}

/** The index of the first that does not come before; those that do stand together at the beginning. */
function placeOf<T>(list: readonly T[], comesBefore: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && comesBefore(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
