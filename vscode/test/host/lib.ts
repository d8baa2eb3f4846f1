// What the tests inside the editor share: a list of tests, and waiting.

import { Uri, commands, languages, workspace, WorkspaceEdit, Range, type CodeAction, type Diagnostic, type TextDocument } from "vscode";

export const tests: [string, () => Promise<void>][] = [];

export function test(name: string, run: () => Promise<void>): void {
  tests.push([name, run]);
}

export const root = workspace.workspaceFolders![0]!.uri;

export function at(path: string): Uri {
  return Uri.joinPath(root, path);
}

export async function write(path: string, text: string): Promise<void> {
  await workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
}

export async function read(path: string): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(at(path)));
}

/** Writes a file and opens it, as it was written. */
export async function opened(path: string, text: string): Promise<TextDocument> {
  await write(path, text);
  const document = await workspace.openTextDocument(at(path));
  await until(`${path} as written`, () => document.getText() === text);
  return document;
}

export async function remove(path: string): Promise<void> {
  await workspace.fs.delete(at(path), { recursive: true });
}

/** Our diagnostics of a file. */
export function shown(path: string): Diagnostic[] {
  return languages.getDiagnostics(at(path)).filter(({ source }) => source === "dockwarden");
}

export function rule({ code }: Diagnostic): string {
  // Across hosts the editor hands on the name only.
  return String(typeof code === "object" ? code.value : (code ?? ""));
}

export function rules(path: string): string[] {
  return shown(path).map(rule);
}

/** Waits until `ask` gives something, and gives it. */
export async function until<T>(what: string, ask: () => T | undefined | false | PromiseLike<T | undefined | false>, limit = 10_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function finds(path: string, id: string): Promise<Diagnostic> {
  return until(`${id} in ${path}, where there is ${shown(path).map((one) => rule(one) || one.message)}`, () => shown(path).find((one) => rule(one) === id));
}

export async function loses(path: string, id: string): Promise<void> {
  await until(`no ${id} in ${path}`, () => !rules(path).includes(id));
}

export async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  if (start < 0) throw new Error(`no ${from} in ${document.uri.path}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  await workspace.applyEdit(edit);
}

/** The actions that are offered for a diagnostic. */
export async function actions(path: string, diagnostic: Diagnostic, kind?: string): Promise<CodeAction[]> {
  await workspace.openTextDocument(at(path));
  const found = await commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", at(path), diagnostic.range, kind);
  return found ?? [];
}

export async function apply(action: CodeAction): Promise<void> {
  if (action.edit) await workspace.applyEdit(action.edit);
  if (action.command) await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

export function equal(a: unknown, b: unknown): void {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  if (left !== right) throw new Error(`expected ${right}\n  found ${left}`);
}

export function holds(what: boolean, why: string): void {
  if (!what) throw new Error(why);
}
