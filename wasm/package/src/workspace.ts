// Files that change, and what is said of them kept current: for editors.

import { Folder, new_rule, switch_off } from "./bindings.js";
import { choice } from "./choice.js";
import { DockwardenError } from "./error.js";
import { call, current, load, memory } from "./module.js";
import { empty, note, type State } from "./state.js";
import type { Change, Completion, Due, Kind, NewRule, Options, Problem, Row, Rule, RuleDetails, SourceFile, Told, WasmSource } from "./types.js";

/**
 * The files of a folder and what is said of them. What is checked together and what a change makes due
 * is worked out here; a caller hands in changes, checks what is due, part by part, and shows what it is
 * told.
 */
export class Workspace {
  readonly #state: State;
  #choice: string;
  #folder: Folder | undefined;
  #generation = -1;

  /** Loads the WASM module, if that was not done yet, and makes a workspace without files. */
  static async create(options: Options & { wasm?: WasmSource | PromiseLike<WasmSource> } = {}): Promise<Workspace> {
    const { wasm, ...rest } = options;
    await load(wasm);
    return new Workspace(rest);
  }

  /**
   * Makes a workspace; {@link load} must be done.
   *
   * @throws {DockwardenError} `config`, `policy` or `input`, with all problems and their places.
   */
  constructor(options: Options = {}, state: State = empty()) {
    this.#state = state;
    this.#choice = choice(options);
    this.#use(() => {});
  }

  /** Puts other options in the place of all present ones. If they cannot be used, says why and changes nothing. */
  configure(options: Options): Problem[] {
    const next = choice(options);
    try {
      this.#use((folder) => folder.configure(next));
    } catch (error) {
      if (error instanceof DockwardenError && error.problems.length > 0) return [...error.problems];
      throw error;
    }
    this.#choice = next;
    this.#state.failed.clear();
    return [];
  }

  /** Takes changes in, and says what is new, and what to check next: parts with one of the paths `first` before others. */
  update(changes: readonly Change[], first: readonly string[] = []): Told {
    // Made of what was there before.
    this.#use(() => {});
    note(this.#state, changes);
    return this.#use((folder) => {
      for (const change of changes) apply(folder, change);
      return told(folder, first);
    });
  }

  /** Checks a part, and says what is new, and what to check next. */
  check(part: string, first: readonly string[] = []): Told {
    return this.#use((folder) => {
      const missing = JSON.parse(folder.check(part)) as string[];
      return told(folder, first, missing);
    });
  }

  /** Makes everything that is said of a file current, and says what is new. */
  settle(path: string, first: readonly string[] = []): Told {
    return this.#use((folder) => {
      folder.settle(path);
      return told(folder, first);
    });
  }

  /** Says of a part, which ended the thread or the module, why it is not checked until one of its files changes. */
  fail(due: Due, why: string, first: readonly string[] = []): Told {
    this.#state.failed.set(due.part, { ...due, why });
    return this.#use((folder) => {
      folder.fail(due.part, why);
      return told(folder, first);
    });
  }

  /** Defence in depth of all files: a row for each service, each image that no service runs, and each host. */
  depth(): Row[] {
    return JSON.parse(this.#use((folder) => folder.depth())) as Row[];
  }

  /** What policies see of the file at `path`. */
  input(path: string): unknown {
    return JSON.parse(this.#use((folder) => folder.input(path)));
  }

  /** The text of a file with all its fixes applied, round by round, and how many those were. */
  applyFixes(path: string, options: { unsafe?: boolean } = {}): { text: string; applied: number } {
    const mended = this.#use((folder) => folder.mend(path, options.unsafe ?? false));
    return JSON.parse(mended) as { text: string; applied: number };
  }

  /** All rules, by id. */
  rules(): Rule[] {
    return JSON.parse(this.#use((folder) => folder.rules())) as Rule[];
  }

  /** What a rule is about; its kind may be left out of its name. */
  explain(rule: string): RuleDetails {
    return JSON.parse(this.#use((folder) => folder.explain(rule))) as RuleDetails;
  }

  /** What may stand in a `dockwarden.yaml` behind the text `before`. */
  complete(before: string): Completion[] {
    return JSON.parse(this.#use((folder) => folder.complete(before))) as Completion[];
  }

  /** The text of a `dockwarden.yaml` in which a rule is off, for the file at `path` or for all, with the reason. */
  switchOff(config: string, rule: string, path: string | undefined, why: string): string {
    return this.#use(() => switch_off(config, rule, path ?? "", why));
  }

  /** A new rule: its path and text, and the text of the `dockwarden.yaml` that names its folder. */
  newRule(config: string, kind: Kind, id: string): NewRule {
    return JSON.parse(this.#use(() => new_rule(config, kind, id))) as NewRule;
  }

  /** Bytes of memory that the module holds, for all of the thread together. */
  memory(): number {
    return memory();
  }

  #use<T>(use: (folder: Folder) => T): T {
    if (this.#generation !== current() || !this.#folder) {
      this.#generation = current();
      this.#folder = call(() => filled(new Folder(this.#choice), this.#state));
    }
    const folder = this.#folder;
    return call(() => use(folder));
  }
}

const encoder = new TextEncoder();

function filled(folder: Folder, { files, failed }: State): Folder {
  for (const file of files.values()) put(folder, file);
  for (const { part, why } of failed.values()) folder.fail(part, why);
  return folder;
}

function apply(folder: Folder, { path, content, kind }: Change): void {
  if (content === undefined) folder.remove(path);
  else put(folder, { path, content, ...(kind && { kind }) });
}

function put(folder: Folder, { path, content, kind }: SourceFile): void {
  folder.set(path, typeof content === "string" ? encoder.encode(content) : content, kind ?? "");
}

function next(folder: Folder, first: readonly string[]): Due | undefined {
  return (JSON.parse(folder.next(first.join("\n"))) as Due | null) ?? undefined;
}

function told(folder: Folder, first: readonly string[], missing: string[] = []): Told {
  const news = JSON.parse(folder.told()) as Pick<Told, "paths" | "files" | "findings">;
  const due = next(folder, first);
  return { ...news, missing, ...(due && { next: due }) };
}
