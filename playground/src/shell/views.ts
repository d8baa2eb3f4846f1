// The views beside the editor, as tabs.

import type { App } from "../app";
import { arrows, byId, el } from "../dom";
import { depthView } from "../views/depth";
import { findingsView } from "../views/findings";
import { inputView } from "../views/input";
import { regoView } from "../views/rego";
import { reportView } from "../views/report";
import { rulesView } from "../views/rules";

const VIEWS: Record<string, { label: string; make: (app: App, panel: HTMLElement) => void }> = {
  findings: { label: "Findings", make: findingsView },
  depth: { label: "Defence in depth", make: depthView },
  input: { label: "Input", make: inputView },
  rules: { label: "Rules", make: rulesView },
  rego: { label: "Rego", make: regoView },
  report: { label: "Report", make: reportView },
};

/** Whether there is such a view. */
export function isView(name: string): boolean {
  return Object.hasOwn(VIEWS, name);
}

/** Builds the tabs and their panels. */
export function views(app: App): void {
  const list = byId("views");
  const panels = byId("panels");
  const tabs = new Map<string, { tab: HTMLElement; panel: HTMLElement; label: string }>();
  for (const [name, { label, make }] of Object.entries(VIEWS)) {
    const tab = el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => { app.view.value = name; } }, label);
    const panel = el("section", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: `panel ${name}`, hidden: true });
    tabs.set(name, { tab, panel, label });
    list.append(tab);
    panels.append(panel);
    make(app, panel);
  }
  list.addEventListener("keydown", (event) => arrows(event, [...tabs.values()].map(({ tab }) => tab))?.click());
  // Each view keeps its own place.
  const scrolled = new Map<string, number>();
  let before = "";
  app.view.watch((now) => {
    if (now !== before) scrolled.set(before, panels.scrollTop);
    for (const [name, { tab, panel }] of tabs) {
      tab.setAttribute("aria-selected", String(name === now));
      tab.tabIndex = name === now ? 0 : -1;
      panel.hidden = name !== now;
    }
    if (now !== before) panels.scrollTop = scrolled.get(now) ?? 0;
    before = now;
  });
  app.outcome.watch(({ report, version }) => {
    const found = tabs.get("findings");
    if (found && version >= 0) found.tab.textContent = `${found.label} (${report.summary.findings})`;
  });
}
