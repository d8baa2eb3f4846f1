// Files to check, and what the command says of them.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const today = "2026-11-24";

/** The command that the package is compared with. */
export const command = process.env.DOCKWARDEN ?? join(root, "target/debug/dockwarden");

/** A folder that is removed when the process ends. */
export function folder() {
  const made = mkdtempSync(join(tmpdir(), "dockwarden-"));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A new folder with these texts, by path. */
export function write(texts) {
  const made = folder();
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(made, dirname(path)), { recursive: true });
    writeFileSync(join(made, path), text);
  }
  return made;
}

/** Every file below a folder, by path. */
export function files(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  return paths.map((path) => ({ path, content: new Uint8Array(readFileSync(join(folder, path))) }));
}

/** What the command prints for a folder. */
export function native(folder, format) {
  const options = { cwd: folder, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] };
  try {
    return execFileSync(command, ["check", "--today", today, "--format", format], options).toString();
  } catch (error) {
    // 1 and 2 tell of findings and of files that were read in part.
    if (error.status === 1 || error.status === 2) return error.stdout.toString();
    throw error;
  }
}

/** Folders with every fixture of the rules, the examples, and real projects where they are at hand. */
export function folders() {
  const all = { fixtures: fixtures(), examples: join(root, "examples") };
  const corpus = process.env.DOCKWARDEN_CORPUS;
  if (corpus) all.corpus = corpus;
  return all;
}

function fixtures() {
  const copy = folder();
  const policies = join(root, "policies");
  for (const entry of readdirSync(policies, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !path.includes("/fixtures/") || /\.(expected|fixed)$/.test(path)) continue;
    // Each by itself: side by side some would be laid over each other.
    const own = join(copy, relative(policies, dirname(path)), basename(path).split(".")[0]);
    mkdirSync(own, { recursive: true });
    cpSync(path, join(own, entry.name));
  }
  return copy;
}
