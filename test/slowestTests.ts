import type { Reporter, TestModule } from "vitest/node";

/** Before the closing line: the tests that took longest, with their seconds. `SLOWEST` says how many. */
export class SlowestTests implements Reporter {
  private readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const timed = tests.map((test) => ({ test, seconds: (test.diagnostic()?.duration ?? 0) / 1_000 }));
    const lines = timed
      .toSorted((one, other) => other.seconds - one.seconds)
      .slice(0, this.count)
      .map(
        ({ test, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${test.module.relativeModuleId}: ${test.fullName}`,
      );
    process.stdout.write(`The slowest tests:\n${lines.join("\n")}\n`);
  }
}

/** The reporter, where it was asked for: `SLOWEST=10 npm test`. */
export function slowestTests(asked = process.env.SLOWEST): SlowestTests[] {
  const count = Number(asked ?? 0);
  return count > 0 ? [new SlowestTests(count)] : [];
}
