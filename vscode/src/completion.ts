// dockwarden.yaml completed: keys of its schema, rules, and what they may be set to.

import { CompletionItem, CompletionItemKind, MarkdownString, type CompletionItemProvider, type Position, type TextDocument } from "vscode";
import type { Rule } from "dockwarden-wasm";
import schema from "../../docs/schemas/config.json";
import type { Projects } from "./projects";
import { details, summary } from "./rules";

const SEVERITIES: readonly string[] = schema.$defs.severity.enum;
const SETS: readonly string[] = schema.properties.set.enum;
const TOP: Record<string, { description?: string; $ref?: string }> = schema.properties;

/** An item that knows its rule, for when somebody looks at it. */
interface OfRule extends CompletionItem {
  rule?: string;
  document?: TextDocument;
}

export class Completions implements CompletionItemProvider<OfRule> {
  readonly #projects: Projects;

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  async provideCompletionItems(document: TextDocument, at: Position): Promise<OfRule[]> {
    const before = document.lineAt(at.line).text.slice(0, at.character);
    const value = /^\s*(?:- )?["']?([^\s"':]+)["']?:\s+\S*$/.exec(before)?.[1];
    const path = keysAbove(document, at);
    if (value !== undefined) return values(path, value).map((text) => new CompletionItem(text, CompletionItemKind.EnumMember));
    if (!/^\s*(?:- )?["']?[\w/-]*$/.test(before)) return [];
    const last = path.at(-1);
    if (path.length === 0) return keys(Object.entries(TOP).map(([key, { description }]) => [key, description ?? ""]));
    if (last === "overrides") return keys([["paths", schema.$defs.rules.description], ["rules", schema.$defs.rules.description]]);
    if (last === "rules") return this.#rules(document, at);
    return path.at(-2) === "rules" && last !== undefined ? this.#parameters(document, last) : [];
  }

  async resolveCompletionItem(item: OfRule): Promise<OfRule> {
    const project = item.document && this.#project(item.document);
    const known = project && item.rule !== undefined && (await details(project, item.rule));
    if (known) item.documentation = new MarkdownString(summary(known));
    return item;
  }

  async #rules(document: TextDocument, at: Position): Promise<OfRule[]> {
    const rules: Rule[] = (await this.#project(document)?.worker.rules()) ?? [];
    const word = document.getWordRangeAtPosition(at, /[\w/-]+/);
    return rules.map(({ id, title, severity }) => {
      const item: OfRule = new CompletionItem({ label: id, description: severity, detail: ` ${title}` }, CompletionItemKind.Property);
      item.insertText = `${id}: `;
      item.rule = id;
      item.document = document;
      if (word) item.range = word;
      return item;
    });
  }

  async #parameters(document: TextDocument, rule: string): Promise<OfRule[]> {
    const project = this.#project(document);
    const known = project && (await details(project, rule));
    const own = (known?.parameters ?? []).map(({ name, description }): [string, string] => [name, description]);
    return keys([["severity", "Severity in the place of the rule's own"], ["enabled", "Whether the rule is on"], ...own]);
  }

  #project(document: TextDocument) {
    return this.#projects.at(document.uri)?.project ?? this.#projects.all()[0];
  }
}

/** What may stand behind a key. */
function values(path: readonly string[], key: string): readonly string[] {
  if (path.length === 0 && key === "set") return SETS;
  if ((path.length === 0 && key === "fail-on") || key === "severity") return SEVERITIES;
  if (path.at(-1) === "rules") return ["off", "on", ...SEVERITIES];
  return key === "enabled" ? ["true", "false"] : [];
}

function keys(list: readonly (readonly [string, string])[]): CompletionItem[] {
  return list.map(([key, description]) => {
    const item = new CompletionItem(key, CompletionItemKind.Property);
    item.insertText = `${key}: `;
    item.documentation = description;
    return item;
  });
}

/** The keys that the place is below, outermost first, by how far lines are indented. */
function keysAbove(document: TextDocument, at: Position): string[] {
  const depth = (text: string) => /^[\s-]*/.exec(text)?.[0].length ?? 0;
  const path: string[] = [];
  let indent = Math.min(depth(document.lineAt(at.line).text), at.character);
  for (let line = at.line - 1; line >= 0 && indent > 0; line -= 1) {
    const { text } = document.lineAt(line);
    const key = /^[\s-]*["']?([^\s"'#:]+)["']?:/.exec(text)?.[1];
    if (key === undefined || depth(text) >= indent) continue;
    path.unshift(key);
    indent = depth(text);
    // An entry of a list hangs below the key of the list, at any indent.
    if (/^\s*- /.test(text)) indent = Math.max(1, text.search(/\S/));
  }
  return path;
}
