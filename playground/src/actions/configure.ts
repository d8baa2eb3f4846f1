// Settings of rules, written into `dockwarden.yaml`; what else is written there stays as it is.

import { Document, isMap, type Node, parseDocument } from "yaml";
import type { Severity } from "dockwarden";
import type { Documents } from "../editor/documents";
import { CONFIG } from "../kinds";
import { say } from "../shell/notice";
import { make } from "./change";
import { between } from "./fix";

/** What to set; `undefined` takes a setting back. */
export interface Setting {
  enabled?: boolean | undefined;
  severity?: Severity | undefined;
  /** A parameter. */
  parameter?: { name: string; value: unknown };
  /** Why; stands as a comment beside the setting. */
  reason?: string;
}

/** Writes a setting of a rule, and offers to take it back. */
export function setRule(documents: Documents, rule: string, setting: Setting): void {
  const before = documents.has(CONFIG) ? documents.doc(CONFIG).toString() : "";
  const after = withSetting(before, rule, setting);
  if (after === undefined) return say(`${CONFIG} cannot be read; mend it first.`);
  if (!documents.has(CONFIG)) documents.put(CONFIG, "");
  make(documents, new Map([[CONFIG, between(before, after)]]), `${rule} is set in ${CONFIG}`);
}

/** The configuration with a setting in it; nothing if it is no configuration. */
export function withSetting(text: string, rule: string, setting: Setting): string | undefined {
  const config: Document = parseDocument(text.trim() === "" ? "{}" : text, { uniqueKeys: false });
  if (config.errors.length > 0 || !isMap(config.contents)) return undefined;
  config.contents.flow = false;
  const rules = config.get("rules");
  if (rules !== undefined && rules !== null && !isMap(rules)) return undefined;
  if (!isMap(rules)) config.set("rules", config.createNode({}));
  const merged = { ...settings(config.getIn(["rules", rule], true)), ...flat(setting) };
  const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  const [only, ...more] = Object.keys(kept);
  if (only === undefined) config.deleteIn(["rules", rule]);
  else config.setIn(["rules", rule], explained(config.createNode(short(only, more, kept)), setting.reason));
  const left = config.get("rules");
  if (isMap(left) && left.items.length === 0) config.delete("rules");
  return config.contents.items.length === 0 ? "" : config.toString({ lineWidth: 0 });
}

/** A setting by itself in its short form. */
function short(only: string, more: readonly string[], kept: Record<string, unknown>): unknown {
  if (more.length > 0 || (only !== "enabled" && only !== "severity")) return kept;
  return only === "severity" ? kept.severity : kept.enabled === true ? "on" : "off";
}

function explained(node: Node, reason: string | undefined): Node {
  if (reason !== undefined) node[isMap(node) ? "commentBefore" : "comment"] = ` ${reason}`;
  return node;
}

function flat({ parameter, reason: _reason, ...setting }: Setting): Record<string, unknown> {
  return parameter ? { ...setting, [parameter.name]: parameter.value } : setting;
}

/** The long form of what is set now. */
function settings(node: unknown): Record<string, unknown> {
  if (isMap(node)) return node.toJSON() as Record<string, unknown>;
  const value = (node as { value?: unknown } | undefined)?.value;
  if (value === undefined || value === null) return {};
  if (value === "on" || value === true) return { enabled: true };
  if (value === "off" || value === false) return { enabled: false };
  return { severity: value };
}
