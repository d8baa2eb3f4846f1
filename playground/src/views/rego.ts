// Policies of the visitor: templates, what they find in the open files, their tests.

import type { Finding, Kind } from "dockwarden";
import type { App } from "../app";
import { button, el } from "../dom";
import { project } from "../engine/project";
import { runTests, type Suite } from "../engine/suites";
import { go } from "./findings";
import { TEMPLATES } from "./templates";

/** The view of the visitor's policies. */
export function regoView(app: App, panel: HTMLElement): void {
  const { documents } = app;
  const add = Object.keys(TEMPLATES).map((kind) => button(`New rule for ${kind}`, () => start(app, kind as Kind)));
  const results = el("div", { "aria-live": "polite" });
  const tests = el("div", { "aria-live": "polite" });
  panel.append(
    el("p", { class: "muted" }, "A rule is one Rego file that points at a node of its input. It is tried on all open files while you type; what policies see is in the view Input."),
    el("div", { class: "bar" }, ...add),
    results,
    tests,
  );
  let seen = "";

  function show(): void {
    if (app.view.value !== "rego" || !app.isCurrent) return;
    const { policies } = project(documents.files);
    const { report, problems } = app.outcome.value;
    if (policies.length === 0) results.replaceChildren(el("p", { class: "empty" }, "No policy is open. Start one with a button above."));
    else results.replaceChildren(...policies.map(({ path, text }) => result(app, path, text, report.findings, problems.filter((one) => one.path === path))));
  }

  async function test(): Promise<void> {
    if (app.view.value !== "rego" || !app.isCurrent) return;
    const { policies, tests: files } = project(documents.files);
    const key = JSON.stringify([policies, files]);
    if (key === seen) return;
    seen = key;
    const suites: Suite[] = [];
    for (const file of files) suites.push(await runTests(app.scratch, file, policies));
    if (key !== seen) return;
    app.testProblems.value = suites.flatMap(({ problems }) => problems).filter(({ path }) => path.endsWith("_test.rego"));
    tests.replaceChildren(...suites.map((suite) => outcome(app, suite)));
  }
  const both = () => {
    show();
    void test();
  };
  app.outcome.watch(both);
  app.view.watch(both);
}

/** The id of the rule in a policy, if its package says one. */
export function ruleOf(text: string): string | undefined {
  const [, kind, plain, quoted] = /^package\s+dockwarden\.(\w+)(?:\.(\w+)|\["([^"]+)"\])/m.exec(text) ?? [];
  const id = plain ?? quoted;
  return kind !== undefined && id !== undefined ? `${kind}/${id}` : undefined;
}

function result(app: App, path: string, text: string, findings: readonly Finding[], problems: readonly { message: string; range?: Finding["range"] }[]): HTMLElement {
  const rule = ruleOf(text);
  const found = findings.filter((finding) => finding.rule === rule);
  const word = problems.length > 0 ? "cannot be used" : `${found.length} ${found.length === 1 ? "finding" : "findings"}`;
  const items = [
    ...problems.map(({ message, range }) => line(`${message}${range ? ` (line ${range.start.line + 1})` : ""}`, "problem", () => go(app, path, range))),
    ...found.map((finding) => line(`${finding.message} (${finding.path}:${finding.range.start.line + 1})`, finding.severity, () => go(app, finding.path, finding.range))),
  ];
  return el("section", { class: "policy" }, el("h3", {}, button(path, () => app.documents.open(path), { class: "plain" }), `: ${word}`), el("ul", {}, ...items));
}

function line(text: string, severity: string, run: () => void): HTMLElement {
  return el("li", {}, el("span", { class: `severity ${severity}` }, severity), " ", button(text, run, { class: "plain" }));
}

function outcome(app: App, { path, tests, problems }: Suite): HTMLElement {
  const passed = tests.filter((test) => test.passed).length;
  const items = tests.map(({ name, line: at, passed: ok }) => {
    const range = { start: { line: at, character: 0 }, end: { line: at, character: name.length } };
    return el("li", {}, el("span", { class: ok ? "layer held" : "layer missing" }, ok ? "passed" : "failed"), " ", button(name, () => go(app, path, range), { class: "plain" }));
  });
  const troubles = problems.map(({ message }) => el("li", { class: "problem-text" }, message));
  return el("section", { class: "policy" }, el("h3", {}, `${path}: ${passed} of ${tests.length} tests passed`), el("ul", {}, ...troubles, ...items));
}

function start(app: App, kind: Kind): void {
  const { documents } = app;
  let name = "my-rule";
  for (let n = 2; documents.has(`${name}.rego`); n += 1) name = `my-rule-${n}`;
  const { rule, test } = TEMPLATES[kind];
  documents.put(`${name}_test.rego`, test.replaceAll("NAME", name));
  documents.put(`${name}.rego`, rule.replaceAll("NAME", name));
  documents.open(`${name}.rego`);
  documents.view.focus();
}

