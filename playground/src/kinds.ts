// What the name of a file says about it.

/** The configuration, at the root of the project. */
export const CONFIG = "dockwarden.yaml";

/** Whether the file holds policies or their tests. */
export function isPolicy(path: string): boolean {
  return path.endsWith(".rego");
}

/** Whether the file holds tests of policies. */
export function isTest(path: string): boolean {
  return path.endsWith("_test.rego");
}

/** Whether the file can hold comments that suppress a finding. */
export function hasComments(path: string): boolean {
  return !path.endsWith(".json");
}

const ORDER = [/^.*(?<!_test)\.rego$/, /\.rego$/, /compose\.ya?ml$/, /Dockerfile$/, /daemon\.json$/, /dockwarden\.yaml$/];

/** What a project is about comes first. */
export function rank(path: string): number {
  const at = ORDER.findIndex((pattern) => pattern.test(path));
  return at < 0 ? ORDER.length : at;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const LONGEST = 200;

/** Why a path cannot be that of a file here, if it cannot. */
export function pathFault(path: string): string | undefined {
  if (path === "") return "A file needs a name.";
  if (path.length > LONGEST) return `A path has at most ${LONGEST} characters.`;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\:]/u.test(path)) return "A path cannot hold control characters, a backslash or a colon.";
  const parts = path.split("/");
  if (parts.some((part) => part.trim() === "" || part === "." || part === "..")) return "A path is relative, with names between its slashes.";
  // Libraries keep files in plain objects.
  if (parts.includes("__proto__")) return "No file can be called __proto__ here.";
  return undefined;
}
