import fc from "fast-check";

/**
 * Runs a property and prints a counterexample, shrunk, as the JSON that was drawn: `History` takes it back as it
 * stands, so that it can be replayed without the random numbers that led to it.
 *
 * @param check throws, or asserts, where the property does not hold
 */
export function holdsForAll<T>(arbitrary: fc.Arbitrary<T>, runs: number, check: (drawn: T) => void): void {
  report(fc.check(fc.property(arbitrary, check), { numRuns: runs }));
}

/** The same of a property that asks a database. The counterexample is not shrunk: each attempt takes its time. */
export async function holdsForAllStored<T>(
  arbitrary: fc.Arbitrary<T>,
  runs: number,
  check: (drawn: T) => Promise<void>,
): Promise<void> {
  report(await fc.check(fc.asyncProperty(arbitrary, check), { numRuns: runs, endOnFailure: true }));
}

function report<T>(result: fc.RunDetails<[T]>): void {
  if (!result.failed) return;
  const [drawn] = result.counterexample ?? [];
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  const replay = JSON.stringify(drawn);
  throw new Error(`after ${result.numRuns} runs of seed ${result.seed}, for\n${replay}\n${why}`, {
    cause: result.errorInstance,
  });
}
