// One folder: what is found in its files, kept current in the background.

import { DockwardenError, type WorkspaceWorker } from "dockwarden-wasm/worker";
import type { Due, Options, Problem, Told } from "dockwarden-wasm";
import { EventEmitter, type Disposable, type TextDocument, type Uri } from "vscode";
import { CONFIG, isSetting } from "./discovery";
import { Ledger, type Known } from "./ledger";
import { options } from "./options";
import { Store } from "./store";

/** Milliseconds without a change before a configuration or policies are read. */
const REST = 150;

/** Somebody who waits until a file, or everything, is checked as it stands. */
interface Waiting {
  path: string | undefined;
  done(): void;
}

/** One folder, checked whenever something in it changes. */
export class Project implements Disposable {
  readonly store: Store;
  readonly worker: WorkspaceWorker;
  readonly #trusted: () => boolean;
  readonly #ledger = new Ledger();
  readonly #changed = new EventEmitter<readonly string[]>();
  /** Paths of which something else may be known now. */
  readonly onDidChange = this.#changed.event;

  #options: Options = {};
  #problems: Problem[] = [];
  // What is to be done, most urgent first.
  #configure = true;
  /** Whether the checker has to be asked what is due. */
  #ask = false;
  #waiting: Waiting[] = [];
  #due: Due | undefined;
  readonly #missing = new Set<string>();

  #resting: ReturnType<typeof setTimeout> | undefined;
  #configureSoon = false;
  #running: Promise<void> | undefined;
  #disposed = false;

  constructor(root: Uri, worker: WorkspaceWorker, trusted: () => boolean) {
    this.store = new Store(root);
    this.worker = worker;
    this.#trusted = trusted;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#resting);
    this.worker.terminate();
    this.#changed.dispose();
    for (const { done } of this.#waiting.splice(0)) done();
  }

  /** What is wrong with the configuration and the policies of the folder. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** All files of which something is known. */
  paths(): string[] {
    return this.#ledger.paths();
  }

  known(path: string): Known {
    return this.#ledger.known(path);
  }

  /** Reads the whole folder and checks it. */
  async load(): Promise<void> {
    await this.store.load();
    this.checkAll();
  }

  /** Checks everything anew, with configuration and policies as they stand. */
  checkAll(): void {
    this.#configure = true;
    this.#wake();
  }

  /** Takes the text of a document and checks what it has to do with. */
  edit(path: string, document: TextDocument): void {
    this.store.edit(path, document);
    this.touch(path);
  }

  /** Checks what a file has to do with, which is another one, or has come or gone. */
  touch(path: string): void {
    if (isSetting(path)) {
      this.#configureSoon = true;
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => this.#rested(), REST);
    }
    this.#wake();
  }

  /** Waits until what is known of a file, or of all, is what the texts of now give. */
  settled(path?: string): Promise<void> {
    if (path === undefined) this.#rested();
    if (this.#disposed) return Promise.resolve();
    return new Promise((done) => {
      this.#waiting.push({ path, done });
      this.#wake();
    });
  }

  #rested(): void {
    clearTimeout(this.#resting);
    this.#configure ||= this.#configureSoon;
    this.#configureSoon = false;
    this.#wake();
  }

  #wake(): void {
    this.#running ??= this.#work();
  }

  async #work(): Promise<void> {
    // Not before the caller has gone on.
    await undefined;
    for (let job = this.#next(); job && !this.#disposed; job = this.#next()) {
      // Nobody waits for an answer, and the next job may do better.
      await job.catch((error: unknown) => this.#disposed || console.error("dockwarden:", error));
    }
    this.#running = undefined;
  }

  #next(): Promise<void> | undefined {
    if (this.#configure) return this.#setUp();
    if (this.#ask || this.store.isChanged) return this.#update();
    const asked = this.#waiting.find(({ path }) => path !== undefined);
    if (asked) return this.#settle(asked);
    if (this.#due) return this.#check(this.#due);
    if (this.#missing.size > 0) return this.#seek();
    for (const { done } of this.#waiting.splice(0)) done();
    return undefined;
  }

  async #setUp(): Promise<void> {
    this.#configure = false;
    const before = this.#problems;
    const wanted = await options(this.store, this.#trusted());
    this.#problems = await this.#try(wanted);
    if (this.#problems.length > 0) {
      // The rest of the folder's settings hold while one of its policies is being written.
      const faulty = new Set(this.#problems.map(({ path }) => path));
      await this.#try({ ...wanted, policies: (wanted.policies ?? []).filter(({ path }) => !faulty.has(path)) });
    }
    this.#changed.fire([...before, ...this.#problems].map(({ path }) => path));
  }

  async #try(wanted: Options): Promise<Problem[]> {
    this.#ask = true;
    try {
      const problems = await this.worker.configure(wanted);
      if (problems.length === 0) this.#options = wanted;
      return problems;
    } catch (error) {
      return [{ path: CONFIG, message: said(error) }];
    }
  }

  async #update(): Promise<void> {
    this.#ask = false;
    this.#take(await this.worker.update(this.store.changes(), this.store.open()));
  }

  async #settle(asked: Waiting): Promise<void> {
    this.#waiting = this.#waiting.filter((one) => one !== asked);
    try {
      this.#take(await this.worker.settle(asked.path ?? "", this.store.open()));
    } finally {
      asked.done();
    }
  }

  async #check(due: Due): Promise<void> {
    try {
      this.#take(await this.worker.check(due.part, this.store.open()));
    } catch (error) {
      if (!this.#disposed) await this.#stopped(due, error);
    }
  }

  /** Reads files that checks asked for and that were not found before. */
  async #seek(): Promise<void> {
    const missing = [...this.#missing];
    this.#missing.clear();
    await this.store.seek(missing);
  }

  #take(told: Told): void {
    this.#ledger.put(told);
    this.#due = told.next;
    for (const path of told.missing) if (!this.store.isSought(path)) this.#missing.add(path);
    this.#changed.fire(told.paths);
  }

  /** A check that never ends is the fault of the folder's policies, where it has any. */
  async #stopped(due: Due, error: unknown): Promise<void> {
    const own = this.#options.policies ?? [];
    if (own.length > 0 && error instanceof DockwardenError && (error.code === "timeout" || error.code === "trap")) {
      const message = `The policies of this folder are left out until one changes: ${said(error)}`;
      this.#problems = own.map(({ path }) => ({ path, message }));
      await this.#try({ ...this.#options, policies: [] });
      this.#changed.fire(own.map(({ path }) => path));
      return;
    }
    this.#take(await this.worker.fail(due, said(error), this.store.open()));
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
