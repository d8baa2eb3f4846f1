// As whom a stage of a Dockerfile runs.

import type { Position, TextDocument } from "vscode";
import { code } from "./markdown";
import type { Place } from "./projects";

interface User {
  name?: string;
  uid?: number;
  root: "yes" | "no" | "unknown";
  source: string;
}

interface Stage {
  name?: string;
  index: number;
  final: boolean;
  user?: User;
  instructions: { keyword: string; line: number }[];
}

const SOURCES: Record<string, string> = {
  instruction: "the last USER of the stage",
  stage: "the stage that it builds on",
  base: "the base image",
  default: "nothing: the base image decides, and it is not known",
};

/** The effective user of the stage whose FROM or USER is at `at`. */
export async function stageUser({ project, path }: Place, document: TextDocument, at: Position): Promise<string | undefined> {
  if (!/^\s*(from|user)\s/i.test(document.lineAt(at.line).text)) return undefined;
  const model = await project.worker.input(path).catch(() => undefined);
  const stages = (model as { stages?: Stage[] } | undefined)?.stages ?? [];
  const isHere = ({ keyword, line }: { keyword: string; line: number }) => line === at.line + 1 && /^(FROM|USER)$/.test(keyword);
  const stage = stages.find(({ instructions }) => instructions.some(isHere));
  if (!stage?.user) return undefined;
  const { user } = stage;
  const who = user.name === undefined ? "an unknown user" : code(user.name);
  const root = { yes: "root", no: "not root", unknown: "perhaps root" }[user.root];
  const name = stage.name === undefined ? `Stage ${stage.index}` : `Stage ${code(stage.name)}`;
  return `${name}${stage.final ? ", the final one," : ""} ends as ${who} (${root}), by ${SOURCES[user.source] ?? user.source}.`;
}
