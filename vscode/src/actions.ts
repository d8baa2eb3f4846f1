// Quick fixes, and what else can be done about a finding.

import {
  CodeAction,
  CodeActionKind,
  WorkspaceEdit,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Range,
  type TextDocument,
  type TextEdit,
  type Uri,
} from "vscode";
import type { Finding, Fix } from "dockwarden-wasm";
import { difference, edits, range } from "./places";
import type { Place, Projects } from "./projects";

/** Fixes of all findings that are safe. */
export const FIX_ALL = CodeActionKind.SourceFixAll.append("dockwarden");

type Fixable = Finding & { fix: Fix };

export class Actions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix, FIX_ALL];
  readonly #projects: Projects;

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  async provideCodeActions(document: TextDocument, at: Range, context: CodeActionContext): Promise<CodeAction[]> {
    const place = this.#projects.at(document.uri);
    if (!place) return [];
    await place.project.settled(place.path);
    const { findings } = place.project.known(place.path);
    const open = findings.filter(({ suppressed }) => !suppressed);
    const wants = (kind: CodeActionKind) => context.only === undefined || context.only.contains(kind);
    const actions: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      const here = open.filter((finding) => range(finding.range).intersection(at));
      for (const finding of here) actions.push(...about(document, finding, context.diagnostics));
      for (const rule of new Set(here.map(({ rule }) => rule))) actions.push(...allOf(document, rule, open));
      for (const finding of once(here)) actions.push(...without(document, finding));
      if (here.length > 0 && open.some(({ fix }) => fix?.safety === "safe")) {
        actions.push(await this.#fixAll(document, place, CodeActionKind.QuickFix));
      }
    }
    if (context.only && FIX_ALL.intersects(context.only)) {
      actions.push(await this.#fixAll(document, place, FIX_ALL));
    }
    return actions.filter((action) => action.command || action.edit?.size);
  }

  async #fixAll(document: TextDocument, { project, path }: Place, kind: CodeActionKind): Promise<CodeAction> {
    const text = document.getText();
    const action = new CodeAction("Fix all that is safe in this file (dockwarden)", kind);
    const { text: after } = await project.worker.applyFixes(path);
    // What was typed meanwhile must not be lost.
    if (document.getText() === text) {
      action.edit = edit(document.uri, difference(text, after, (offset) => document.positionAt(offset)));
    }
    return action;
  }
}

/** The fix of one finding. */
function about(document: TextDocument, finding: Finding, shown: readonly Diagnostic[]): CodeAction[] {
  if (!isFixable(finding)) return [];
  const { fix } = finding;
  const title = fix.safety === "safe" ? `Fix: ${finding.message}` : `Fix, may change behaviour: ${fix.note ?? finding.message}`;
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = edit(document.uri, edits(fix.edits));
  action.isPreferred = fix.safety === "safe";
  action.diagnostics = shown.filter((diagnostic) => isOf(diagnostic, finding));
  return [action];
}

/** The fixes of all findings of one rule, where there are several. */
function allOf(document: TextDocument, rule: string, findings: readonly Finding[]): CodeAction[] {
  const fixable = findings.filter(isFixable).filter((finding) => finding.rule === rule);
  if (fixable.length < 2) return [];
  const bold = fixable.some(({ fix }) => fix.safety === "unsafe") ? ", may change behaviour" : "";
  const action = new CodeAction(`Fix all ${fixable.length} of ${rule} in this file${bold}`, CodeActionKind.QuickFix);
  action.edit = edit(document.uri, apart(fixable.map(({ fix }) => edits(fix.edits))));
  return [action];
}

/** Ways to live with a finding. */
function without(document: TextDocument, { rule, range: { start } }: Finding): CodeAction[] {
  const command = (title: string, name: string, ...rest: unknown[]) => {
    const action = new CodeAction(title, CodeActionKind.QuickFix);
    action.command = { title, command: `dockwarden.${name}`, arguments: rest };
    return action;
  };
  const actions = [command(`Explain ${rule}`, "openRule", rule, document.uri)];
  if (rule.endsWith("/syntax") || rule.startsWith("suppression/")) return actions;
  if (!/\.json$/i.test(document.uri.path)) {
    actions.push(command(`Ignore ${rule} here, with a reason`, "ignoreHere", document.uri, start.line, rule));
  }
  actions.push(
    command(`Ignore ${rule} in this file, in dockwarden.yaml`, "switchOff", document.uri, rule, "file"),
    command(`Switch ${rule} off, in dockwarden.yaml`, "switchOff", document.uri, rule, "folder"),
  );
  return actions;
}

function isFixable(finding: Finding): finding is Fixable {
  return finding.fix !== undefined;
}

function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
}

function isOf(diagnostic: Diagnostic, { rule, range: place }: Finding): boolean {
  const { code } = diagnostic;
  return typeof code === "object" && code.value === rule && diagnostic.range.isEqual(range(place));
}

/** Those of the fixes, in order, that touch nothing that another one touches. */
function apart(fixes: readonly TextEdit[][]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const fix of fixes) {
    if (fix.every((one) => taken.every((other) => !one.range.intersection(other.range)))) taken.push(...fix);
  }
  return taken;
}

function edit(uri: Uri, list: TextEdit[]): WorkspaceEdit {
  const whole = new WorkspaceEdit();
  if (list.length > 0) whole.set(uri, list);
  return whole;
}
