/** The two functions that charts take of d3-array, which brings no types. */
declare module "d3-array" {
  /** Round numbers from start to stop, about so many. */
  export function ticks(start: number, stop: number, count: number): number[];
  /** The interval made wider, so that it ends at such numbers. */
  export function nice(start: number, stop: number, count: number): [number, number];
}
