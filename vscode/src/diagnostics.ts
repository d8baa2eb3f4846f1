// What is found, as the editor shows it.

import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  Location,
  Range,
  workspace,
  type Uri,
} from "vscode";
import type { Finding, Severity } from "dockwarden-wasm";
import { inside } from "./paths";
import { range } from "./places";
import type { Project } from "./project";
import { rulePage } from "./pages";

const SHOWN: Record<string, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** All diagnostics of one file of a project. */
export function diagnostics(project: Project, path: string): Diagnostic[] {
  const settings = workspace.getConfiguration("dockwarden", project.store.root);
  const problems = project.problems.filter((problem) => problem.path === path);
  const wrong = problems.map(({ message, range: place }) => plain(message, place && range(place)));
  const uri = inside(project.store.root, path);
  if (!settings.get<boolean>("closedFiles", true) && !project.store.isOpen(path)) return wrong;
  const severities = settings.get<Partial<Record<Severity, string>>>("severities", {});
  const known = project.known(path);
  const failed = known.errors.map(({ message, line }) => plain(`Not checked: ${message}`, line === undefined ? undefined : new Range(line, 0, line, 999)));
  const found = known.findings.filter(({ suppressed }) => !suppressed);
  const shown = found.flatMap((finding) => {
    const severity = SHOWN[severities[finding.severity] ?? "error"];
    return severity === undefined ? [] : [diagnostic(finding, severity, uri, project.store.root)];
  });
  return [...wrong, ...failed, ...shown];
}

function plain(message: string, place = new Range(0, 0, 0, 999)): Diagnostic {
  const shown = new Diagnostic(place, message, DiagnosticSeverity.Error);
  shown.source = "dockwarden";
  return shown;
}

function diagnostic(finding: Finding, severity: DiagnosticSeverity, uri: Uri, root: Uri): Diagnostic {
  const shown = new Diagnostic(range(finding.range), finding.message, severity);
  shown.source = "dockwarden";
  shown.code = { value: finding.rule, target: rulePage(finding.rule, root) };
  if (finding.rule === "suppression/unused") shown.tags = [DiagnosticTag.Unnecessary];
  shown.relatedInformation = finding.related.map((related) => {
    const place = related.path === finding.path ? uri : inside(root, related.path);
    return new DiagnosticRelatedInformation(new Location(place, range(related.range)), related.message);
  });
  return shown;
}
