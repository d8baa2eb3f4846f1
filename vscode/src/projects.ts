// All folders of the window, and files that are in none of them.

import { EventEmitter, FileType, RelativePattern, Uri, window, workspace, type Disposable, type TextDocument } from "vscode";
import { CONFIG, discover, isSetting, kind, wanted } from "./discovery";
import type { Engines } from "./engine";
import { below, folder } from "./paths";
import { policyFolders } from "./options";
import { Project } from "./project";

/** A file and the project that it is part of. */
export interface Place {
  project: Project;
  path: string;
}

/** Keeps a project for each folder of the workspace, and for each folder of files opened from elsewhere. */
export class Projects implements Disposable {
  readonly #engines: Engines;
  readonly #projects = new Map<string, Promise<Project>>();
  readonly #ready = new Map<string, Project>();
  readonly #changed = new EventEmitter<{ project: Project; paths: readonly string[] }>();
  /** Something else is known of these files. */
  readonly onDidChange = this.#changed.event;
  readonly #watchers = new Map<string, Disposable[]>();
  readonly #subscriptions: Disposable[];

  constructor(engines: Engines) {
    this.#engines = engines;
    this.#subscriptions = [
      workspace.onDidOpenTextDocument((document) => void this.#edited(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        void (contentChanges.length > 0 ? this.#edited(document) : this.#saved(document));
      }),
      workspace.onDidCloseTextDocument((document) => void this.#closed(document)),
      workspace.onDidGrantWorkspaceTrust(() => this.checkAll()),
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) void this.#drop(uri);
        for (const { uri } of added) void this.#whole(uri);
      }),
    ];
    for (const { uri } of workspace.workspaceFolders ?? []) void this.#whole(uri);
    for (const document of workspace.textDocuments) void this.#edited(document);
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
    for (const root of [...this.#projects.keys()]) void this.#drop(Uri.parse(root));
    this.#changed.dispose();
  }

  /** All projects that are ready. */
  all(): Project[] {
    return [...this.#ready.values()];
  }

  /** The project of a file, if it is checked. */
  at(uri: Uri): Place | undefined {
    const root = rootOf(uri);
    const project = this.#ready.get(root.toString());
    const path = below(root, uri);
    return project && path !== undefined && project.store.get(path) ? { project, path } : undefined;
  }

  /** Checks everything anew. */
  checkAll(): void {
    for (const project of this.#ready.values()) project.checkAll();
  }

  /** Waits until every file of the workspace is checked as it stands. */
  async settled(): Promise<void> {
    const projects = await Promise.all(this.#projects.values());
    await Promise.all(projects.map((project) => project.settled()));
  }

  async #edited(document: TextDocument): Promise<void> {
    if (!readable(document.uri)) return;
    const root = rootOf(document.uri);
    const path = below(root, document.uri);
    if (path === undefined) return;
    const whole = workspace.getWorkspaceFolder(document.uri) !== undefined;
    const before = this.#ready.get(root.toString());
    const relevant = kind(document) !== undefined || (before ? before.store.cares(path) : wanted(path));
    if (!relevant && !(whole && isSetting(path))) return;
    const project = before ?? (await (whole ? this.#whole(root) : this.#project(root)));
    if (!document.isClosed) project.edit(path, document);
  }

  /** A document is what lies on disk again, or no longer. It may be told late, when the file is not there any more. */
  async #saved(document: TextDocument): Promise<void> {
    // Outside the workspace nobody watches what lies on disk, so what is open counts until it is closed.
    const place = workspace.getWorkspaceFolder(document.uri) && this.at(document.uri);
    if (place && (await place.project.store.reread(place.path))) place.project.touch(place.path);
  }

  async #closed(document: TextDocument): Promise<void> {
    const place = this.at(document.uri);
    if (!place) return;
    const { project, path } = place;
    project.store.close(path);
    if (workspace.getWorkspaceFolder(document.uri)) await project.store.reread(path);
    project.touch(path);
  }

  /** The project of a whole folder of the workspace: all its files, watched. */
  #whole(root: Uri): Promise<Project> {
    return this.#project(root, async (project) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(root, "**/*"));
      const changed = (uri: Uri) => void onDisk(project, uri);
      this.#watchers.set(root.toString(), [
        watcher,
        watcher.onDidChange(changed),
        watcher.onDidCreate((uri) => void appeared(project, uri)),
        watcher.onDidDelete((uri) => void gone(project, uri)),
      ]);
      try {
        await project.load();
      } catch (error) {
        void window.showWarningMessage(`dockwarden checks open files only: ${said(error)}`);
      }
    });
  }

  #project(root: Uri, fill = async (_: Project) => {}): Promise<Project> {
    const key = root.toString();
    const present = this.#projects.get(key);
    if (present) return present;
    const make = async () => {
      const limit = workspace.getConfiguration("dockwarden", root).get<number>("timeLimit", 5000);
      const project = new Project(root, await this.#engines(limit), () => workspace.isTrusted);
      project.onDidChange((paths) => this.#changed.fire({ project, paths }));
      await fill(project);
      this.#ready.set(key, project);
      return project;
    };
    const made = make().catch((error: unknown) => {
      this.#projects.delete(key);
      void window.showErrorMessage(`dockwarden cannot start: ${said(error)}`);
      throw error;
    });
    // Whoever needs it waits for it; nobody else has to know.
    made.catch(() => {});
    this.#projects.set(key, made);
    return made;
  }

  async #drop(root: Uri): Promise<void> {
    const key = root.toString();
    const project = this.#projects.get(key);
    this.#projects.delete(key);
    this.#ready.delete(key);
    for (const one of this.#watchers.get(key) ?? []) one.dispose();
    this.#watchers.delete(key);
    const gone = await project;
    if (!gone) return;
    const paths = gone.paths();
    gone.dispose();
    this.#changed.fire({ project: gone, paths });
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A file of a watched folder changed on disk, appeared or went away. */
async function onDisk(project: Project, uri: Uri): Promise<void> {
  const { store } = project;
  const path = below(store.root, uri);
  if (path === undefined || /(^|\/)(node_modules|\.git)\//.test(path)) return;
  const policy = path.endsWith(".rego") && policyFolders(store.text(CONFIG)).some((top) => path.startsWith(top === "" ? "" : `${top}/`));
  if (!policy && !store.cares(path)) return;
  if (await store.reread(path)) project.touch(path);
}

/** A file appeared, or a folder: what lies in one that was moved here, or filled at once, may not be told. */
async function appeared(project: Project, uri: Uri): Promise<void> {
  await onDisk(project, uri);
  const { type } = await workspace.fs.stat(uri).then((found) => found, () => ({ type: FileType.Unknown }));
  if (!(type & FileType.Directory) || /\/(node_modules|\.git)(\/|$)/.test(uri.path)) return;
  for (const file of await discover(uri)) await onDisk(project, file);
}

/** A file went away, or a folder with all in it. */
async function gone(project: Project, uri: Uri): Promise<void> {
  const path = below(project.store.root, uri);
  const lost = [...project.store.paths()].filter((known) => known === path || known.startsWith(`${path}/`));
  for (const known of lost) {
    if (await project.store.reread(known)) project.touch(known);
  }
}

/** The folder whose project a file is part of. */
function rootOf(uri: Uri): Uri {
  return workspace.getWorkspaceFolder(uri)?.uri ?? uri.with({ path: folder(uri.path) || (uri.path.startsWith("/") ? "/" : "") });
}

/** Documents that are files, or will be; not views of other things. */
function readable({ scheme }: Uri): boolean {
  const folders = workspace.workspaceFolders ?? [];
  return scheme === "file" || scheme === "untitled" || folders.some(({ uri }) => uri.scheme === scheme);
}
