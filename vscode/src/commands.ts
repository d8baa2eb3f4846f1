// The commands of the extension.

import type { Kind } from "dockwarden-wasm";
import { Uri, commands, window, workspace, type Disposable } from "vscode";
import { ignoreHere, reason, switchOff } from "./ignore";
import { depthOf, inputOf, rulePage } from "./pages";
import type { Project } from "./project";
import type { Projects } from "./projects";
import { newRule, writeRule } from "./template";

export function register(projects: Projects): Disposable[] {
  const on = (name: string, run: (...args: never[]) => unknown) => commands.registerCommand(`dockwarden.${name}`, told(run));
  return [
    on("checkWorkspace", async () => {
      projects.checkAll();
      await projects.settled();
      await commands.executeCommand("workbench.actions.view.problems");
    }),
    on("showDefence", async () => {
      const root = await chosen(projects);
      if (root) await commands.executeCommand("markdown.showPreviewToSide", depthOf(root));
    }),
    on("showInput", async (uri?: Uri) => {
      const file = uri ?? window.activeTextEditor?.document.uri;
      if (!file || !projects.at(file)) throw new Error("Open a Dockerfile, a Compose file or a daemon.json first");
      await window.showTextDocument(inputOf(file), { viewColumn: -2, preview: true });
    }),
    on("openRule", async (rule?: string, uri?: Uri) => {
      const project = (uri && projects.at(uri)?.project) ?? projects.all()[0];
      const id = rule ?? (project && (await asked(project)));
      if (project && id) await commands.executeCommand("markdown.showPreview", rulePage(id, project.store.root));
    }),
    on("newRule", async (kind?: Kind, id?: string) => {
      const root = await chosen(projects);
      const project = projects.all().find(({ store }) => String(store.root) === String(root));
      if (project) await (kind && id ? writeRule(project, kind, id) : newRule(project));
    }),
    on("ignoreHere", async (uri: Uri, line: number, rule: string, why?: string) => {
      const place = projects.at(uri);
      const said = why ?? (await reason(rule));
      if (place && said) await ignoreHere(place, await workspace.openTextDocument(uri), line, rule, said);
    }),
    on("switchOff", async (uri: Uri, rule: string, reach: "file" | "folder", why?: string) => {
      const place = projects.at(uri);
      const said = why ?? (await reason(rule));
      if (place && said) await switchOff(place, rule, reach, said);
    }),
  ];
}

/** What a command throws is told to the person who called it. */
function told(run: (...args: never[]) => unknown): (...args: never[]) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      void window.showErrorMessage(`dockwarden: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

/** The folder of the file that is open, or the only one, or the one that is picked. */
async function chosen(projects: Projects): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  const place = active && projects.at(active);
  if (place) return place.project.store.root;
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 1 ? (await window.showWorkspaceFolderPick())?.uri : folders[0]?.uri;
}

/** The rule that is picked. */
async function asked(project: Project): Promise<string | undefined> {
  const rules = await project.worker.rules();
  const items = rules.map(({ id, title, severity }) => ({ label: id, description: severity, detail: title }));
  return (await window.showQuickPick(items, { title: "Which rule?", matchOnDetail: true }))?.label;
}
