// Findings and problems in the text: squiggles, the gutter, and what hovering tells.

import { type Diagnostic, linter, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Finding, Severity } from "dockwarden";
import { fix } from "../actions/fix";
import { canSuppress, suppress } from "../actions/suppress";
import type { App } from "../app";
import { button, el } from "../dom";
import { isTest } from "../kinds";
import { about } from "../views/about";
import { span } from "./places";

const LEVEL: Record<Severity, Diagnostic["severity"]> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "info",
  info: "hint",
};

const LEVELS: Diagnostic["severity"][] = ["error", "warning", "info", "hint"];

/** Squiggles have the colour of the worst finding at their place: hovering tells of that one first. */
const tooltipFilter = (told: readonly Diagnostic[]) => [...told].sort((a, b) => LEVELS.indexOf(a.severity) - LEVELS.indexOf(b.severity));

/** Squiggles, gutter, hover and keys. */
export const diagnostics: Extension = [linter(null, { tooltipFilter }), lintGutter({ tooltipFilter }), keymap.of(lintKeymap)];

/** Keeps the shown file's findings in its text. */
export function showDiagnostics(app: App): void {
  const { documents } = app;
  const show = () => {
    const path = documents.active.value;
    if (!documents.has(path) || !app.isCurrent) return;
    const { view } = documents;
    view.dispatch(setDiagnostics(view.state, [...ofFindings(app, view, path), ...ofProblems(app, view, path)]));
  };
  app.outcome.watch(show);
  app.trial.watch(show);
  documents.active.watch(show);
}

function ofFindings(app: App, view: EditorView, path: string): Diagnostic[] {
  const here = app.outcome.value.report.findings.filter((finding) => finding.path === path && !finding.suppressed);
  return here.map((finding) => ({
    ...span(view.state.doc, finding.range),
    severity: LEVEL[finding.severity],
    source: finding.rule,
    message: `${finding.severity}: ${finding.message}`,
    renderMessage: () => card(app, finding),
  }));
}

function ofProblems(app: App, view: EditorView, path: string): Diagnostic[] {
  // What keeps a policy from being used is told once, by the check.
  const ofTests = isTest(path) ? app.trial.value.problems : [];
  const here = [...app.outcome.value.problems, ...ofTests].filter((problem) => problem.path === path);
  return here.map(({ message, range }) => {
    const at = range ? span(view.state.doc, range) : { from: 0, to: view.state.doc.line(1).to };
    return { ...at, severity: "error", message };
  });
}

/** What hovering shows: the finding, why it matters, what can be done. */
function card(app: App, finding: Finding): Node {
  return el(
    "div",
    { class: "card" },
    el("p", {}, el("span", { class: `severity ${finding.severity}` }, finding.severity), " ", finding.message),
    about(app, finding.rule),
    el(
      "div",
      { class: "actions" },
      finding.fix && button("Fix…", () => void fix(app, finding)),
      canSuppress(app, finding) && button("Suppress…", () => void suppress(app, finding)),
    ),
  );
}
