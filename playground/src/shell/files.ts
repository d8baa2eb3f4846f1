// The open files, as tabs: choose, add, rename, delete, drop in.

import type { App } from "../app";
import { arrows, button, byId, el } from "../dom";
import type { File as OpenFile } from "../editor/documents";
import { pathFault, rank } from "../kinds";
import { ask } from "./dialog";
import { say } from "./notice";

/** Larger files are not what anybody writes by hand. */
const LARGEST = 1_000_000;
const MOST = 100;
const SKIPPED = /^(\.git|node_modules|target|dist|\.venv)$/;

/** Builds the strip of tabs. */
export function files(app: App): void {
  const { documents } = app;
  const strip = byId("files");
  const tabs = () => [...strip.querySelectorAll<HTMLElement>("[role=tab]")];

  function show(): void {
    const counts = new Map<string, number>();
    for (const { path, suppressed } of app.outcome.value.report.findings) if (!suppressed) counts.set(path, (counts.get(path) ?? 0) + 1);
    for (const { path } of app.outcome.value.problems) counts.set(path, (counts.get(path) ?? 0) + 1);
    const focused = tabs().includes(document.activeElement as HTMLElement);
    strip.replaceChildren(...documents.paths.map((path) => {
      const chosen = path === documents.active.value;
      const count = counts.get(path);
      return el("button", {
        type: "button", role: "tab", "aria-selected": String(chosen), "aria-controls": "editor", tabindex: chosen ? 0 : -1,
        onclick: () => documents.open(path), ondblclick: () => void rename(app),
      }, path, count !== undefined && el("span", { class: "count", "aria-label": `${count} findings` }, String(count)));
    }));
    const active = tabs().find((tab) => tab.getAttribute("aria-selected") === "true");
    if (focused) active?.focus();
    active?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  strip.addEventListener("keydown", (event) => {
    if (event.key === "F2") void rename(app);
    else if (event.key === "Delete") remove(app);
    else arrows(event, tabs())?.click();
  });
  byId("file-actions").append(
    button("+", () => void add(app), { title: "Add a file", "aria-label": "Add a file" }),
    button("✎", () => void rename(app), { title: "Rename this file", "aria-label": "Rename this file" }),
    button("✕", () => remove(app), { title: "Delete this file", "aria-label": "Delete this file" }),
  );
  documents.active.watch(show);
  app.outcome.watch(show);
  documents.version.watch(() => {
    if (tabs().length !== documents.paths.length || tabs().some((tab, at) => tab.firstChild?.textContent !== documents.paths[at])) show();
  });
  drops(app);
}

async function add(app: App): Promise<void> {
  const { documents } = app;
  const fault = (path: string) => pathFault(path) ?? (documents.has(path) ? "There is a file of this name." : undefined);
  const path = await ask("Add a file", "Path, such as api/Dockerfile, .env, dockwarden.yaml or my-rule.rego", "", "Add", fault);
  if (path === undefined) return;
  documents.put(path, "");
  documents.open(path);
  documents.view.focus();
}

async function rename(app: App): Promise<void> {
  const { documents } = app;
  const before = documents.active.value;
  if (!documents.has(before)) return;
  const fault = (path: string) => pathFault(path) ?? (path !== before && documents.has(path) ? "There is a file of this name." : undefined);
  const path = await ask(`Rename ${before}`, "New path", before, "Rename", fault);
  if (path !== undefined && path !== before) documents.rename(before, path);
}

function remove(app: App): void {
  const { documents } = app;
  const path = documents.active.value;
  if (!documents.has(path)) return;
  const all = documents.files;
  documents.remove(path);
  say(`Deleted ${path}.`, { action: { label: "Undo", run: () => documents.reset(all, path) } });
}

function drops(app: App): void {
  const area = document.body;
  // Before the editor sees it, which would put the text of the files into the shown one.
  const early = { capture: true };
  const brings = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  area.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    event.stopPropagation();
    area.classList.add("dropping");
  }, early);
  area.addEventListener("dragleave", (event) => event.relatedTarget === null && area.classList.remove("dropping"), early);
  area.addEventListener("drop", (event) => {
    area.classList.remove("dropping");
    if (!brings(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.stopPropagation();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    const plain = [...event.dataTransfer.files];
    void (entries.length > 0 ? readEntries(entries) : readFiles(plain)).then((dropped) => take(app, dropped));
  }, early);
}

/** What was dropped, and how many files of it were left out. */
interface Dropped {
  found: OpenFile[];
  left: number;
  /** A folder is a project of its own; files join what is open. */
  isProject: boolean;
}

/** Puts files in, says what was left out, and offers what was open before. */
function take(app: App, { found, left, isProject }: Dropped): void {
  const { documents } = app;
  const before = { files: documents.files, active: documents.active.value };
  found.sort((a, b) => rank(a.path) - rank(b.path));
  const [first] = found;
  if (first && isProject) documents.reset(found, first.path);
  else for (const { path, text } of found) documents.put(path, text);
  if (first) documents.open(first.path);
  const rest = left > 0 ? `; left out ${left} that are no text, too large or too many` : "";
  const undo = { label: "Undo", run: () => documents.reset(before.files, before.active) };
  say(`${isProject ? "Opened" : "Added"} ${found.length} ${found.length === 1 ? "file" : "files"}${rest}.`, first ? { action: undo } : {});
}

/** Files without folders around them. */
async function readFiles(files: readonly File[]): Promise<Dropped> {
  const texts = await Promise.all(files.slice(0, MOST).map(async (file) => ({ path: file.name, text: await textOf(file) })));
  const found = texts.flatMap(({ path, text }) => (text === undefined || pathFault(path) ? [] : [{ path, text }]));
  return { found, left: files.length - found.length, isProject: false };
}

async function readEntries(entries: FileSystemEntry[]): Promise<Dropped> {
  const found: OpenFile[] = [];
  let left = 0;
  const queue = [...entries];
  // The folder that was dropped is the root of the project, not a part of its paths.
  const isProject = entries.length === 1 && entries[0]?.isDirectory === true;
  const root = isProject ? `${entries[0]?.fullPath}/` : "/";
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    if (entry.isDirectory) {
      if (!SKIPPED.test(entry.name)) queue.push(...(await children(entry as FileSystemDirectoryEntry)));
      continue;
    }
    const path = entry.fullPath.slice(root.length);
    const text = found.length < MOST && !pathFault(path) ? await textOf(await fileOf(entry as FileSystemFileEntry)) : undefined;
    if (text === undefined) left += 1;
    else found.push({ path, text });
  }
  return { found, left, isProject };
}

async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function textOf(file: File): Promise<string | undefined> {
  if (file.size > LARGEST) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
