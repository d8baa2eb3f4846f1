// One folder: what is found in its files, kept current in the background.

import { DockwardenError, type DockwardenWorker } from "dockwarden-wasm/worker";
import type { Options, Problem, Row, SourceFile } from "dockwarden-wasm";
import { EventEmitter, type Disposable, type TextDocument, type Uri } from "vscode";
import { CONFIG, isBackdrop, isCompanion, isDaemon, isSetting } from "./discovery";
import { groups, type Group } from "./groups";
import { Ledger, type Known } from "./ledger";
import { options } from "./options";
import { Store } from "./store";

/** Milliseconds without a change before a configuration, policies, or names of files in Compose files are read. */
const REST = 150;

/** One folder, checked whenever something in it changes. */
export class Project implements Disposable {
  readonly store: Store;
  readonly worker: DockwardenWorker;
  readonly #trusted: () => boolean;
  readonly #ledger = new Ledger();
  readonly #changed = new EventEmitter<readonly string[]>();
  /** Paths of which something else may be known now. */
  readonly onDidChange = this.#changed.event;

  #options: Options = {};
  #problems: Problem[] = [];
  /** Groups by id, and by the paths of their members. */
  #groups = new Map<string, Group>();
  #groupOf = new Map<string, Group>();
  // What is to be done, most urgent first.
  #configure = true;
  #regroup = true;
  readonly #urgent = new Set<string>();
  readonly #later = new Set<string>();
  #current: string | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #configureSoon = false;
  #running: Promise<void> | undefined;
  #disposed = false;

  constructor(root: Uri, worker: DockwardenWorker, trusted: () => boolean) {
    this.store = new Store(root);
    this.worker = worker;
    this.#trusted = trusted;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#resting);
    this.worker.terminate();
    this.#changed.dispose();
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

  /** The layers of defence of all services, images and hosts. */
  depth(): Row[] {
    return this.#ledger.depth();
  }

  /** A file and all that are checked with it. */
  together(path: string): SourceFile[] {
    const members = new Set(this.#groupOf.get(path)?.members ?? [path]);
    for (const other of this.store.paths()) if (isBackdrop(other)) members.add(other);
    return this.files(members);
  }

  /** The files at `paths` that are there. */
  files(paths: Iterable<string>): SourceFile[] {
    return [...paths].map((path) => this.store.get(path)).filter((file) => file !== undefined);
  }

  /** Reads the whole folder and checks it. */
  async load(): Promise<void> {
    await this.store.load();
    this.checkAll();
  }

  /** Checks everything anew, with configuration and policies as they stand. */
  checkAll(): void {
    this.#configure = true;
    this.#regroup = true;
    this.#wake();
  }

  /** Takes the text of a document and checks what it has to do with. */
  edit(path: string, document: TextDocument): void {
    const known = this.store.get(path) !== undefined;
    this.store.edit(path, document);
    this.touch(path, !known);
  }

  /** Checks what a file has to do with. `listed`: it appeared or went away, so that groups change. */
  touch(path: string, listed: boolean): void {
    if (isSetting(path)) {
      this.#configureSoon = true;
      this.#rest();
      return;
    }
    if (listed) this.#regroup = true;
    const group = this.#groupOf.get(path);
    if (group) this.#urgent.add(group.id);
    // The engine lies beneath every service.
    if (isDaemon(path)) {
      for (const { id, members } of this.#groups.values()) {
        if (members.some((member) => this.store.links.has(member))) this.#later.add(id);
      }
    }
    if (this.store.unfollowed) this.#rest();
    this.#wake();
  }

  /** Waits until what is known of a file, or of all, is what the texts of now give. */
  async settled(path?: string): Promise<void> {
    if (path === undefined) this.#rested();
    for (;;) {
      const ids = [...this.#urgent, ...this.#later, this.#current];
      const own = path === undefined ? undefined : this.#groupOf.get(path)?.id;
      const waiting = own === undefined ? this.#running !== undefined : ids.includes(own);
      if (this.#disposed || !(waiting || this.#configure || this.#regroup)) return;
      await this.#wake(own);
    }
  }

  #rest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#rested(), REST);
  }

  #rested(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.#configure ||= this.#configureSoon;
    this.#configureSoon = false;
    this.#wake();
  }

  /** Goes on working; done when nothing is left to do, or the group `until` was checked. */
  #wake(until?: string): Promise<void> {
    this.#running ??= this.#work();
    if (until === undefined) return this.#running;
    return new Promise((resolve) => {
      const one = this.#changed.event(() => (one.dispose(), resolve()));
      void this.#running?.then(() => (one.dispose(), resolve()));
    });
  }

  async #work(): Promise<void> {
    // Not before the caller has its promise.
    await undefined;
    for (let job = this.#next(); job && !this.#disposed; job = this.#next()) {
      // Nobody waits for an answer, and the next job may do better.
      await job.catch((error: unknown) => console.error("dockwarden:", error));
    }
    this.#running = undefined;
  }

