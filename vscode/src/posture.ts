// What a service of a Compose file may do once it runs.

import type { Row } from "dockwarden-wasm";
import { isMap, isScalar, parseDocument } from "yaml";
import type { Position, TextDocument } from "vscode";
import { code } from "./markdown";
import type { Place } from "./projects";

interface Effective {
  privileged: string;
  user: { name?: string; root: string };
  capabilities: { list: string[]; complete: boolean; dropped_all: string };
  no_new_privileges: string;
  read_only: string;
  seccomp: { mode: string };
  apparmor: { mode: string };
  host_namespaces: string[];
  memory_limit: string;
  cpu_limit: string;
  pids_limit: string;
}

const SIGNS = { held: "✓ ", missing: "✗ ", unknown: "? " };

/** The effective posture of the service whose name is at `at`. */
export async function posture({ project, path }: Place, document: TextDocument, at: Position): Promise<string | undefined> {
  if (!/^\s+\S.*:/.test(document.lineAt(at.line).text)) return undefined;
  const name = serviceAt(document.getText(), document.offsetAt(at));
  if (name === undefined) return undefined;
  const model = await project.worker.input(path).catch(() => undefined);
  const effective = (model as { services?: Record<string, { effective?: Effective }> } | undefined)?.services?.[name]?.effective;
  const row = (await project.worker.depth()).find((one) => one.subject === "service" && one.name === name && one.path === path);
  const parts = [`**Service ${code(name)}**`, row && layers(row), effective && facts(effective)];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

/** The service whose key covers a place of a Compose file. */
function serviceAt(text: string, offset: number): string | undefined {
  const services = parseDocument(text, { logLevel: "silent", uniqueKeys: false }).get("services", true);
  if (!isMap(services)) return undefined;
  const here = services.items.find(({ key }) => isScalar(key) && key.range && key.range[0] <= offset && offset <= key.range[1]);
  return isScalar(here?.key) ? String(here.key.value) : undefined;
}

function layers({ layers }: Row): string {
  return layers.map(({ layer, state }) => `${SIGNS[state]}${layer}`).join("  \n");
}

function facts(effective: Effective): string {
  const { capabilities, user, host_namespaces: shared } = effective;
  const rows = [
    ["privileged", effective.privileged],
    ["user", `${user.name ?? "unknown"}, root: ${user.root}`],
    ["capabilities", `${capabilities.list.length}${capabilities.complete ? "" : " or more"}, all dropped first: ${capabilities.dropped_all}`],
    ["no_new_privileges", effective.no_new_privileges],
    ["read_only", effective.read_only],
    ["seccomp", effective.seccomp.mode],
    ["AppArmor", effective.apparmor.mode],
    ["host namespaces", shared.length > 0 ? shared.join(", ") : "none"],
    ["limits", `memory ${effective.memory_limit}, cpu ${effective.cpu_limit}, pids ${effective.pids_limit}`],
  ];
  const lines = rows.map(([what, value]) => `| ${what} | ${code(value ?? "").replaceAll("|", "\\|")} |`);
  return ["| | |", "|---|---|", ...lines].join("\n");
}
