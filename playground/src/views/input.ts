// What policies see of the shown file, or of a whole stack, as a tree; its nodes and the text mark each other.

import { DockwardenError, type Located } from "dockwarden/worker";
import type { App } from "../app";
import { el } from "../dom";
import { mark } from "../editor/marks";
import { position, span } from "../editor/places";
import { Places, type Steps } from "../engine/places";
import { project } from "../engine/project";
import { Tree } from "./tree";

/** In the menu: the shown file by itself. */
const FILE = "";

/** How far behind a value the cursor may stand. */
const FARTHEST = 200;

/** The view of the input. */
export function inputView(app: App, panel: HTMLElement): void {
  const { documents } = app;
  const menu = el("select", { "aria-label": "Document that policies see", onchange: () => void show() });
  const head = el("p", { class: "muted" });
  const tree = new Tree({
    children: (value) => places?.children(value) ?? [],
    canChoose: (steps) => places?.of(steps) !== undefined,
    choose(steps) {
      const place = places?.of(steps);
      if (!place || !documents.has(place.path)) return;
      const at = span(documents.doc(place.path), place.range);
      documents.reveal(place.path, at.from, at.from, false);
      documents.view.dispatch({ effects: mark.of(at) });
    },
  });
  panel.append(el("div", { class: "bar" }, menu), head, tree.element);
  let seen = "";
  let places: Places | undefined;

  async function show(): Promise<void> {
    if (app.view.value !== "input" || !app.isCurrent) return;
    offer(app, menu);
    const stack = menu.value !== FILE;
    const path = stack ? menu.value : documents.active.value;
    const wanted = `${documents.version.value} ${stack} ${path}`;
    if (wanted === seen) return follow();
    seen = wanted;
    const located = await read(app, path, stack);
    if (wanted !== seen) return;
    if (typeof located === "string") {
      head.textContent = located;
      places = undefined;
      tree.show(undefined);
      return;
    }
    head.textContent = stack
      ? `What rules of stacks see: ${path} with the Dockerfiles that it builds and the engine, linked. Choose a line to see where it stands.`
      : `What rules see of ${path}. Choose a line to see where it stands; the cursor in the text marks its line here.`;
    places = new Places(located);
    tree.show(places.root);
    follow();
  }

  function follow(): void {
    const path = documents.active.value;
    if (app.view.value !== "input" || !app.isCurrent || !documents.has(path)) return;
    const text = documents.doc(path);
    const { line, character } = position(text, Math.min(documents.cursor.value, text.length));
    // Behind the last value of a line, such as after its comma, that value is meant.
    let found: Steps | undefined;
    for (let at = character; at >= 0 && at > character - FARTHEST && !found; at -= 1) found = places?.at(path, { line, character: at });
    tree.mark(found);
  }

  app.outcome.watch(() => void show());
  documents.active.watch(() => void show());
  app.view.watch(() => void show());
  documents.cursor.watch(follow);
}

/** Keeps the menu to the Compose files that are open, and what is chosen if it is still there. */
function offer(app: App, menu: HTMLSelectElement): void {
  const compose = app.outcome.value.report.files.filter(({ kind, path }) => kind === "compose" && !/\.override\.ya?ml$/.test(path));
  const wanted = [["The shown file", FILE], ...compose.map(({ path }) => [`The stack of ${path}`, path])] as [string, string][];
  const present = [...menu.options].map(({ value }) => value);
  if (present.join("\n") === wanted.map(([, value]) => value).join("\n")) return;
  const chosen = menu.value;
  menu.replaceChildren(...wanted.map(([label, value]) => el("option", { value }, label)));
  menu.value = wanted.some(([, value]) => value === chosen) ? chosen : FILE;
}

/** What policies see, or why they see nothing. */
async function read(app: App, path: string, stack: boolean): Promise<Located | string> {
  const { sources } = project(app.documents.files);
  if (!app.outcome.value.report.files.some((file) => file.path === path)) return `${path} is not a file that policies judge by itself.`;
  try {
    return await app.engine.ask((worker) => worker.locate(sources, path, { stack }));
  } catch (error) {
    if (error instanceof DockwardenError) return error.message;
    throw error;
  }
}
