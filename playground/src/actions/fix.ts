// Fixes: one finding's, or all safe ones.

import { diff } from "@codemirror/merge";
import type { Finding } from "dockwarden";
import type { App } from "../app";
import type { Change } from "../editor/documents";
import { span } from "../editor/places";
import { project } from "../engine/project";
import { say } from "../shell/notice";
import { propose } from "./change";

/** Shows and applies the fix of one finding. */
export async function fix(app: App, finding: Finding): Promise<void> {
  const edits = finding.fix?.edits ?? [];
  if (!app.isCurrent) return say("The files have just changed. Try again.");
  const text = app.documents.doc(finding.path);
  const changes = edits.map(({ range, text: insert }) => ({ ...span(text, range), insert }));
  const bold = finding.fix?.safety === "unsafe";
  const note = bold ? ((finding.fix as { note?: string }).note ?? "This may change what the container does.") : undefined;
  await propose(app.documents, `Fix: ${finding.message}`, new Map([[finding.path, changes]]), note);
}

/** Shows and applies all fixes: the safe ones, or those too that may change behaviour. */
export async function fixAll(app: App, unsafe: boolean): Promise<void> {
  const { sources } = project(app.documents.files);
  const { files, applied } = await app.engine.ask((worker) => worker.applyFixes(sources, { unsafe }));
  if (files.length === 0) return say("There is nothing left that can be mended so.");
  const changes = new Map(files.map(({ path, text }) => [path, between(app.documents.doc(path).toString(), text.replaceAll("\r\n", "\n"))]));
  const note = unsafe ? "Some of these may change what the containers do. Read them." : undefined;
  await propose(app.documents, `${applied} ${unsafe ? "" : "safe "}${applied === 1 ? "fix" : "fixes"}`, changes, note);
}

/** The changes from one text to another. */
export function between(before: string, after: string): Change[] {
  return diff(before, after, { scanLimit: 2000 }).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: after.slice(fromB, toB) }));
}
