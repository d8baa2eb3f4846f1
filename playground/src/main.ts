// Puts the page together.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { App } from "./app";
import { byId } from "./dom";
import { diagnostics, showDiagnostics } from "./editor/diagnostics";
import { Documents } from "./editor/documents";
import { looks } from "./editor/looks";
import { marks } from "./editor/marks";
import { showTraces, traces } from "./editor/traces";
import { trusted } from "./engine/thread";
import { FIRST } from "./examples";
import { isPolicy } from "./kinds";
import { keep, kept, linked } from "./session";
import type { State } from "./share";
import { files } from "./shell/files";
import { say } from "./shell/notice";
import { openExample, rememberedTheme, toolbar } from "./shell/toolbar";
import { isView, views } from "./shell/views";
import "./style.css";

const editing: Extension = [
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  drawSelection(),
  bracketMatching(),
  closeBrackets(),
  autocompletion(),
  indentOnInput(),
  highlightSelectionMatches(),
  // Tab is left to the page: whoever uses the keyboard alone must get out of the editor.
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap]),
  diagnostics,
  marks,
  looks,
];

async function start(): Promise<void> {
  rememberedTheme();
  const labelled = (path: string) => [editing, isPolicy(path) ? traces : [], EditorView.contentAttributes.of({ "aria-label": `Text of ${path}`, tabindex: "0" })];
  const documents = new Documents(byId("editor"), labelled);
  const app = new App(documents);
  toolbar(app);
  files(app);
  views(app);
  showDiagnostics(app);
  showTraces(app);
  await begin(app);
  app.outcome.watch(() => void keep(stateOf(app)));
  window.addEventListener("hashchange", () => void begin(app));
  document.documentElement.dataset.ready = "";
  if (import.meta.env.PROD) await offline();
}

/** Shows what the link holds, or what was open before a reload, or the first example. */
async function begin(app: App): Promise<void> {
  try {
    const state = (await kept()) ?? (await linked());
    if (state) return show(app, state);
  } catch (error) {
    say(`This link cannot be opened: ${error instanceof Error ? error.message : String(error)}.`, { lasting: true });
  }
  if (app.documents.paths.length === 0) await openExample(app, FIRST);
}

function show(app: App, { files: open, active, view }: State): void {
  app.documents.reset(open, active);
  if (isView(view)) app.view.value = view;
}

function stateOf(app: App): State {
  return { files: app.documents.files, active: app.documents.active.value, view: app.view.value };
}

/** Keeps all parts of the page for visits without a network. */
async function offline(): Promise<void> {
  try {
    await navigator.serviceWorker?.register(trusted(new URL("sw.js", document.baseURI).href));
  } catch {
    // A page that is no secure context works all the same, with a network.
  }
}

void start();
