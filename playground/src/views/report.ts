// The report as text, to copy or to save.

import type { Format } from "dockwarden";
import type { App } from "../app";
import { button, el } from "../dom";
import { project } from "../engine/project";
import { say } from "../shell/notice";
import { save } from "../zip";

const FORMATS: Record<Format, { label: string; file: string; type: string }> = {
  markdown: { label: "Markdown", file: "dockwarden.md", type: "text/markdown" },
  sarif: { label: "SARIF", file: "dockwarden.sarif", type: "application/sarif+json" },
  json: { label: "JSON", file: "dockwarden.json", type: "application/json" },
};

/** The view of the report. */
export function reportView(app: App, panel: HTMLElement): void {
  const format = el("select", { "aria-label": "Format of the report", onchange: () => void show() },
    ...Object.entries(FORMATS).map(([value, { label }]) => el("option", { value }, label)));
  const text = el("pre", { class: "report", tabindex: 0, "aria-label": "Report" });
  const chosen = () => FORMATS[format.value as Format];
  const copy = () => void navigator.clipboard.writeText(text.textContent ?? "").then(
    () => say(`Copied the report as ${chosen().label}.`),
    () => say("The browser does not let this page copy. Select the text and copy it yourself."),
  );
  const download = () => save(chosen().file, new Blob([text.textContent ?? ""], { type: chosen().type }));
  panel.append(el("div", { class: "bar" }, format, button("Copy", copy), button("Download", download)), text);

  async function show(): Promise<void> {
    if (app.view.value !== "report") return;
    const { sources } = project(app.documents.files);
    const wanted = format.value as Format;
    const rendered = await app.engine.ask((worker) => worker.render(sources, wanted));
    if (wanted === format.value) text.textContent = rendered;
  }
  app.outcome.watch(() => void show());
  app.view.watch(() => void show());
}
