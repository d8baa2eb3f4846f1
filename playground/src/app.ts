// What all parts of the page share: the files, the result of the last check, and where the visitor is.

import type { Report, Rule } from "dockwarden";
import type { Documents } from "./editor/documents";
import { Engine, type Outcome } from "./engine/engine";
import { project } from "./engine/project";
import { NO_TRIAL, type Trial, Trials } from "./engine/trial";
import { Signal } from "./signal";
import { say } from "./shell/notice";

const EMPTY: Report = {
  files: [],
  findings: [],
  depth: [],
  prints: [],
  summary: {
    files: 0, partial: 0, failed: 0, findings: 0, suppressed: 0, fixable: 0,
    bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
  },
};

/** The page. */
export class App {
  readonly engine = new Engine();
  /** The last check, and the version of the files that it saw. */
  readonly outcome = new Signal<Outcome & { version: number }>({ report: EMPTY, problems: [], took: undefined, version: -1 });
  /** What the visitor's tests say. */
  readonly trial = new Signal<Trial>(NO_TRIAL);
  /** The view beside the editor. */
  readonly view = new Signal("findings");
  /** All rules, with those of the visitor. */
  readonly rules = new Signal<Rule[]>([]);
  readonly #trials = new Trials();
  #checking = false;
  #trying = false;

  constructor(readonly documents: Documents) {
    documents.version.watch((version) => {
      document.documentElement.dataset.checked = "no";
      if (version > 0) void this.#check();
    });
  }

  /** Whether the last check saw the files as they are. */
  get isCurrent(): boolean {
    return this.outcome.value.version === this.documents.version.value;
  }

  /** Checks until the result is that of the newest text. */
  async #check(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      while (!this.isCurrent) {
        const version = this.documents.version.value;
        const outcome = await this.engine.check(project(this.documents.files));
        this.outcome.value = { ...outcome, version };
        document.documentElement.dataset.took = String(outcome.took ?? "");
        if (this.isCurrent) document.documentElement.dataset.checked = "yes";
        void this.#try();
        await this.#updateRules();
      }
    } catch (error) {
      say(`The check failed: ${error instanceof Error ? error.message : String(error)}`, { lasting: true });
    } finally {
      this.#checking = false;
    }
  }

  #tried = "";

  /** Runs the tests until what they say is about the newest policies. */
  async #try(): Promise<void> {
    if (this.#trying) return;
    this.#trying = true;
    try {
      for (;;) {
        const now = project(this.documents.files);
        const key = JSON.stringify([now.policies, now.tests]);
        if (key === this.#tried) return;
        this.#tried = key;
        this.trial.value = await this.#trials.run(now);
      }
    } catch (error) {
      say(`The tests failed: ${error instanceof Error ? error.message : String(error)}`, { lasting: true });
    } finally {
      this.#trying = false;
    }
  }

  #rulesFor = "";

  async #updateRules(): Promise<void> {
    const { config, policies } = project(this.documents.files);
    const key = JSON.stringify([config, policies, this.outcome.value.problems]);
    if (key === this.#rulesFor) return;
    this.#rulesFor = key;
    this.rules.value = await this.engine.ask((worker) => worker.rules());
  }
}
