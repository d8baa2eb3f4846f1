// Suppresses a finding where it stands, with a reason.

import { Text } from "@codemirror/state";
import type { Finding, SourceFile } from "dockwarden";
import type { App } from "../app";
import { span } from "../editor/places";
import { project } from "../engine/project";
import { CONFIG, fileName, hasComments } from "../kinds";
import { ask } from "../shell/dialog";
import { say } from "../shell/notice";
import { make } from "./change";
import { setRule } from "./configure";

/** How many lines up a comment may go: an instruction may be long. */
const FARTHEST = 60;

/** Whether a finding can be suppressed: those about syntax and about suppressions cannot. */
export function canSuppress(app: App, { rule, suppressed }: Finding): boolean {
  return !suppressed && app.rules.value.some(({ id }) => id === rule);
}

/** Asks for a reason and suppresses the finding; in the configuration where the file has no comments. */
export async function suppress(app: App, finding: Finding): Promise<void> {
  const fault = (text: string) => (text === "" ? "Say why, so that others know." : undefined);
  const inText = hasComments(finding.path);
  const where = inText ? "" : ` ${fileName(finding.path)} can hold no comment, so the rule is switched off in ${CONFIG}, with your reason beside it.`;
  const reason = await ask("Suppress this finding", `Why is it meant to be so? ${finding.message}.${where}`, "", "Suppress", fault);
  if (reason === undefined) return;
  if (!inText) return setRule(app.documents, finding.rule, { enabled: false, reason });
  if (!app.isCurrent) return say("The files have just changed. Try again.");
  const at = await place(app, finding, reason);
  if (!at) return say("No comment reaches this place. Switch the rule off under Rules instead.");
  make(app.documents, new Map([[finding.path, [at]]]), `suppressed ${finding.rule}`);
}

/** The change that suppresses it: the comment goes up from the finding until the checker honours it. */
async function place(app: App, finding: Finding, reason: string): Promise<{ from: number; to: number; insert: string } | undefined> {
  const text = app.documents.doc(finding.path);
  const { sources } = project(app.documents.files);
  const first = text.lineAt(span(text, finding.range).from).number;
  for (let number = first; number > Math.max(0, first - FARTHEST); number -= 1) {
    const line = text.line(number);
    const indent = /^\s*/.exec(line.text)?.[0] ?? "";
    const insert = `${indent}# dockwarden: ignore=${finding.rule} ${reason}\n`;
    const content = text.replace(line.from, line.from, Text.of(insert.split("\n"))).toString();
    if (await isHeld(app, finding, sources, content)) return { from: line.from, to: line.from, insert };
  }
  return undefined;
}

async function isHeld(app: App, finding: Finding, sources: readonly SourceFile[], content: string): Promise<boolean> {
  const tried = sources.map((file) => (file.path === finding.path ? { ...file, content } : file));
  const { findings } = await app.engine.ask((worker) => worker.check(tried));
  const same = findings.filter(({ fingerprint, path }) => fingerprint === finding.fingerprint && path === finding.path);
  return same.some(({ suppressed }) => suppressed?.by === "comment");
}
