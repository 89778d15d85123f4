import { DefaultReporter } from 'vitest/node';

type RunEnd = Parameters<DefaultReporter['onTestRunEnd']>;

/** The usual report, and as its last line `N passed, N failed, N skipped` for whoever counts. */
export class ClosingLine extends DefaultReporter {
  override onTestRunEnd(...[modules, errors, reason]: RunEnd): void {
    super.onTestRunEnd(modules, errors, reason);
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === 'pending' ? 'skipped' : state] += 1;
      }
      // What broke outside of any test: a file that does not load, a hook.
      const suites = [module, ...module.children.allSuites()];
      count.failed += suites.filter((it) => it.errors().length > 0).length;
    }
    count.failed += errors.length;
    this.log(
      `${count.passed.toString()} passed, ${count.failed.toString()} failed, ${count.skipped.toString()} skipped`,
    );
  }
}
