// The head of the page: examples, sharing, download, light and dark.

import type { App } from "../app";
import { button, byId, el } from "../dom";
import { EXAMPLES, example } from "../examples";
import { encode, MOST_TEXT } from "../share";
import { save, zip } from "../zip";
import { say } from "./notice";

/** Addresses longer than this do not survive being sent. */
const LONG_LINK = 30_000;

/** Builds the head of the page. */
export function toolbar(app: App): void {
  const menu = el("select", { "aria-label": "Examples", onchange: () => void choose() },
    el("option", { value: "" }, "Examples"),
    ...Object.entries(EXAMPLES).map(([name, title]) => el("option", { value: name }, title)));
  async function choose(): Promise<void> {
    const name = menu.value;
    menu.value = "";
    if (name !== "") await openExample(app, name);
  }
  byId("tools").append(
    menu,
    button("Share", () => void share(app), { title: "Copy a link that holds these files" }),
    button("Download", () => save("project.zip", zip(app.documents.files)), { title: "All files as a zip, for your editor" }),
    button("◐", theme, { title: "Light or dark", "aria-label": "Switch between light and dark" }),
  );
}

/** Opens an example; what was open can be had back. */
export async function openExample(app: App, name: string): Promise<void> {
  const { documents } = app;
  const before = { files: documents.files, active: documents.active.value };
  documents.reset(await example(name), "");
  app.view.value = name === "own-rule" ? "rego" : "findings";
  if (before.files.length === 0) return;
  say(`Opened: ${EXAMPLES[name]}.`, { action: { label: "Back to what was open", run: () => documents.reset(before.files, before.active) } });
}

async function share(app: App): Promise<void> {
  const { documents } = app;
  const files = documents.files;
  if (files.reduce((sum, { text }) => sum + text.length, 0) > MOST_TEXT / 2) return say("This is too much for a link. Download it instead.");
  history.replaceState(undefined, "", await encode({ files, active: documents.active.value, view: app.view.value }));
  const long = location.href.length > LONG_LINK ? " It is long: some programs cut such links off." : "";
  await navigator.clipboard.writeText(location.href).then(
    () => say(`Copied a link that holds these files. Nothing was sent anywhere.${long}`),
    () => say(`The address of this page now holds these files. Nothing was sent anywhere.${long}`),
  );
}

const THEME = "dockwarden-theme";

/** Switches between light and dark, and remembers it. */
function theme(): void {
  const dark = (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "")) === "dark";
  const next = dark ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(THEME, next);
  } catch {
    // Without storage the choice holds for this visit.
  }
}

/** Puts the remembered choice in place. */
export function rememberedTheme(): void {
  try {
    const chosen = localStorage.getItem(THEME);
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // The system's choice holds.
  }
}