  #next(): Promise<void> | undefined {
    if (this.#configure) return this.#setUp();
    if (this.#regroup) return this.#group();
    const urgent = this.#urgent.values().next().value;
    if (urgent !== undefined) return this.#check(urgent);
    if (this.store.unfollowed && this.#resting === undefined) return this.#follow();
    const later = this.#later.values().next().value;
    return later === undefined ? undefined : this.#check(later);
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
    for (const id of this.#groups.keys()) this.#later.add(id);
    this.#changed.fire([...before, ...this.#problems].map(({ path }) => path));
  }

  async #try(wanted: Options): Promise<Problem[]> {
    try {
      const problems = await this.worker.configure(wanted);
      if (problems.length === 0) this.#options = wanted;
      return problems;
    } catch (error) {
      return [{ path: CONFIG, message: said(error) }];
    }
  }

  async #follow(): Promise<void> {
    await this.store.follow();
    await this.#group();
  }

  async #group(): Promise<void> {
    this.#regroup = false;
    const paths = [...this.store.paths()].filter((path) => !isSetting(path));
    const before = this.#groups;
    const now = groups(paths, this.store.links, isBackdrop).filter(({ members }) => !members.every(isCompanion));
    this.#groups = new Map(now.map((group) => [group.id, group]));
    this.#groupOf = new Map(now.flatMap((group) => group.members.map((path) => [path, group])));
    for (const list of [this.#urgent, this.#later]) {
      for (const id of list) if (!this.#groups.has(id)) list.delete(id);
    }
    for (const { id, members } of now) {
      if (before.has(id)) continue;
      (members.some((path) => this.store.isOpen(path)) ? this.#urgent : this.#later).add(id);
    }
    this.#changed.fire(this.#ledger.keep((path) => this.#groupOf.has(path)));
  }

  async #check(id: string): Promise<void> {
    this.#urgent.delete(id);
    this.#later.delete(id);
    const group = this.#groups.get(id);
    if (!group) return;
    this.#current = id;
    try {
      const first = group.members[0] ?? "";
      const report = await this.worker.check(this.together(first), { only: group.members });
      this.#changed.fire(this.#ledger.put(group, report));
    } catch (error) {
      if (!this.#disposed) await this.#stopped(group, error);
    } finally {
      this.#current = undefined;
    }
  }

  /** A check that never ends is the fault of the folder's policies, where it has any. */
  async #stopped(group: Group, error: unknown): Promise<void> {
    const own = this.#options.policies ?? [];
    if (own.length > 0 && error instanceof DockwardenError && (error.code === "timeout" || error.code === "trap")) {
      const message = `The policies of this folder are left out until one changes: ${said(error)}`;
      this.#problems = own.map(({ path }) => ({ path, message }));
      await this.#try({ ...this.#options, policies: [] });
      for (const id of this.#groups.keys()) this.#later.add(id);
      this.#changed.fire(own.map(({ path }) => path));
      return;
    }
    const files = group.members.map((path) => failed(path, said(error)));
    this.#changed.fire(this.#ledger.put(group, { files, findings: [], depth: [] }));
  }
}

function failed(path: string, message: string) {
  return { path, kind: "dockerfile" as const, status: "failed" as const, errors: [{ message }] };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
