// What policies see of the shown file, as a tree; its nodes and the text mark each other.

import type { App } from "../app";
import { el } from "../dom";
import { mark } from "../editor/marks";
import { compare, position, span } from "../editor/places";
import { keyOf, locate, type Located, type Place, type Steps } from "../engine/nodes";
import { project } from "../engine/project";

/** Texts are shown up to here. */
const LONGEST = 200;
/** The tree is open down to here. */
const OPEN = 3;

/** The view of the input. */
export function inputView(app: App, panel: HTMLElement): void {
  const { documents } = app;
  const head = el("p", { class: "muted" }, "");
  const tree = el("div", { class: "tree" });
  panel.append(head, tree);
  let seen = "";
  let lines = new Map<string, HTMLElement>();
  let places = new Map<string, Place>();

  async function show(): Promise<void> {
    const path = documents.active.value;
    const wanted = `${documents.version.value} ${path}`;
    if (app.view.value !== "input" || !app.isCurrent || wanted === seen) return;
    seen = wanted;
    const located = await read(app, path);
    if (wanted !== seen) return;
    if (typeof located === "string") {
      head.textContent = located;
      tree.replaceChildren();
      return;
    }
    head.textContent = `What policies see of ${path}. Choose a line to see where it stands; the cursor in the text marks its line here.`;
    lines = new Map();
    places = located.places;
    tree.replaceChildren(branch(app, "input", located.input, [], places, lines));
  }

  function follow(): void {
    if (app.view.value !== "input" || !documents.has(documents.active.value)) return;
    for (const line of tree.querySelectorAll(".at-cursor")) line.classList.remove("at-cursor");
    const key = innermost(app, places);
    const line = key === undefined ? undefined : lines.get(key);
    if (!line) return;
    for (let up = line.parentElement; up && up !== tree; up = up.parentElement) if (up instanceof HTMLDetailsElement) up.open = true;
    line.classList.add("at-cursor");
    line.scrollIntoView({ block: "nearest" });
  }

  app.outcome.watch(() => void show());
  documents.active.watch(() => void show());
  app.view.watch(() => void show());
  documents.cursor.watch(follow);
}

async function read(app: App, path: string): Promise<Located | string> {
  const { sources } = project(app.documents.files);
  if (!app.outcome.value.report.files.some((file) => file.path === path)) return `${path} is not a file that policies judge by itself.`;
  try {
    return await locate(app.scratch, sources, path);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The smallest value that the cursor is in and that is written there, not derived; of several at one place the one nearest to the root. */
function innermost(app: App, places: ReadonlyMap<string, Place>): string | undefined {
  const { documents } = app;
  const path = documents.active.value;
  const at = position(documents.doc(path), Math.min(documents.cursor.value, documents.doc(path).length));
  let best: { key: string; range: Place["range"]; depth: number } | undefined;
  for (const [key, { path: file, range }] of places) {
    if (file !== path || compare(range.start, at) > 0 || compare(at, range.end) > 0) continue;
    const steps = JSON.parse(key) as Steps;
    if (steps.includes("effective")) continue;
    const better = !best || inside(range, best.range) || (!inside(best.range, range) && steps.length < best.depth);
    if (better) best = { key, range, depth: steps.length };
  }
  return best?.key;
}

function inside(one: Place["range"], other: Place["range"]): boolean {
  const within = compare(one.start, other.start) >= 0 && compare(one.end, other.end) <= 0;
  return within && (compare(one.start, other.start) !== 0 || compare(one.end, other.end) !== 0);
}

function branch(app: App, name: string, value: unknown, steps: Steps, places: ReadonlyMap<string, Place>, lines: Map<string, HTMLElement>): HTMLElement {
  const key = keyOf(steps);
  const place = places.get(key);
  const isLeaf = typeof value !== "object" || value === null;
  const text = isLeaf ? `: ${short(value)}` : Array.isArray(value) ? ` [${value.length}]` : "";
  const choose = () => point(app, place);
  const label = place
    ? el("button", { type: "button", class: "node", onclick: choose }, el("span", { class: "key" }, name), text)
    : el("span", { class: "node" }, el("span", { class: "key" }, name), text);
  lines.set(key, label);
  if (isLeaf) return el("div", { class: "leaf" }, label);
  const box = el("details", { open: steps.length < OPEN }, el("summary", { "aria-label": `${name}${text}` }));
  const children = Object.entries(value).filter(([child]) => child !== "@");
  for (const [child, inner] of children) {
    box.append(branch(app, child, inner, [...steps, Array.isArray(value) ? Number(child) : child], places, lines));
  }
  return el("div", { class: "branch" }, label, children.length > 0 && box);
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function point(app: App, place: Place | undefined): void {
  if (!place || !app.documents.has(place.path)) return;
  const { documents } = app;
  const at = span(documents.doc(place.path), place.range);
  documents.reveal(place.path, at.from, at.from, false);
  documents.view.dispatch({ effects: mark.of(at) });
}
