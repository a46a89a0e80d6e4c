import { vi } from "vitest";

/** What a test file could leave to the next one in its process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isFakeTime: boolean;
  /** The functions of the console, and the global ones, that a test has put its own in place of. */
  readonly replaced: readonly string[];
}

const GLOBAL_FUNCTIONS = ["fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"] as const;

/** How it is around a test file now. */
export function surroundings(): Surroundings {
  const functions: Readonly<Record<string, unknown>> = {
    ...console,
    ...Object.fromEntries(GLOBAL_FUNCTIONS.map((name) => [name, globalThis[name]])),
  };
  return {
    env: { ...process.env },
    isFakeTime: vi.isFakeTimers(),
    replaced: Object.keys(functions).filter((name) => vi.isMockFunction(functions[name])),
  };
}

/** What of it is not as it was, in words; nothing where the next file finds what this one found. */
export function leftBehind(before: Surroundings, after: Surroundings): string[] {
  const names = Object.keys({ ...before.env, ...after.env });
  return [
    ...names.filter((name) => before.env[name] !== after.env[name]).map((name) => `another value of ${name}`),
    ...(after.isFakeTime ? ["a clock that stands still"] : []),
    ...after.replaced.map((name) => `a function in place of ${name}`),
  ];
}
