// The list of findings: filters, places, fixes.

import type { Finding, Problem, Severity } from "dockwarden";
import { fix, fixAll } from "../actions/fix";
import { canSuppress, suppress } from "../actions/suppress";
import type { App } from "../app";
import { arrows, button, el } from "../dom";
import { span } from "../editor/places";
import { why } from "./about";

const SEVERITIES: Severity[] = ["critical", "high", "medium", "low", "info"];

/** More are listed when they are asked for. */
const MOST = 300;

/** Goes to a place in the editor. */
export function go(app: App, path: string, range: Finding["range"] | undefined, focus = true): void {
  if (!app.documents.has(path)) return;
  const { from, to } = range ? span(app.documents.doc(path), range) : { from: 0, to: 0 };
  app.documents.reveal(path, from, to, focus);
}

/** The view of all findings. */
export function findingsView(app: App, panel: HTMLElement): void {
  const hidden = new Set<Severity>();
  /** Fingerprints of the findings that are unfolded: they stay so while the text changes. */
  const unfolded = new Set<string>();
  const search = el("input", { type: "search", placeholder: "Filter by rule or words", "aria-label": "Filter findings by rule or words", oninput: () => show() });
  const suppressed = el("input", { type: "checkbox", onchange: () => show() });
  const boxes = el("div", { class: "severities", role: "group", "aria-label": "Severities that are shown" });
  const safe = button("Fix safe…", () => void fixAll(app, false), { title: "All fixes that keep the meaning" });
  const all = button("Fix all…", () => void fixAll(app, true), { title: "All fixes, those too that may change behaviour", class: "primary" });
  let most = MOST;
  const more = button("", () => {
    most = Number.POSITIVE_INFINITY;
    show();
  });
  const status = el("p", { class: "verdict status", role: "status" });
  const list = el("ul", { class: "findings", "aria-label": "Findings", onkeydown: (event: KeyboardEvent) => move(event) });
  panel.append(
    el("div", { class: "bar head" }, status, el("div", { class: "actions" }, safe, all)),
    el("div", { class: "bar" }, boxes, el("label", {}, suppressed, " suppressed")),
    el("div", { class: "bar" }, search),
    list,
    more,
  );
  const toggles = SEVERITIES.map((severity) => {
    const toggle = button(severity, () => {
      if (!hidden.delete(severity)) hidden.add(severity);
      show();
    }, { class: `severity ${severity}` });
    boxes.append(toggle);
    return [severity, toggle] as const;
  });

  const heads = () => [...list.querySelectorAll<HTMLElement>(".finding > button")];
  function move(event: KeyboardEvent): void {
    if (heads().includes(event.target as HTMLElement)) arrows(event, heads());
  }

  function show(): void {
    const { report, problems, took } = app.outcome.value;
    for (const [severity, toggle] of toggles) {
      toggle.hidden = report.summary.bySeverity[severity] === 0;
      toggle.textContent = `${report.summary.bySeverity[severity]} ${severity}`;
      toggle.setAttribute("aria-pressed", String(!hidden.has(severity)));
    }
    const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const fits = (finding: Finding) => {
      const text = `${finding.rule} ${finding.message} ${finding.path}`.toLowerCase();
      return !hidden.has(finding.severity) && (suppressed.checked || !finding.suppressed) && words.every((word) => text.includes(word));
    };
    const shown = report.findings.filter(fits).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    const failed = report.files.filter((file) => file.status === "failed");
    const mendable = report.findings.filter(({ fix: found, suppressed: held }) => found && !held).length;
    safe.hidden = report.summary.fixable === 0;
    all.hidden = mendable === 0;
    status.replaceChildren(...verdict());
    function verdict(): (HTMLElement | string)[] {
      const { findings: counted, files, suppressed: held, bySeverity } = report.summary;
      const speed = took === undefined ? "" : ` Checked in ${took.toFixed(0)} ms.`;
      if (app.documents.paths.length === 0) return ["No file is open. Add one, drop files or a folder here, or choose an example."];
      if (problems.length + failed.length > 0 && counted === 0) return ["Not everything could be checked."];
      if (counted === 0) return [el("strong", {}, "No findings"), ` in ${files} ${files === 1 ? "file" : "files"}.`, el("small", {}, speed)];
      const bad = bySeverity.critical + bySeverity.high;
      const worst = bad > 0 ? `, ${bad} of them high or critical` : "";
      const rest = [
        shown.length < counted && `${shown.length} are shown.`,
        mendable > 0 && `${mendable} can be fixed here.`,
        held > 0 && `${held} suppressed.`,
      ].filter((part) => part !== false);
      return [el("strong", {}, `${counted} ${counted === 1 ? "finding" : "findings"}`), `${worst}.`, el("small", {}, ` ${rest.join(" ")}${speed}`)];
    }
    const focus = heads().indexOf(document.activeElement as HTMLElement);
    list.replaceChildren(
      ...problems.map((problem) => trouble(app, problem)),
      ...failed.flatMap((file) => file.errors.map(({ message }) => trouble(app, { path: file.path, message }))),
      ...shown.slice(0, most).map((finding) => item(app, finding, unfolded)),
    );
    more.hidden = shown.length <= most;
    more.textContent = `Show all ${shown.length}`;
    if (focus >= 0) heads()[Math.min(focus, heads().length - 1)]?.focus();
  }
  app.outcome.watch(show);
}

