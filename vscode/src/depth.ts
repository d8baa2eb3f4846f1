// The table of defence in depth as Markdown.

import type { Layer, LayerName, Row } from "dockwarden-wasm";
import { cell, escape } from "./markdown";

const SIGNS = { held: "✓", missing: "**✗**", unknown: "?" };

/** Heads short enough for a table beside an editor. */
const HEADS: Record<LayerName, string> = {
  "base-image": "base",
  user: "user",
  privileges: "priv",
  namespaces: "ns",
  profiles: "mac",
  filesystem: "fs",
  network: "net",
  secrets: "secret",
  limits: "limit",
  logging: "log",
  scanning: "scan",
};

export function depthPage(rows: readonly Row[]): string {
  const first = rows[0];
  if (!first) return "# Defence in depth\n\nNo service, image or host is known in this folder.\n";
  const heads = first.layers.map(({ layer }) => HEADS[layer]);
  const lines = [
    "# Defence in depth",
    "",
    "Each row is a service, an image that no service runs, or a host; each column a layer that an attacker must get through. ✓ holds, ✗ is missing, ? means that the files do not tell.",
    "",
    `| | ${heads.join(" | ")} |`,
    `|---|${heads.map(() => ":-:|").join("")}`,
    ...rows.map((row) => `| ${row.subject} ${cell(row.name)} | ${row.layers.map(({ state }) => SIGNS[state]).join(" | ")} |`),
  ];
  for (const row of rows) {
    const missing = row.layers.filter(({ state }) => state === "missing");
    if (missing.length === 0) continue;
    lines.push("", `## ${row.subject} ${escape(row.name)}`, "");
    for (const layer of missing) lines.push(`- **${layer.layer}**${why(layer)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** What is known of a layer that is missing. */
function why({ note, rule, at }: Layer): string {
  const parts = [note && escape(note), rule && cell(rule), at && escape(`${at.path}:${at.range.start.line + 1}`)];
  const known = parts.filter((part) => part !== undefined && part !== "");
  return known.length > 0 ? `: ${known.join(", ")}` : "";
}
