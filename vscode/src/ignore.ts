// Living with a finding: a comment where it stands, or an entry in dockwarden.yaml, each with its reason.

import { isScalar, parseDocument, visit } from "yaml";
import { Position, TextEdit, Uri, WorkspaceEdit, window, workspace, type TextDocument } from "vscode";
import { CONFIG } from "./discovery";
import { difference } from "./places";
import type { Place } from "./projects";

/** Asks why a finding is meant. */
export function reason(rule: string): Thenable<string | undefined> {
  return window.showInputBox({
    title: `Ignore ${rule}`,
    prompt: "Why is this meant? The reason is shown in reports.",
    validateInput: (text) => (text.trim() === "" ? "Say why, so that the next reader knows." : undefined),
  });
}

/** Writes a comment above the line of a finding. */
export async function ignoreHere({ project, path }: Place, document: TextDocument, line: number, rule: string, why: string): Promise<void> {
  const top = isYaml(document) ? aboveBlock(document, line) : await aboveInstruction({ project, path }, line);
  const indent = /^\s*/.exec(document.lineAt(top).text)?.[0] ?? "";
  const edit = new WorkspaceEdit();
  const comment = `${indent}# dockwarden: ignore=${rule} ${oneLine(why)}\n`;
  edit.set(document.uri, [TextEdit.insert(new Position(top, 0), comment)]);
  await workspace.applyEdit(edit);
}

/** Switches a rule off in the folder's configuration, for one file or for all. */
export async function switchOff({ project, path }: Place, rule: string, reach: "file" | "folder", why: string): Promise<void> {
  const uri = Uri.joinPath(project.store.root, CONFIG);
  const there = await workspace.fs.stat(uri).then(() => true, () => false);
  const edit = new WorkspaceEdit();
  if (!there) edit.createFile(uri, { ignoreIfExists: true });
  await workspace.applyEdit(edit);
  const document = await workspace.openTextDocument(uri);
  const before = document.getText();
  const after = await project.worker.switchOff(before, rule, reach === "file" ? path : undefined, why);
  const change = new WorkspaceEdit();
  change.set(uri, difference(before, after, (offset) => document.positionAt(offset)));
  await workspace.applyEdit(change);
  await document.save();
}

/** The line of the instruction that covers `line`. */
async function aboveInstruction({ project, path }: Place, line: number): Promise<number> {
  interface Model {
    instructions?: Record<string, { line: number; onbuild?: boolean }[]>;
  }
  const model = (await project.worker.input(path)) as Model;
  const starts = Object.values(model.instructions ?? {}).flat().map((instruction) => instruction.line - 1);
  return Math.max(0, ...starts.filter((start) => start <= line));
}

/** The line above which a comment about `line` is a comment: not inside a text of several lines. */
function aboveBlock(document: TextDocument, line: number): number {
  const offset = document.offsetAt(new Position(line, 0));
  let top = line;
  visit(parseDocument(document.getText(), { logLevel: "silent" }), {
    Scalar(_, scalar) {
      const [start, , end] = scalar.range ?? [0, 0, 0];
      if (start < offset && offset < end && isScalar(scalar)) top = Math.min(top, document.positionAt(start).line);
    },
  });
  return top;
}

function isYaml(document: TextDocument): boolean {
  return /\.ya?ml$/i.test(document.uri.path) || document.languageId === "dockercompose";
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
