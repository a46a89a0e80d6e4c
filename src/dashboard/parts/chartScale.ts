import { nice, ticks } from "d3-array";

/** At most five round numbers; d3 takes its count as a wish. */
const WISHED_TICKS = 4;
const MOST_TICKS = 5;

export interface Scale {
  readonly low: number;
  readonly high: number;
  /** From low to high. */
  readonly ticks: readonly number[];
}

/**
 * The axis for values: it begins at zero, or below where a value is, and ends at round numbers.
 *
 * @param values whole numbers: counts, minor units, basis points
 */
export function scaleOf(values: readonly (number | null)[]): Scale {
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const least = known.reduce((one, other) => Math.min(one, other), 0);
  const most = known.reduce((one, other) => Math.max(one, other), 0);
  // Where all is zero there is no interval to draw in.
  const top = most === least ? least + 1 : most;
  for (let wished = WISHED_TICKS; wished > 1; wished -= 1) {
    const [low, high] = nice(least, top, wished);
    // Half a friend is none, nor is there half a penny.
    const all = ticks(low, high, wished).filter(Number.isInteger);
    if (all.length <= MOST_TICKS) return { low, high, ticks: all };
  }
  const [low, high] = nice(least, top, 1);
  return { low, high, ticks: [low, high] };
}

export type Point = readonly [x: number, y: number];

/**
 * A line through points; what is not known breaks it.
 *
 * @param base closes each part down to that height, for an area
 */
export function pathOf(points: readonly (Point | null)[], base?: number): string {
  return partsOf(points)
    .filter((part) => part.length > 1)
    .map((part) => {
      const line = part.map(([x, y], at) => `${at === 0 ? "M" : "L"}${tenth(x)} ${tenth(y)}`).join("");
      const first = part[0];
      return base === undefined || first === undefined ? line : `${line}V${tenth(base)}H${tenth(first[0])}Z`;
    })
    .join("");
}

/** Points that have no neighbour and so no line, each as a line of no length, whose round ends are a dot. */
export function loosePoints(points: readonly (Point | null)[]): string {
  const alone = partsOf(points).filter((part) => part.length === 1);
  return alone.map(([point = [0, 0]]) => `M${tenth(point[0])} ${tenth(point[1])}h0`).join("");
}

function partsOf(points: readonly (Point | null)[]): Point[][] {
  const parts: Point[][] = [[]];
  for (const point of points) {
    if (point === null) parts.push([]);
    else parts.at(-1)?.push(point);
  }
  return parts;
}

const tenth = (value: number) => String(Math.round(value * 10) / 10);
