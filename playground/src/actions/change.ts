// A change of files that is shown before it is made, and can be taken back after.

import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import type { Change, Documents } from "../editor/documents";
import { languageOf } from "../editor/languages";
import { looks } from "../editor/looks";
import { el } from "../dom";
import { confirm } from "../shell/dialog";
import { say } from "../shell/notice";

/** Changes by file. */
export type Changes = ReadonlyMap<string, readonly Change[]>;

/** Shows what would change; if the visitor agrees, changes it, and offers to take it back. */
export async function propose(documents: Documents, title: string, changes: Changes, note?: string): Promise<void> {
  const body = el("div", {});
  if (note !== undefined) body.append(el("p", { class: "warning" }, note));
  const views: EditorView[] = [];
  for (const [path, list] of changes) {
    const place = el("div", { class: "diff", tabindex: 0, role: "group", "aria-label": `Changes of ${path}` });
    body.append(el("h3", {}, path), place);
    views.push(difference(documents, path, list, place));
  }
  const yes = await confirm(title, body, "Apply");
  for (const view of views) view.destroy();
  if (yes) make(documents, changes, title);
}

/** Changes files at once, and offers to take it back. */
export function make(documents: Documents, changes: Changes, what: string): void {
  for (const [path, list] of changes) documents.change(path, list);
  const paths = [...changes.keys()];
  say(`Done: ${what}.`, { action: { label: "Undo", run: () => paths.forEach((path) => documents.has(path) && documents.undo(path)) } });
}

function difference(documents: Documents, path: string, changes: readonly Change[], parent: HTMLElement): EditorView {
  const before = documents.doc(path);
  const after = EditorState.create({ doc: before }).update({ changes: [...changes] }).state.doc;
  return new EditorView({
    parent,
    doc: after,
    extensions: [
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ "aria-label": `${path} as it would be`, tabindex: "0" }),
      lineNumbers(),
      languageOf(path),
      looks,
      unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 2, minSize: 5 } }),
    ],
  });
}
