// Where the parts of the extension are put together.

import { languages, workspace, type Disposable, type DocumentSelector, type ExtensionContext, type Uri } from "vscode";
import { Actions } from "./actions";
import { register } from "./commands";
import { Completions } from "./completion";
import { diagnostics } from "./diagnostics";
import { CONFIG } from "./discovery";
import { engines, type Engines, type Threads } from "./engine";
import { Hovers } from "./hover";
import { Pages } from "./pages";
import { inside } from "./paths";
import type { Project } from "./project";
import { Projects } from "./projects";

const FILES: DocumentSelector = [
  { language: "dockerfile" },
  { language: "dockercompose" },
  { pattern: "**/{*[dD]ockerfile*,*[cC]ontainerfile*,*compose*.yml,*compose*.yaml,*daemon.json}" },
];

/** Starts the extension in either host. */
export async function start(context: ExtensionContext, threads: Threads): Promise<void> {
  const make = engines(context.extensionUri, threads);
  let parts: Disposable[] = [];
  const stop = () => {
    for (const part of parts.splice(0).reverse()) part.dispose();
  };
  const restart = () => {
    stop();
    if (workspace.getConfiguration("dockwarden").get<boolean>("enable", true)) parts = assemble(make);
  };
  restart();
  context.subscriptions.push(
    { dispose: stop },
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("dockwarden")) restart();
    }),
  );
}

function assemble(make: Engines): Disposable[] {
  const projects = new Projects(make);
  const shown = languages.createDiagnosticCollection("dockwarden");
  const show = (project: Project, paths: Iterable<string>) => {
    const entries = [...new Set(paths)].map((path) => {
      const uri = inside(project.store.root, path);
      return [uri, diagnostics(project, path)] as [Uri, ReturnType<typeof diagnostics>];
    });
    shown.set(entries);
  };
  const pages = new Pages(projects);
  return [
    shown,
    projects,
    projects.onDidChange(({ project, paths }) => show(project, paths)),
    pages,
    workspace.registerTextDocumentContentProvider(Pages.scheme, pages),
    workspace.onDidCloseTextDocument(({ uri }) => pages.closed(uri)),
    languages.registerCodeActionsProvider(FILES, new Actions(projects), { providedCodeActionKinds: Actions.kinds }),
    languages.registerHoverProvider(FILES, new Hovers(projects)),
    languages.registerCompletionItemProvider({ pattern: `**/${CONFIG}` }, new Completions(projects), " ", "/", ":"),
    ...register(projects),
  ];
}
