// The texts of one folder: what is open as it stands in the editor, all else as it lies on disk.

import type { TextDocument, Uri } from "vscode";
import { discover, isSetting, kind, read, wanted } from "./discovery";
import { below, inside } from "./paths";
import type { Change, SourceFile } from "dockwarden-wasm";

/** Files that are read at the same time. */
const AT_ONCE = 32;

/** Files that checks asked for and that are remembered. */
const MOST_SOUGHT = 10_000;

/** The texts of one folder, and what of them the checker does not know yet. */
export class Store {
  readonly root: Uri;
  readonly #files = new Map<string, SourceFile>();
  readonly #open = new Map<string, TextDocument>();
  readonly #changed = new Set<string>();
  /** Files that checks asked for. */
  readonly #sought = new Set<string>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(root: Uri) {
    this.root = root;
  }

  /** All paths that are known. */
  paths(): Iterable<string> {
    return this.#files.keys();
  }

  get(path: string): SourceFile | undefined {
    return this.#files.get(path);
  }

  /** The text of a file; empty if it is not there. */
  text(path: string): string {
    const content = this.#files.get(path)?.content ?? "";
    return typeof content === "string" ? content : new TextDecoder().decode(content);
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** The files that are open. */
  open(): string[] {
    return [...this.#open.keys()];
  }

  /** Whether a change of the file can matter. */
  cares(path: string): boolean {
    return this.#files.has(path) || wanted(path) || this.#sought.has(path);
  }

  /** Whether something is another than the checker knows. */
  get isChanged(): boolean {
    return this.#changed.size > 0;
  }

  /** What is another since this was asked last. */
  changes(): Change[] {
    const changes = [...this.#changed].map((path) => this.#files.get(path) ?? { path });
    this.#changed.clear();
    return changes;
  }

  /** Whether it was tried to read the file. */
  isSought(path: string): boolean {
    return this.#sought.has(path);
  }

  /** Reads files that a check asked for, those of them that are there. */
  async seek(paths: readonly string[]): Promise<void> {
    // Whoever types the name of a file asks for many that there never were.
    if (this.#sought.size > MOST_SOUGHT) this.#sought.clear();
    for (const path of paths) this.#sought.add(path);
    await this.read(paths);
  }

  /** Takes the text of a document, now and until it is closed. */
  edit(path: string, document: TextDocument): void {
    const known = kind(document);
    this.#open.set(path, document);
    this.#set({ path, content: document.getText(), ...(known && { kind: known }) });
  }

  /** Forgets that a file is open, and the file. */
  close(path: string): void {
    this.#open.delete(path);
    this.remove(path);
  }

  remove(path: string): void {
    if (this.#files.delete(path)) this.#note(path);
  }

  /** Reads a file anew. Says whether anything changed. */
  reread(path: string): Promise<boolean> {
    // One after the other, so that the last one to begin is the one that counts.
    const turn = (this.#turns.get(path) ?? Promise.resolve()).then(() => this.#reread(path));
    this.#turns.set(path, turn);
    return turn.finally(() => {
      if (this.#turns.get(path) === turn) this.#turns.delete(path);
    });
  }

  async #reread(path: string): Promise<boolean> {
    const before = this.#files.get(path)?.content;
    const there = await read(inside(this.root, path));
    const document = this.#open.get(path);
    // What stands in the editor counts, unless somebody removed the file and nobody wrote to it since.
    if (document && (there || document.isDirty)) this.edit(path, document);
    else if (there) this.#set({ path, content: there });
    else this.remove(path);
    return !same(before, this.#files.get(path)?.content);
  }

  /** Reads all files of the folder that checks may need. */
  async load(): Promise<void> {
    const found = await discover(this.root);
    const paths = found.map((uri) => below(this.root, uri)).filter((path) => path !== undefined);
    await this.read(paths);
  }

  /** Reads those of the files that are not known yet. */
  async read(paths: readonly string[]): Promise<void> {
    const unknown = paths.filter((path) => !this.#files.has(path));
    for (let at = 0; at < unknown.length; at += AT_ONCE) {
      await Promise.all(unknown.slice(at, at + AT_ONCE).map((path) => this.reread(path)));
    }
  }

  #set(file: SourceFile): void {
    this.#files.set(file.path, file);
    this.#note(file.path);
  }

  #note(path: string): void {
    // Settings go to the checker by another way.
    if (!isSetting(path)) this.#changed.add(path);
  }
}

function same(a: string | Uint8Array | undefined, b: string | Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (typeof a === "string" && typeof b === "string") return a === b;
  const [left, right] = [a, b].map((text) => (typeof text === "string" ? encoder.encode(text) : text));
  return left!.length === right!.length && left!.every((byte, index) => byte === right![index]);
}

const encoder = new TextEncoder();