function trouble(app: App, { path, message, range }: Problem): HTMLElement {
  const place = range ? `${path}:${range.start.line + 1}` : path;
  const head = el("button", { type: "button", onclick: () => go(app, path, range) },
    el("span", { class: "severity problem" }, "problem"), el("span", { class: "message" }, message), el("span", { class: "place" }, place));
  return el("li", { class: "finding" }, head);
}

function item(app: App, finding: Finding, unfolded: Set<string>): HTMLElement {
  const { rule, severity, message, path, range, related, suppressed, fingerprint } = finding;
  const key = `${path} ${fingerprint}`;
  const more = el("div", { class: "more", hidden: true });
  const head = el(
    "button",
    { type: "button", "aria-expanded": "false", onclick: () => toggle() },
    el("span", { class: `severity ${severity}` }, severity),
    el("span", { class: "message" }, message),
    el("span", { class: "place" }, `${path}:${range.start.line + 1} `, el("code", {}, rule)),
  );
  const unfold = () => {
    head.setAttribute("aria-expanded", "true");
    more.hidden = false;
    more.replaceChildren(why(app, rule), ...places(app, related), actions(app, finding));
  };
  const toggle = () => {
    if (unfolded.delete(key)) {
      head.setAttribute("aria-expanded", "false");
      more.hidden = true;
      return;
    }
    unfolded.add(key);
    unfold();
    go(app, path, range, false);
  };
  if (unfolded.has(key)) unfold();
  const held = suppressed && el("p", { class: "muted" }, `Suppressed by ${suppressed.by}${suppressed.reason ? `: ${suppressed.reason}` : ""}`);
  return el("li", { class: suppressed ? "finding suppressed" : "finding" }, head, held, more);
}

function places(app: App, related: Finding["related"]): HTMLElement[] {
  return related.map(({ message, path, range }) =>
    button(`${message} (${path}:${range.start.line + 1})`, () => go(app, path, range), { class: "plain related" }));
}

function actions(app: App, finding: Finding): HTMLElement {
  return el(
    "div",
    { class: "actions" },
    button("Show in file", () => go(app, finding.path, finding.range)),
    finding.fix && button(finding.fix.safety === "safe" ? "Fix…" : "Fix (may change behaviour)…", () => void fix(app, finding)),
    canSuppress(app, finding) && button("Suppress…", () => void suppress(app, finding)),
  );
}
