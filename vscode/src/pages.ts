// Pages that are made, not stored: rules explained, defence in depth, what policies see.

import { EventEmitter, Uri, workspace, type Disposable, type TextDocumentContentProvider } from "vscode";
import { depthPage } from "./depth";
import type { Projects } from "./projects";
import { rulePageText } from "./rules";
import type { Project } from "./project";

const SCHEME = "dockwarden";

/** The page of a rule, as the folder at `root` knows it. */
export function rulePage(rule: string, root: Uri): Uri {
  return page(`/rules/${rule}.md`, root.toString());
}

/** The page of the layers of defence of a folder. */
export function depthOf(root: Uri): Uri {
  return page("/Defence in depth.md", root.toString());
}

/** The page of what policies see of a file. */
export function inputOf(file: Uri): Uri {
  return page(`/input/${file.path.split("/").at(-1)}.json`, file.toString());
}

function page(path: string, query: string): Uri {
  return Uri.from({ scheme: SCHEME, path, query });
}

/** Writes the pages, and writes them anew when something else is known. */
export class Pages implements TextDocumentContentProvider, Disposable {
  static readonly scheme = SCHEME;
  readonly #projects: Projects;
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #shown = new Set<string>();
  readonly #subscription: Disposable;

  constructor(projects: Projects) {
    this.#projects = projects;
    this.#subscription = projects.onDidChange(() => {
      for (const shown of this.#shown) this.#changed.fire(Uri.parse(shown));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const rule = /^\/rules\/(.+)\.md$/.exec(uri.path)?.[1];
    const subject = Uri.parse(uri.query);
    if (rule !== undefined) {
      const project = this.#at(subject);
      return project ? rulePageText(project, rule) : "Open a folder with Docker files first.";
    }
    this.#shown.add(uri.toString());
    if (uri.path.startsWith("/input/")) return this.#input(subject);
    const project = this.#at(subject);
    await project?.settled();
    return project ? depthPage(await project.worker.depth()) : "Nothing is known of this folder yet.";
  }

  /** Nobody looks at the page any more. */
  closed(uri: Uri): void {
    this.#shown.delete(uri.toString());
  }

  async #input(file: Uri): Promise<string> {
    const place = this.#projects.at(file);
    if (!place) return "{}";
    const { project, path } = place;
    await project.settled(path);
    try {
      return JSON.stringify(await project.worker.input(path), null, 2);
    } catch (error) {
      return JSON.stringify({ error: error instanceof Error ? error.message : String(error) }, null, 2);
    }
  }

  #at(root: Uri): Project | undefined {
    const all = this.#projects.all();
    // Another host may know the folder by another name.
    return all.find(({ store }) => String(store.root) === String(root)) ?? all.find(({ store }) => workspace.getWorkspaceFolder(store.root));
  }
}
