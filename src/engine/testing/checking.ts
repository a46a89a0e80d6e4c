import fc from "fast-check";

/**
 * Runs a property and prints a counterexample, shrunk, as the JSON that was drawn: `History` takes it back as it
 * stands, so that it can be replayed without the random numbers that led to it.
 *
 * @param check throws, or asserts, where the property does not hold
 */
export function holdsForAll<T>(arbitrary: fc.Arbitrary<T>, runs: number, check: (drawn: T) => void): void {
  const result = fc.check(fc.property(arbitrary, check), { numRuns: runs });
  if (!result.failed) return;
  const [drawn] = result.counterexample ?? [];
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  const replay = JSON.stringify(drawn);
  throw new Error(`after ${result.numRuns} runs of seed ${result.seed}, for\n${replay}\n${why}`, {
    cause: result.errorInstance,
  });
}
