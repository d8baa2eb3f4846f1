// Rules and a configuration, ready to check files as often as wanted.

import { Checker, Project } from "./bindings.js";
import { choice, pair } from "./choice.js";
import { DockwardenError } from "./error.js";
import { call, current, load, memory } from "./module.js";
import type {
  CheckOptions,
  FixOptions,
  Format,
  InputOptions,
  Located,
  Mended,
  Options,
  Policy,
  Problem,
  Report,
  Rule,
  RuleDetails,
  SourceFile,
  TestRun,
  WasmSource,
} from "./types.js";

/** Rules and a configuration, ready to check files as often as wanted. */
export class Dockwarden {
  #choice: string;
  #checker: Checker;
  #generation: number;

  /** Loads the WASM module, if that was not done yet, and makes a checker. */
  static async create(options: Options & { wasm?: WasmSource | PromiseLike<WasmSource> } = {}): Promise<Dockwarden> {
    const { wasm, ...rest } = options;
    await load(wasm);
    return new Dockwarden(rest);
  }

  /**
   * Makes a checker; {@link load} must be done.
   *
   * @throws {DockwardenError} `config`, `policy` or `input`, with all problems and their places.
   */
  constructor(options: Options = {}) {
    this.#generation = current();
    this.#choice = choice(options);
    this.#checker = call(() => new Checker(this.#choice));
  }

  /** Puts other options in the place of all present ones. If they cannot be used, says why and changes nothing. */
  configure(options: Options): Problem[] {
    try {
      const next = new Dockwarden(options);
      this.free();
      this.#choice = next.#choice;
      this.#checker = next.#checker;
      this.#generation = next.#generation;
      return [];
    } catch (error) {
      if (error instanceof DockwardenError && error.problems.length > 0) return [...error.problems];
      throw error;
    }
  }

  /**
   * Checks a project as the command checks a folder: Dockerfiles, Compose projects and `daemon.json`
   * by themselves and as a stack. Other files, such as `.env`, are there for those that name them.
   */
  check(files: readonly SourceFile[], options: CheckOptions = {}): Report {
    return JSON.parse(this.#with(files, (checker, project) => checker.check(project, only(options)))) as Report;
  }

  /** Checks one file by itself: fast enough for every keystroke. */
  checkDocument(file: SourceFile): Report {
    return this.check([file]);
  }

  /** All fixes applied, round by round, until none is left. Suppressed findings are left alone. */
  applyFixes(files: readonly SourceFile[], options: FixOptions = {}): Mended {
    const bold = options.unsafe ?? false;
    return JSON.parse(this.#with(files, (checker, project) => checker.mend(project, only(options), bold))) as Mended;
  }

  /** The report of a check as text. */
  render(files: readonly SourceFile[], format: Format, options: CheckOptions = {}): string {
    return this.#with(files, (checker, project) => checker.render(project, only(options), format));
  }

  /** The report of a check as SARIF 2.1.0. */
  sarif(files: readonly SourceFile[], options: CheckOptions = {}): string {
    return this.render(files, "sarif", options);
  }

  /** What policies see of the file at `path`, or of its stack: `docs/input.md` names everything in it. */
  input(files: readonly SourceFile[], path: string, options: InputOptions = {}): unknown {
    return JSON.parse(this.#with(files, (checker, project) => checker.input(project, path, options.stack ?? false)));
  }

  /** The same, object by object, with the places of the objects and of the values in them. */
  locate(files: readonly SourceFile[], path: string, options: InputOptions = {}): Located {
    return JSON.parse(this.#with(files, (checker, project) => checker.locate(project, path, options.stack ?? false))) as Located;
  }

  /**
   * Runs the `test_*` rules in the files `*_test.rego` among `policies`, as `dockwarden test` does: beside
   * the other policies and the built-in libraries, without the configuration.
   *
   * @throws {DockwardenError} `policy`, where one of them cannot be loaded.
   */
  test(policies: readonly Policy[]): TestRun {
    return JSON.parse(this.#call((checker) => checker.test(pairs(policies)))) as TestRun;
  }

  /** All rules, by id. */
  rules(): Rule[] {
    return JSON.parse(this.#call((checker) => checker.rules())) as Rule[];
  }

  /** What a rule is about; its kind may be left out of its name. */
  explain(rule: string): RuleDetails {
    return JSON.parse(this.#call((checker) => checker.explain(rule))) as RuleDetails;
  }

  /** Bytes of memory that the module holds, for all checkers of the thread together. */
  memory(): number {
    return memory();
  }

  /** Gives the memory back at once; without it, that happens some time after the checker is forgotten. */
  free(): void {
    if (this.#generation === current()) this.#checker.free();
    // Whoever calls on gets a new checker.
    this.#generation = -1;
  }

  #call<T>(use: (checker: Checker) => T): T {
    if (this.#generation !== current()) {
      this.#generation = current();
      this.#checker = call(() => new Checker(this.#choice));
    }
    return call(() => use(this.#checker));
  }

  #with<T>(files: readonly SourceFile[], use: (checker: Checker, project: Project) => T): T {
    return this.#call((checker) => {
      const project = new Project();
      for (const { path, content, kind } of files) {
        project.set(path, typeof content === "string" ? encoder.encode(content) : content, kind ?? "");
      }
      const answer = use(checker, project);
      project.free();
      return answer;
    });
  }
}

const encoder = new TextEncoder();

function only(options: CheckOptions): string {
  return (options.only ?? []).join("\n");
}

function pairs(policies: readonly Policy[]): string {
  return JSON.stringify(policies.map(pair));
}
