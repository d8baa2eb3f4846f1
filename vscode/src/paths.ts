// Paths as the checker wants them: relative to the folder, `/` between the parts.

import { Uri } from "vscode";

/** The path of `uri` below `root`; none if it is elsewhere. */
export function below(root: Uri, uri: Uri): string | undefined {
  if (uri.scheme !== root.scheme || uri.authority !== root.authority) return undefined;
  // What is not saved yet has a name and no folder.
  const start = root.path === "" || root.path.endsWith("/") ? root.path : `${root.path}/`;
  return uri.path.startsWith(start) ? uri.path.slice(start.length) : undefined;
}

/** The file at `path` below `root`. */
export function inside(root: Uri, path: string): Uri {
  return root.path === "" ? root.with({ path }) : Uri.joinPath(root, path);
}

/** The folder that holds the file at `path`; empty for the root. */
export function folder(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

/** `path` as written in `folder`, seen from the root; none if it leads out of it. */
export function join(folder: string, path: string): string | undefined {
  if (/^([/~\\]|[a-z]+:)/i.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
