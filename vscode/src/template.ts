// A new rule to start from.

import { Uri, WorkspaceEdit, window, workspace } from "vscode";
import { isMap, isSeq, parseDocument } from "yaml";
import { CONFIG } from "./discovery";
import { policyFolders } from "./options";
import { difference } from "./places";

const FOLDER = "policies";

const BODIES = {
  dockerfile: `deny contains {
	"message": sprintf("Stage %d does not say who looks after it", [stage.index]),
	"at": stage,
} if {
	some stage in input.stages
	stage.final
	not input.instructions.LABEL
}`,
  compose: `deny contains {
	"message": sprintf("Service %q does not say who looks after it", [service.name]),
	"at": service,
} if {
	some service in input.services
	not service.labels["com.example.owner"]
}`,
  daemon: `deny contains {
	"message": "The engine writes debugging output",
	"at": [input.options.debug, "value"],
} if {
	input.options.debug.value == true
}`,
};

/** What a rule can be about. */
export type RuleKind = keyof typeof BODIES;

export const KINDS = Object.keys(BODIES) as RuleKind[];

/** The text of a new rule. */
export function template(kind: RuleKind, id: string): string {
  return `# METADATA
# title: One line that says what is wrong
# description: >-
#   Why it matters and what to do instead, in two or three sentences.
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
package dockwarden.${kind}["${id}"]

${BODIES[kind]}
`;
}

/** Asks what the rule is about, writes it, and names its folder in the configuration. */
export async function newRule(root: Uri): Promise<void> {
  const kind = await window.showQuickPick(KINDS, { title: "New rule: what is it about?" });
  if (kind === undefined) return;
  const id = await window.showInputBox({
    title: "New rule: its name",
    value: "owner-missing",
    validateInput: (text) => (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text) ? undefined : "Small letters, digits and hyphens, as in owner-missing"),
  });
  if (id !== undefined) await writeRule(root, kind as RuleKind, id);
}

/** Writes a new rule and names its folder in the configuration, unless it is named already. */
export async function writeRule(root: Uri, kind: RuleKind, id: string): Promise<void> {
  const config = Uri.joinPath(root, CONFIG);
  const before = await workspace.fs.readFile(config).then((bytes) => new TextDecoder().decode(bytes), () => undefined);
  const folder = policyFolders(before ?? "")[0] ?? FOLDER;
  const file = Uri.joinPath(root, folder, kind, `${id}.rego`);
  const edit = new WorkspaceEdit();
  edit.createFile(file, { ignoreIfExists: true });
  if (before === undefined) edit.createFile(config, { ignoreIfExists: true });
  await workspace.applyEdit(edit);
  const rule = await workspace.openTextDocument(file);
  if (rule.getText() === "") await replace(file, template(kind, id));
  await replace(config, withPolicies(before ?? "", folder));
  await window.showTextDocument(rule);
}

/** A configuration that names a folder of policies. */
export function withPolicies(config: string, folder: string): string {
  if (policyFolders(config).length > 0) return config;
  const document = parseDocument(config);
  if (!isMap(document.contents)) return `policies:\n  - ${folder}\n`;
  const list = document.get("policies", true);
  if (isSeq(list)) list.add(folder);
  else document.set("policies", [folder]);
  return String(document);
}

async function replace(uri: Uri, text: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.set(uri, difference(document.getText(), text, (offset) => document.positionAt(offset)));
  await workspace.applyEdit(edit);
  await document.save();
}
