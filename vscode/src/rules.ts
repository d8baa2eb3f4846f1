// What a rule is about, as Markdown.

import type { RuleDetails } from "dockwarden-wasm";
import { cell, code, escape } from "./markdown";
import type { Project } from "./project";

/** Findings that no policy makes. */
const OTHERS: Record<string, string> = {
  syntax: "This part of the file was not understood, so no rule has checked it. Syntax findings cannot be suppressed.",
  "suppression/unused": "The comment suppresses nothing. Remove it, so that it does not hide a finding of tomorrow.",
  "suppression/expired": "The day that the comment names is over: it suppresses nothing any more.",
  "suppression/unknown-rule": "The comment names a rule that does not exist.",
  "suppression/malformed": "The comment starts as one for dockwarden and cannot be read, so it suppresses nothing.",
};

/** All that is known of a rule; none if it is not a policy. */
export async function details(project: Project, rule: string): Promise<RuleDetails | undefined> {
  try {
    return await project.worker.explain(rule);
  } catch {
    return undefined;
  }
}

/** What a finding is about that no policy makes. */
export function otherwise(rule: string): string {
  return OTHERS[rule] ?? OTHERS[rule.split("/").at(-1) ?? ""] ?? "";
}

/** The page of a rule. */
export async function rulePageText(project: Project, id: string): Promise<string> {
  const rule = await details(project, id);
  if (!rule) return `# ${escape(id)}\n\n${otherwise(id)}\n`;
  const lines = [`# ${escape(rule.title)}`, "", facts(rule), "", rule.description];
  if (rule.parameters.length > 0) lines.push("", "## Parameters", "", ...parameters(rule));
  const same = Object.entries(rule.sameAs);
  if (same.length > 0) {
    lines.push("", "## The same check elsewhere", "", ...same.map(([tool, ids]) => `- ${tool}: ${ids.map(code).join(", ")}`));
  }
  if (rule.links.length > 0) lines.push("", "## Read on", "", ...rule.links.map((link) => `- <${link}>`));
  lines.push("", "## Policy", "", "````rego", rule.policy.text.trimEnd(), "````", "");
  return lines.join("\n");
}

/** A rule in a few lines. */
export function summary(rule: RuleDetails): string {
  const lines = [`**${escape(rule.title)}**`, "", rule.description];
  if (rule.parameters.length > 0) lines.push("", ...parameters(rule));
  return lines.join("\n");
}

function facts(rule: RuleDetails): string {
  const fix = rule.fix === undefined ? "no fix" : `${rule.fix} fix`;
  const sets = rule.sets.length > 0 ? `sets ${rule.sets.join(", ")}` : "your own";
  return `${code(rule.id)}: ${rule.severity}, ${escape(rule.practice)}, ${sets}, ${fix}, ${rule.enabled ? "on" : "off"}`;
}

function parameters(rule: RuleDetails): string[] {
  const row = ({ name, description, default: value }: RuleDetails["parameters"][number]) =>
    `| ${cell(name)} | ${escape(description)} | ${cell(JSON.stringify(value) ?? "")} |`;
  return ["| parameter | meaning | default |", "|---|---|---|", ...rule.parameters.map(row)];
}
