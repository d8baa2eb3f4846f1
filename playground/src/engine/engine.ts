// Checks the open files: with the visitor's own policies where they can be used, without them where not.

import { DockwardenError, type DockwardenWorker, type Problem, type Report } from "dockwarden/worker";
import { CONFIG } from "../kinds";
import { type Project, options } from "./project";
import { policyProblems } from "./problems";
import { TimedChecker } from "./timed";

/** What the visitor's own policies may take for one check. */
export const POLICY_LIMIT = 1000;
/** What a check with the built-in rules alone may take. */
const LIMIT = 10_000;

/** The result of a check. */
export interface Outcome {
  report: Report;
  /** What is wrong with the configuration and the policies. */
  problems: Problem[];
  /** Milliseconds that it took; unknown where rules had to be loaded for it. */
  took: number | undefined;
}

type Judged = Omit<Outcome, "took"> & { fresh: boolean };

/** Checks the open files. */
export class Engine {
  readonly #plain = new TimedChecker();
  readonly #own = new TimedChecker();
  #current = this.#plain;
  /** Set-ups by checker, to put in place only what is new. */
  readonly #put = new Map<TimedChecker, { key: string; problems: Problem[] }>();
  /** The project whose policies were ended. */
  #ended = "";
  /** What it takes to load the rules, measured where no policy of the visitor can slow it down. */
  #loading = 0;

  /** Checks a project. Throws where even the built-in rules cannot. */
  async check(project: Project): Promise<Outcome> {
    const started = performance.now();
    const { fresh, ...outcome } = await this.#checked(project);
    return { ...outcome, took: fresh ? undefined : performance.now() - started };
  }

  /** Asks whatever checker gave the last report. */
  ask<T>(question: (worker: DockwardenWorker) => Promise<T>): Promise<T> {
    return this.#current.ask(LIMIT, question);
  }

  async #checked(project: Project): Promise<Judged> {
    if (project.policies.length === 0) return this.#builtIn(project, []);
    const key = JSON.stringify(project);
    if (key === this.#ended) return this.#builtIn(project, [endedProblem(project)]);
    try {
      // The plain one goes first where nothing was loaded yet: it tells how long that takes.
      if (this.#loading === 0) await this.#builtIn({ ...project, config: "" }, []);
      const { problems, fresh } = await this.#configure(this.#own, project);
      const report = await this.#own.ask(POLICY_LIMIT + (fresh ? this.#loading : 0), (w) => w.check(project.sources));
      const late = policyProblems(report, project.policies);
      if (problems.some(({ path }) => path !== CONFIG) || late.length > 0) {
        return this.#builtIn(project, [...problems, ...late]);
      }
      this.#current = this.#own;
      return { report, problems, fresh };
    } catch (error) {
      if (!(error instanceof DockwardenError)) throw error;
      this.#put.delete(this.#own);
      this.#ended = key;
      const why = error.code === "timeout" ? endedProblem(project) : { path: firstPath(project), message: error.message };
      return this.#builtIn(project, [why]);
    }
  }

  async #builtIn(project: Project, known: Problem[]): Promise<Judged> {
    const { problems, fresh } = await this.#configure(this.#plain, { ...project, policies: [] });
    const started = performance.now();
    const report = await this.#plain.ask(LIMIT, (worker) => worker.check(project.sources));
    if (fresh) this.#loading = Math.max(this.#loading, (performance.now() - started) * 1.5);
    this.#current = this.#plain;
    // Without the policies, settings of their rules look wrong: the checker that has them knows better.
    return { report, problems: known.length > 0 ? known : problems, fresh };
  }

  async #configure(checker: TimedChecker, project: Project): Promise<{ problems: Problem[]; fresh: boolean }> {
    const wanted = options(project);
    const key = JSON.stringify(wanted);
    const before = this.#put.get(checker);
    if (before?.key === key) return { problems: before.problems, fresh: false };
    const problems = await checker.configure(wanted);
    this.#put.set(checker, { key, problems });
    return { problems, fresh: true };
  }
}

function endedProblem(project: Project): Problem {
  return {
    path: firstPath(project),
    message: "Ended: your policies ran for longer than a second. Findings are those of the built-in rules.",
  };
}

function firstPath(project: Project): string {
  return project.policies[0]?.path ?? "";
}
