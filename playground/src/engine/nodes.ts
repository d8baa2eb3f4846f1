// Where the nodes of the normalized input stand in the files: a made-up policy points at each.

import type { Range, SourceFile } from "dockwarden";
import { HEAD } from "./made";
import type { Scratch } from "./scratch";

/** Steps from the root of the input to a value in it. */
export type Steps = (string | number)[];

/** The place of a value in the files. */
export interface Place {
  path: string;
  range: Range;
}

/** The normalized input of a file and where its values stand, by {@link keyOf}. */
export interface Located {
  input: unknown;
  places: Map<string, Place>;
}

const RULE = "playground-nodes";
const LIMIT = 5000;
/** More values than anybody looks through. */
const MOST = 4000;
/** Rego refuses longer lines. */
const LONGEST_LINE = 900;

/** Steps as one text. */
export function keyOf(steps: Steps): string {
  return JSON.stringify(steps);
}

/** The input of a file, with the place of all in it that has one. */
export async function locate(scratch: Scratch, files: readonly SourceFile[], path: string): Promise<Located> {
  const input = await scratch.ask([], LIMIT, (worker) => worker.input(files, path));
  const wanted = targets(input);
  const kind = (input as { kind: string }).kind;
  const policy = { path: "nodes.rego", text: pointing(kind, wanted) };
  const report = await scratch.ask([policy], LIMIT, (worker) => worker.check(files, { only: [path] }));
  const places = new Map<string, Place>();
  for (const finding of report.findings) {
    if (finding.rule !== `${kind}/${RULE}`) continue;
    const steps = wanted[Number(finding.message)];
    if (steps) places.set(keyOf([...steps.node, ...steps.entry]), { path: finding.path, range: finding.range });
  }
  return { input, places };
}

/** A node, or an entry of one. */
interface Target {
  node: Steps;
  entry: Steps;
}

function targets(input: unknown): Target[] {
  const found: Target[] = [];
  const visit = (value: unknown, node: Steps, entry: Steps): void => {
    if (found.length >= MOST) return;
    if (typeof value !== "object" || value === null) {
      if (entry.length > 0) found.push({ node, entry });
      return;
    }
    const isNode = "@" in value;
    const at = isNode ? [...node, ...entry] : node;
    if (isNode) found.push({ node: at, entry: [] });
    for (const [key, child] of Object.entries(value)) {
      if (key === "@") continue;
      const step = Array.isArray(value) ? Number(key) : key;
      visit(child, at, isNode ? [step] : [...entry, step]);
    }
  };
  visit(input, [], []);
  return found.filter(({ node, entry }) => keyOf([...node, ...entry]).length < LONGEST_LINE);
}

function pointing(kind: string, wanted: readonly Target[]): string {
  const rows = wanted.map(({ node, entry }) => `\t[${JSON.stringify(node)}, ${JSON.stringify(entry)}],\n`);
  return `${HEAD}package dockwarden.${kind}["${RULE}"]

wanted := [
${rows.join("")}]

deny contains {"message": sprintf("%d", [i]), "at": node} if {
	some i, pair in wanted
	pair[1] == []
	node := object.get(input, pair[0], false)
	node != false
}

deny contains {"message": sprintf("%d", [i]), "at": array.concat([node], pair[1])} if {
	some i, pair in wanted
	pair[1] != []
	node := object.get(input, pair[0], false)
	node != false
}
`;
}
