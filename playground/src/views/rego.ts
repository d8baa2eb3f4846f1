// Policies of the visitor: templates, what they find and print in the open files, what their tests say and reach.

import type { Coverage, Finding, Print, Problem, Test } from "dockwarden";
import type { App } from "../app";
import { button, el, link } from "../dom";
import { project } from "../engine/project";
import { go } from "./findings";
import { TEMPLATES } from "./templates";

/** As many prints as are listed for a policy or a test. */
const MOST_PRINTS = 50;

/** The view of the visitor's policies. */
export function regoView(app: App, panel: HTMLElement): void {
  const add = Object.keys(TEMPLATES).map((kind) => button(kind, () => start(app, kind), { "aria-label": `New rule for ${kind}` }));
  const results = el("div", { class: "policies", "aria-live": "polite" });
  panel.append(el("div", { class: "bar" }, el("span", { id: "new-rule" }, "New rule for"), el("div", { class: "choices", role: "group", "aria-labelledby": "new-rule" }, ...add)), results);

  function show(): void {
    if (app.view.value !== "rego" || !app.isCurrent) return;
    const { policies, tests } = project(app.documents.files);
    if (policies.length === 0 && tests.length === 0) return results.replaceChildren(lesson());
    results.replaceChildren(...policies.map((policy) => result(app, policy)), ...tests.map(({ path }) => suite(app, path)));
  }
  app.outcome.watch(show);
  app.trial.watch(show);
  app.view.watch(show);
}

/** What there is to know before the first rule. */
function lesson(): HTMLElement {
  const step = (title: string, text: string) => el("li", {}, el("strong", {}, title), ` ${text}`);
  return el(
    "div",
    { class: "lesson" },
    el("h2", {}, "Write a rule, see what it finds"),
    el(
      "ol",
      {},
      step("Start from a template.", "It finds something at once in the files that are open, and comes with its tests."),
      step("See what it sees.", "The view Input shows the document that rules judge. Choose a value there, and the text that it comes from is marked; its name in the tree is its name in your rule."),
      step("Point at the place.", "What you give as “at” is marked in the text, to the character."),
      step("Wonder aloud.", "What you print(…) stands beside its line. Bars in the margin tell which lines your tests reach."),
    ),
    el("p", { class: "muted" }, "Rules are plain Rego: ", link("https://www.openpolicyagent.org/docs/policy-language", "the language"), ". A rule that never ends is ended after a second."),
  );
}

/** The id of the rule in a policy, if its package says one. */
export function ruleOf(text: string): string | undefined {
  const [, kind, plain, quoted] = /^package\s+dockwarden\.(\w+)(?:\.(\w+)|\["([^"]+)"\])/m.exec(text) ?? [];
  const id = plain ?? quoted;
  return kind !== undefined && id !== undefined ? `${kind}/${id}` : undefined;
}

function result(app: App, { path, text }: { path: string; text: string }): HTMLElement {
  const { report, problems } = app.outcome.value;
  const rule = ruleOf(text);
  const found = report.findings.filter((finding) => finding.rule === rule);
  const wrong = problems.filter((problem) => problem.path === path);
  const word = wrong.length > 0 ? "cannot be used" : rule === undefined ? "no rule" : counted(found.length, "finding");
  const coverage = app.trial.value.coverage.find((one) => one.path === path);
  return el(
    "section",
    { class: "policy" },
    el("h3", {}, opener(app, path), el("span", { class: wrong.length > 0 ? "problem" : "muted" }, word)),
    el("ul", {}, ...wrong.map((problem) => trouble(app, problem)), ...found.map((finding) => hit(app, finding))),
    printed(app, report.prints.filter((print) => print.path === path)),
    coverage && reach(app, coverage),
  );
}

function opener(app: App, path: string): HTMLElement {
  return button(path, () => app.documents.open(path), { class: "plain" });
}

function trouble(app: App, { path, message, range }: Problem): HTMLElement {
  const where = range ? ` (line ${range.start.line + 1})` : "";
  return el("li", {}, button(`${message}${where}`, () => go(app, path, range), { class: "plain problem-text" }));
}

