import type { Reporter, TestModule, TestRunEndReason } from "vitest/node";

/** How a run ended. A file that can't be loaded, and an error outside of any test, count as failed tests. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The plain closing line that tools read; `skipped` is named only when there is something to say. */
export function closingLine(count: Count): string {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}

/** Ends a run's output with one line that is the same whatever the terminal and the version of vitest. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[], reason: TestRunEndReason): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const outsideTests = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
      count.failed += outsideTests + (module.errors().length > 0 ? 1 : 0);
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test that never came to its end has not passed.
        count[state === "pending" ? "failed" : state] += 1;
      }
    }
    // For instance a PostgreSQL that doesn't start: no test is at fault, and yet nothing was shown to work.
    if (reason !== "passed" && count.failed === 0) count.failed = 1;
    process.stdout.write(`${closingLine(count)}\n`);
  }
}
