// Defence in depth: which layers hold, for each service, image and host.

import type { Layer, LayerName, Row } from "dockwarden";
import type { App } from "../app";
import { button, el } from "../dom";
import { go } from "./findings";

const HEADS: Record<LayerName, string> = {
  "base-image": "Base image",
  user: "User",
  privileges: "Privileges",
  namespaces: "Namespaces",
  profiles: "Profiles",
  filesystem: "File system",
  network: "Network",
  secrets: "Secrets",
  limits: "Limits",
  logging: "Logging",
  scanning: "Scanning",
};

const SIGNS = { held: "✓", missing: "✗", unknown: "?" };

/** The view of the table. */
export function depthView(app: App, panel: HTMLElement): void {
  let drawn = -1;
  function show(): void {
    const { report, version } = app.outcome.value;
    if (app.view.value !== "depth" || version === drawn) return;
    drawn = version;
    const cells = report.depth.flatMap((row) => row.layers);
    const held = cells.filter(({ state }) => state === "held").length;
    const known = held + cells.filter(({ state }) => state === "missing").length;
    if (report.depth.length === 0) {
      panel.replaceChildren(el("p", { class: "empty" }, "No service, image or host in these files yet."));
      return;
    }
    panel.replaceChildren(
      el("p", { class: "verdict" }, `${held} of ${known} layers hold. What one layer lets through, the next should stop.`),
      el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Defence in depth" }, table(app, report.depth)),
      el("p", { class: "muted" }, "✓ holds, ✗ is missing, ? the files do not tell. A cell leads to the place that decides it."),
    );
  }
  app.outcome.watch(show);
  app.view.watch(show);
}

/** Layers are rows: there are eleven of them, and seldom as many services. */
function table(app: App, rows: readonly Row[]): HTMLElement {
  const subjects = rows.map((row) => el("th", { scope: "col" }, row.name, el("small", {}, row.subject)));
  const lines = (rows[0]?.layers ?? []).map(({ layer }, at) => {
    const cells = rows.map((row) => {
      const found = row.layers[at];
      return el("td", {}, found && cell(app, row, found));
    });
    return el("tr", {}, el("th", { scope: "row" }, HEADS[layer]), ...cells);
  });
  return el("table", { class: "depth" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Layer"), ...subjects)), el("tbody", {}, ...lines));
}

function cell(app: App, row: Row, { layer, state, rule, at, note }: Layer): HTMLElement {
  const label = [`${HEADS[layer]} of ${row.name}: ${state}`, rule, note].filter((part) => part !== undefined).join(", ");
  const looks = { class: `layer ${state}`, title: label, "aria-label": label };
  // What no line decides is decided by the file as a whole.
  return button(SIGNS[state], () => (at ? go(app, at.path, at.range) : app.documents.open(row.path)), looks);
}
