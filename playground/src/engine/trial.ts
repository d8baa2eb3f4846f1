// Runs the visitor's tests, in a thread of their own: one that runs away must not end the checks.

import { DockwardenError, type Problem, type TestRun } from "dockwarden/worker";
import type { Project } from "./project";
import { TimedChecker } from "./timed";

/** What all tests together may take. */
const LIMIT = 2000;

/** What the tests say, and what keeps them from saying it. */
export interface Trial extends TestRun {
  problems: Problem[];
}

/** Nothing was run. */
export const NO_TRIAL: Trial = { tests: [], coverage: [], problems: [] };

/** Runs tests. */
export class Trials {
  readonly #checker = new TimedChecker();

  /** Runs the tests of a project beside its policies. */
  async run({ policies, tests }: Project): Promise<Trial> {
    if (tests.length === 0) return NO_TRIAL;
    try {
      const run = await this.#checker.ask(LIMIT, (worker) => worker.test([...policies, ...tests]));
      return { ...run, problems: run.tests.flatMap(({ problem }) => (problem ? [problem] : [])) };
    } catch (error) {
      if (!(error instanceof DockwardenError)) throw error;
      if (error.problems.length > 0) return { ...NO_TRIAL, problems: [...error.problems] };
      const late = error.code === "timeout";
      const message = late ? "Ended: the tests ran for longer than two seconds." : `The tests were ended: ${error.message}`;
      return { ...NO_TRIAL, problems: [{ path: tests[0]?.path ?? "", message }] };
    }
  }
}
