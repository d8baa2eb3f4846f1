// The files that are open: their texts, each with a history of its own, and the one that is shown.

import { history, undo } from "@codemirror/commands";
import { EditorState, Text, type Extension, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { Signal } from "../signal";
import { languageOf } from "./languages";

/** A file as it is kept and shared. */
export interface File {
  path: string;
  text: string;
}

/** A change of a file's text, in offsets. */
export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** The open files. */
export class Documents {
  readonly #states = new Map<string, EditorState>();
  readonly #view: EditorView;
  readonly #extensions: (path: string) => Extension;
  #active = "";

  /** Changes whenever a text or a name does. */
  readonly version = new Signal(0);
  /** The path that is shown. */
  readonly active = new Signal("");
  /** Where the cursor is. */
  readonly cursor = new Signal(0);

  constructor(parent: HTMLElement, extensions: (path: string) => Extension) {
    this.#extensions = (path) => [history(), languageOf(path), extensions(path)];
    this.#view = new EditorView({
      parent,
      dispatchTransactions: (transactions, view) => {
        view.update(transactions);
        if (transactions.some((one) => one.docChanged)) this.version.value += 1;
        if (transactions.some((one) => one.selection)) this.cursor.value = view.state.selection.main.head;
      },
    });
  }

  /** The editor, for commands and effects on the shown file. */
  get view(): EditorView {
    return this.#view;
  }

  get paths(): string[] {
    return [...this.#states.keys()];
  }

  has(path: string): boolean {
    return this.#states.has(path);
  }

  /** All files, as they are saved: with the line endings that they came with. */
  get files(): File[] {
    return this.paths.map((path) => ({ path, text: this.#state(path).sliceDoc() }));
  }

  /** The text of a file as the editor has it, every line ended by `\n`. */
  doc(path: string): Text {
    return this.#state(path).doc;
  }

  /** Replaces everything. */
  reset(files: readonly File[], active: string): void {
    const made = files.map(({ path, text }) => [path, this.#make(path, text)] as const);
    this.#states.clear();
    this.#active = "";
    for (const [path, state] of made) this.#states.set(path, state);
    this.open(this.has(active) ? active : (this.paths[0] ?? ""));
    this.version.value += 1;
  }

  /** Adds a file, or gives one a new text; the latter can be undone. */
  put(path: string, text: string): void {
    if (this.has(path)) {
      this.change(path, [{ from: 0, to: this.doc(path).length, insert: text }]);
    } else {
      this.#states.set(path, this.#make(path, text));
      this.version.value += 1;
    }
  }

  rename(path: string, to: string): void {
    const files = this.files.map((file) => (file.path === path ? { ...file, path: to } : file));
    const active = this.#active === path ? to : this.#active;
    const kept = new Map(this.paths.filter((one) => one !== path).map((one) => [one, this.#state(one)]));
    this.#states.clear();
    for (const file of files) this.#states.set(file.path, kept.get(file.path) ?? this.#make(file.path, file.text));
    this.#active = "";
    this.open(active);
    this.version.value += 1;
  }

  remove(path: string): void {
    const at = this.paths.indexOf(path);
    this.#states.delete(path);
    if (this.#active === path) {
      this.#active = "";
      this.open(this.paths[Math.min(at, this.paths.length - 1)] ?? "");
    }
    this.version.value += 1;
  }

  /** Shows a file. */
  open(path: string): void {
    if (path === this.#active && this.has(path)) return;
    if (this.has(this.#active)) this.#states.set(this.#active, this.#view.state);
    this.#active = path;
    this.#view.setState(this.#states.get(path) ?? EditorState.create({ extensions: EditorState.readOnly.of(true) }));
    this.active.value = path;
  }

  /** Shows a file with a stretch of it selected. */
  reveal(path: string, from: number, to: number, focus = true): void {
    if (!this.has(path)) return;
    this.open(path);
    this.#view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    if (focus) this.#view.focus();
  }

  /** Changes the text of a file; one step to undo. */
  change(path: string, changes: readonly Change[]): void {
    const made = changes.map(({ from, to, insert }) => ({ from, to, insert: Text.of(insert.split("\n")) }));
    this.#dispatch(path, { changes: made, userEvent: "input.fix" });
  }

  /** Takes back the last change of a file. */
  undo(path: string): void {
    undo({ state: this.#state(path), dispatch: (transaction) => this.#dispatchMade(path, transaction) });
  }

  #dispatch(path: string, spec: TransactionSpec): void {
    this.#dispatchMade(path, this.#state(path).update(spec));
  }

  #dispatchMade(path: string, transaction: ReturnType<EditorState["update"]>): void {
    if (path === this.#active) {
      this.#view.dispatch(transaction);
    } else {
      this.#states.set(path, transaction.state);
      this.version.value += 1;
    }
  }

  #state(path: string): EditorState {
    if (path === this.#active) return this.#view.state;
    const state = this.#states.get(path);
    if (!state) throw new Error(`no file ${path} is open`);
    return state;
  }

  #make(path: string, text: string): EditorState {
    const windows = text.includes("\r\n") ? [EditorState.lineSeparator.of("\r\n")] : [];
    return EditorState.create({ doc: text, extensions: [windows, this.#extensions(path)] });
  }
}