function hit(app: App, { severity, message, path, range }: Finding): HTMLElement {
  const jump = button(message, () => go(app, path, range), { class: "plain" });
  return el("li", {}, el("span", { class: `severity ${severity}` }, severity), " ", jump, el("span", { class: "muted" }, ` ${path}:${range.start.line + 1}`));
}

/** What was printed, each with the line that did. */
function printed(app: App, prints: readonly (Print & { of?: string })[]): HTMLElement | undefined {
  if (prints.length === 0) return undefined;
  const lines = prints.slice(0, MOST_PRINTS).map(({ path, line, text, of }) => {
    const range = { start: { line, character: 0 }, end: { line, character: 0 } };
    return el("li", {}, button(`${line + 1}`, () => go(app, path, range), { class: "plain", "aria-label": `Line ${line + 1} of ${path}` }), el("code", {}, text), of !== undefined && el("span", { class: "muted" }, of));
  });
  const more = prints.length > MOST_PRINTS && el("li", { class: "muted" }, `and ${prints.length - MOST_PRINTS} more`);
  return el("div", { class: "prints" }, el("h4", {}, "Printed"), el("ul", {}, ...lines, more));
}

/** How much of a policy its tests reach. */
function reach(app: App, { path, covered, missed }: Coverage): HTMLElement {
  const all = covered.length + missed.length;
  const jump = (line: number) => button(`${line + 1}`, () => go(app, path, { start: { line, character: 0 }, end: { line, character: 0 } }), { class: "plain", "aria-label": `Line ${line + 1}, which no test reaches` });
  const lines = missed.flatMap((line, at) => (at === 0 ? [jump(line)] : [", ", jump(line)]));
  const rest = missed.length === 0 ? ["."] : [missed.length === 1 ? ", not line " : ", not lines ", ...lines, "."];
  return el("p", { class: "reach" }, `Tests reach ${covered.length} of ${all} lines`, ...rest);
}

function suite(app: App, path: string): HTMLElement {
  const { tests, problems } = app.trial.value;
  const own = tests.filter((test) => test.path === path);
  const passed = own.filter((test) => test.passed).length;
  const wrong = problems.filter((problem) => problem.path === path && !own.some((test) => test.problem === problem));
  // One file that cannot be loaded keeps all from being run.
  const waits = own.length === 0 && problems.length > 0;
  const word = waits ? (wrong.length > 0 ? "cannot be run" : "waits for policies that can be used") : `${passed} of ${counted(own.length, "test")} passed`;
  return el(
    "section",
    { class: "policy" },
    el("h3", {}, opener(app, path), el("span", { class: waits || passed < own.length ? "problem" : "held" }, word)),
    el("ul", {}, ...wrong.map((problem) => trouble(app, problem)), ...own.map((test) => verdict(app, test))),
  );
}

function verdict(app: App, { path, name, range, passed, problem, prints }: Test): HTMLElement {
  const at = { start: range.start, end: { ...range.start, character: range.start.character + name.length } };
  const why = problem ? button(problem.message, () => go(app, problem.path, problem.range), { class: "plain problem-text" }) : undefined;
  return el(
    "li",
    {},
    el("span", { class: passed ? "layer held" : "layer missing" }, passed ? "passed" : "failed"),
    " ",
    button(name, () => go(app, path, at), { class: "plain" }),
    why && el("div", {}, why),
    printed(app, prints),
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function start(app: App, kind: string): void {
  const template = TEMPLATES[kind];
  if (!template) return;
  const { documents } = app;
  let name = "my-rule";
  for (let n = 2; documents.has(`${name}.rego`); n += 1) name = `my-rule-${n}`;
  documents.put(`${name}_test.rego`, template.test.replaceAll("NAME", name));
  documents.put(`${name}.rego`, template.rule.replaceAll("NAME", name));
  documents.open(`${name}.rego`);
  documents.view.focus();
}
