// Which files of a folder have to do with Docker, and reading them.

import { RelativePattern, Uri, workspace, type TextDocument } from "vscode";
import { below } from "./paths";

const NAMES = [
  "*[dD]ockerfile*",
  "*[cC]ontainerfile*",
  "*compose*.yml",
  "*compose*.yaml",
  "*daemon.json",
  ".env",
  "*.dockerignore",
  "dockwarden.yaml",
  "*.gitlab-ci.yml",
  ".github/workflows/*.yml",
  ".github/workflows/*.yaml",
];
const WANTED =
  /(^|\/)([^/]*(dockerfile|containerfile)[^/]*|[^/]*compose[^/]*\.ya?ml|[^/]*daemon\.json|[^/]*\.dockerignore|\.env|dockwarden\.yaml|[^/]*\.gitlab-ci\.yml|\.github\/workflows\/[^/]+\.ya?ml)$/i;

/** The configuration of a folder. */
export const CONFIG = "dockwarden.yaml";

/** Whether the name of a file says that checks may need it. */
export function wanted(path: string): boolean {
  return WANTED.test(path);
}

/** Whether a file says how the others are checked. */
export function isSetting(path: string): boolean {
  return path === CONFIG || path.endsWith(".rego");
}

/** Whether a document is to be checked by its language, whatever its name is. */
export function kind(document: TextDocument): "dockerfile" | "compose" | undefined {
  if (document.languageId === "dockerfile") return "dockerfile";
  return document.languageId === "dockercompose" ? "compose" : undefined;
}

/** Files of a folder that checks may need, but for those that its settings hide from search. */
export function discover(root: Uri): Thenable<Uri[]> {
  return workspace.findFiles(new RelativePattern(root, `**/{${NAMES.join(",")}}`), excluded(root));
}

/** Rego files below a path of a folder. */
export async function policies(root: Uri, path: string): Promise<Uri[]> {
  const found = await workspace.findFiles(new RelativePattern(Uri.joinPath(root, path), "**/*.rego"), excluded(root));
  return found.filter((uri) => below(root, uri) !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The bytes of a file; none if it cannot be read. */
export async function read(uri: Uri): Promise<Uint8Array | undefined> {
  try {
    return await workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

function excluded(root: Uri): string {
  const globs = ["**/node_modules", "**/.git"];
  for (const section of ["files", "search"]) {
    const rules = workspace.getConfiguration(section, root).get<Record<string, unknown>>("exclude") ?? {};
    // Rules with conditions and globs with braces of their own cannot stand in a list.
    globs.push(...Object.keys(rules).filter((glob) => rules[glob] === true && !/[{}]/.test(glob)));
  }
  return `{${[...new Set(globs)].join(",")}}`;
}
