// A new rule to start from.

import type { Kind } from "dockwarden-wasm";
import { Uri, WorkspaceEdit, window, workspace } from "vscode";
import { CONFIG } from "./discovery";
import { difference } from "./places";
import type { Project } from "./project";

/** What a rule can be about. */
const KINDS: readonly Kind[] = ["dockerfile", "compose", "daemon"];

/** Asks what the rule is about, writes it, and names its folder in the configuration. */
export async function newRule(project: Project): Promise<void> {
  const kind = await window.showQuickPick(KINDS, { title: "New rule: what is it about?" });
  if (kind === undefined) return;
  const id = await window.showInputBox({
    title: "New rule: its name",
    value: "owner-missing",
    validateInput: (text) => (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text) ? undefined : "Small letters, digits and hyphens, as in owner-missing"),
  });
  if (id !== undefined) await writeRule(project, kind as Kind, id);
}

/** Writes a new rule and names its folder in the configuration, unless it is named already. */
export async function writeRule({ store: { root }, worker }: Project, kind: Kind, id: string): Promise<void> {
  const config = Uri.joinPath(root, CONFIG);
  const before = await workspace.fs.readFile(config).then((bytes) => new TextDecoder().decode(bytes), () => undefined);
  const rule = await worker.newRule(before ?? "", kind, id);
  const file = Uri.joinPath(root, rule.path);
  const edit = new WorkspaceEdit();
  edit.createFile(file, { ignoreIfExists: true });
  if (before === undefined) edit.createFile(config, { ignoreIfExists: true });
  await workspace.applyEdit(edit);
  const document = await workspace.openTextDocument(file);
  if (document.getText() === "") await replace(file, rule.text);
  await replace(config, rule.config);
  await window.showTextDocument(document);
}

async function replace(uri: Uri, text: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.set(uri, difference(document.getText(), text, (offset) => document.positionAt(offset)));
  await workspace.applyEdit(edit);
  await document.save();
}
