// Living with a finding: a comment where it stands, or an entry in dockwarden.yaml, each with its reason.

import { isMap, isScalar, parseDocument, visit, YAMLMap, YAMLSeq, type Document, type Scalar } from "yaml";
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
  const after = reach === "file" ? withoutIn(before, rule, glob(path), oneLine(why)) : without(before, rule, oneLine(why));
  const change = new WorkspaceEdit();
  change.set(uri, difference(before, after, (offset) => document.positionAt(offset)));
  await workspace.applyEdit(change);
  await document.save();
}

/** A configuration in which a rule is off. */
export function without(config: string, rule: string, why: string): string {
  const document = open(config);
  setOff(document, table(document, document.contents as YAMLMap, "rules"), rule, why);
  return String(document);
}

/** A configuration in which a rule is off for the files that `paths` matches. */
export function withoutIn(config: string, rule: string, paths: string, why: string): string {
  const document = open(config);
  const top = document.contents as YAMLMap;
  let list = top.get("overrides", true) as unknown;
  if (!(list instanceof YAMLSeq)) {
    list = new YAMLSeq();
    top.set("overrides", list);
  }
  const items = (list as YAMLSeq).items;
  const isOfPath = (item: unknown) => isMap(item) && JSON.stringify(item.toJSON().paths) === JSON.stringify([paths]);
  let entry = items.find(isOfPath) as YAMLMap | undefined;
  if (!entry) {
    entry = document.createNode({ paths: [paths] }) as YAMLMap;
    items.push(entry);
  }
  setOff(document, table(document, entry, "rules"), rule, why);
  return String(document);
}

function open(config: string): Document {
  const document: Document = parseDocument(config);
  if (document.errors.length > 0) throw new Error(`${CONFIG} has to be mended first: ${document.errors[0]?.message}`);
  if (!isMap(document.contents)) document.contents = new YAMLMap();
  return document;
}

function table(document: Document, map: YAMLMap, key: string): YAMLMap {
  const present = map.get(key, true) as unknown;
  if (isMap(present)) return present as YAMLMap;
  const made = new YAMLMap();
  map.set(document.createNode(key), made);
  return made;
}

function setOff(document: Document, rules: YAMLMap, rule: string, why: string): void {
  rules.delete(rule);
  const key = document.createNode(rule) as Scalar;
  key.commentBefore = ` ${why}`;
  rules.add({ key, value: document.createNode("off") });
}

/** The line of the instruction that covers `line`. */
async function aboveInstruction({ project, path }: Place, line: number): Promise<number> {
  interface Model {
    instructions?: Record<string, { line: number; onbuild?: boolean }[]>;
  }
  const model = (await project.worker.input(project.together(path), path)) as Model;
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

/** A glob that matches this path only. */
function glob(path: string): string {
  return path.replace(/[*?[\]{}\\]/g, "\\$&");
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
