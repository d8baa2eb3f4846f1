// All rules: searchable, explained, and set up in `dockwarden.yaml`.

import { parse, stringify } from "yaml";
import type { Rule, RuleDetails, Severity } from "dockwarden";
import { setRule } from "../actions/configure";
import type { App } from "../app";
import { el } from "../dom";
import { links } from "./about";

const SEVERITIES: Severity[] = ["critical", "high", "medium", "low", "info"];

/** The view of the rules. */
export function rulesView(app: App, panel: HTMLElement): void {
  const search = el("input", { type: "search", placeholder: "Search: id, words, CIS 5.5, DL3002…", "aria-label": "Search the rules", oninput: () => show() });
  const severity = el("select", { "aria-label": "Severity", onchange: () => show() },
    el("option", { value: "" }, "any severity"), ...SEVERITIES.map((one) => el("option", { value: one }, one)));
  const status = el("p", { class: "status", role: "status" });
  const list = el("ul", { class: "rules", "aria-label": "Rules" });
  panel.append(el("div", { class: "bar" }, search, severity), status, list);
  const open = new Set<string>();

  function show(): void {
    if (app.view.value !== "rules") return;
    const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const shown = app.rules.value.filter((rule) => (severity.value === "" || rule.severity === severity.value) && words.every((word) => textOf(rule).includes(word)));
    status.textContent = `${shown.length} of ${app.rules.value.length} rules, ${shown.filter((rule) => rule.enabled).length} of them on`;
    // Whoever sets rules with the keyboard keeps the place.
    const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute("aria-label") : undefined;
    list.replaceChildren(...shown.map((rule) => item(app, rule, open)));
    if (focused) list.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }
  app.rules.watch(show);
  app.view.watch(show);
}

function textOf({ id, title, practice, sets, sameAs }: Rule): string {
  const same = Object.entries(sameAs).flatMap(([tool, ids]) => ids.map((one) => `${tool} ${one}`));
  return [id, title, practice, ...sets, ...same].join(" ").toLowerCase();
}

function item(app: App, rule: Rule, open: Set<string>): HTMLElement {
  const { documents } = app;
  const on = el("input", { type: "checkbox", "aria-label": `${rule.id} is on`, onchange: () => setRule(documents, rule.id, { enabled: on.checked }) });
  on.checked = rule.enabled;
  const choice = el("select", { "aria-label": `Severity of ${rule.id}`, class: `severity ${rule.severity}`, onchange: () => setRule(documents, rule.id, { severity: choice.value as Severity }) },
    ...SEVERITIES.map((one) => el("option", { value: one }, one)));
  choice.value = rule.severity;
  const details = el("details", { open: open.has(rule.id), ontoggle: () => toggled() },
    el("summary", {}, el("span", { class: "message" }, rule.title), " ", el("code", {}, rule.id)));
  const more = el("div", { class: "more" });
  details.append(more);
  function toggled(): void {
    if (!details.open) {
      open.delete(rule.id);
      return;
    }
    open.add(rule.id);
    if (more.childElementCount > 0) return;
    void app.engine.ask((worker) => worker.explain(rule.id)).then((found) => more.replaceChildren(...explained(app, found)));
  }
  return el("li", { class: "rule" }, on, choice, details);
}

function explained(app: App, details: RuleDetails): HTMLElement[] {
  const { id, description, practice, sets, sameAs, parameters, policy, fix } = details;
  const same = Object.entries(sameAs).map(([tool, ids]) => `${tool}: ${ids.join(", ")}`);
  const facts = [
    ["Practice", practice],
    ["Sets", sets.join(", ")],
    ["Fix", fix ?? "none"],
    ["The same elsewhere", same.join("; ")],
  ].filter(([, value]) => value !== "");
  return [
    el("p", {}, description),
    el("dl", {}, ...facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    ...parameters.map((parameter) => field(app, id, parameter)),
    links(details),
    el("details", {}, el("summary", {}, "The policy"), el("pre", { tabindex: 0, "aria-label": `Policy of ${id}` }, policy.text)),
  ];
}

/** A parameter of a rule, as YAML. */
function field(app: App, rule: string, { name, description, default: initial }: RuleDetails["parameters"][number]): HTMLElement {
  const id = `parameter-${rule}-${name}`.replaceAll("/", "-");
  const input = el("input", { id, value: stringify(initial, { collectionStyle: "flow", lineWidth: 0 }).trim(), spellcheck: "false" });
  input.addEventListener("change", () => {
    try {
      const value: unknown = parse(input.value);
      input.setCustomValidity("");
      setRule(app.documents, rule, { parameter: { name, value } });
    } catch {
      input.setCustomValidity("This is no YAML.");
      input.reportValidity();
    }
  });
  return el("p", { class: "parameter" }, el("label", { for: id }, el("code", {}, name), ` ${description}`), input);
}
