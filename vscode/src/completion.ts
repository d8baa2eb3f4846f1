// dockwarden.yaml completed: keys of its schema, rules, and what they may be set to.

import {
  CompletionItem,
  CompletionItemKind,
  MarkdownString,
  Range,
  type CompletionItemProvider,
  type Position,
  type TextDocument,
} from "vscode";
import type { Project } from "./project";
import type { Projects } from "./projects";
import { details, summary } from "./rules";

/** An item that knows its rule, for when somebody looks at it. */
interface OfRule extends CompletionItem {
  about?: { project: Project; rule: string };
}

export class Completions implements CompletionItemProvider<OfRule> {
  readonly #projects: Projects;

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  async provideCompletionItems(document: TextDocument, at: Position): Promise<OfRule[]> {
    const project = this.#projects.at(document.uri)?.project ?? this.#projects.all()[0];
    if (!project) return [];
    const items = await project.worker.complete(document.getText(new Range(0, 0, at.line, at.character)));
    const word = document.getWordRangeAtPosition(at, /[\w/-]+/);
    return items.map(({ label, text, detail, rule }) => {
      const kind = text === label ? CompletionItemKind.EnumMember : CompletionItemKind.Property;
      const item: OfRule = new CompletionItem({ label, description: detail }, kind);
      item.insertText = text;
      if (rule !== null) item.about = { project, rule };
      if (word) item.range = word;
      return item;
    });
  }

  async resolveCompletionItem(item: OfRule): Promise<OfRule> {
    const known = item.about && (await details(item.about.project, item.about.rule));
    if (known) item.documentation = new MarkdownString(summary(known));
    return item;
  }
}
