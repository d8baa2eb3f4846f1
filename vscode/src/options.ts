// What a folder says about how it is checked: dockwarden.yaml and its own policies.

import type { Options, RuleSet } from "dockwarden-wasm";
import { parse } from "yaml";
import { workspace } from "vscode";
import { CONFIG, policies } from "./discovery";
import { below, join } from "./paths";
import type { Store } from "./store";

/** Folders with policies that a configuration names; none if it cannot be read. */
export function policyFolders(config: string): string[] {
  try {
    const named = (parse(config, { logLevel: "silent" }) as { policies?: unknown } | null)?.policies;
    const folders = Array.isArray(named) ? named.filter((folder) => typeof folder === "string") : [];
    return folders.map((folder) => join("", folder)).filter((folder) => folder !== undefined);
  } catch {
    return [];
  }
}

/** Options for the checker as the folder and the settings have them; reads policies not known yet. */
export async function options(store: Store, trusted: boolean): Promise<Options> {
  const config = store.text(CONFIG);
  const set = workspace.getConfiguration("dockwarden", store.root).get<RuleSet | "">("set");
  const found = new Set<string>();
  for (const folder of trusted ? policyFolders(config) : []) {
    for (const uri of await policies(store.root, folder)) found.add(below(store.root, uri) ?? "");
  }
  await store.read([...found]);
  const own = [...found].filter((path) => store.get(path)).map((path) => ({ path, text: store.text(path) }));
  return { config, policies: own, ...(set && { set }) };
}
