// The texts of one folder: what is open as it stands in the editor, all else as it lies on disk.

import type { TextDocument, Uri } from "vscode";
import { discover, isBackdrop, isSetting, kind, read, wanted } from "./discovery";
import { links } from "./links";
import { below, inside } from "./paths";
import type { SourceFile } from "dockwarden-wasm";

/** Files that are read at the same time. */
const AT_ONCE = 32;

/** The texts of one folder, and which of them name which. */
export class Store {
  readonly root: Uri;
  /** Files that each Compose file names. */
  readonly links = new Map<string, string[]>();
  readonly #files = new Map<string, SourceFile>();
  readonly #open = new Map<string, TextDocument>();
  readonly #stale = new Set<string>();
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

  /** Whether a change of the file can matter. */
  cares(path: string): boolean {
    if (this.#files.has(path) || wanted(path)) return true;
    for (const targets of this.links.values()) if (targets.includes(path)) return true;
    return false;
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
    this.#files.delete(path);
    this.links.delete(path);
    this.#stale.delete(path);
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
    await this.follow();
  }

  /** Reads those of the files that are not known yet. */
  async read(paths: readonly string[]): Promise<void> {
    const unknown = paths.filter((path) => !this.#files.has(path));
    for (let at = 0; at < unknown.length; at += AT_ONCE) {
      await Promise.all(unknown.slice(at, at + AT_ONCE).map((path) => this.reread(path)));
    }
  }

  /** Whether there are Compose files whose links are not known as they stand now. */
  get unfollowed(): boolean {
    return this.#stale.size > 0;
  }

  /** Finds out which files the changed Compose files name, and reads those that are not known. */
  async follow(): Promise<void> {
    while (this.#stale.size > 0) {
      const paths = [...this.#stale];
      this.#stale.clear();
      for (const [index, path] of paths.entries()) {
        this.links.set(path, links(path, this.text(path)));
        // Others in the host want their turn.
        if (index % AT_ONCE === AT_ONCE - 1) await new Promise((done) => setTimeout(done, 0));
      }
      const named = new Set(paths.flatMap((path) => this.links.get(path) ?? []));
      await this.read([...named]);
    }
  }

  #set(file: SourceFile): void {
    this.#files.set(file.path, file);
    if (isBackdrop(file.path) || isSetting(file.path)) return;
    if (file.kind === "compose" || /\.ya?ml$/i.test(file.path)) this.#stale.add(file.path);
  }
}

function same(a: string | Uint8Array | undefined, b: string | Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (typeof a === "string" && typeof b === "string") return a === b;
  const [left, right] = [a, b].map((text) => (typeof text === "string" ? encoder.encode(text) : text));
  return left!.length === right!.length && left!.every((byte, index) => byte === right![index]);
}

const encoder = new TextEncoder();
