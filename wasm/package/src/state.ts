// What a workspace is made of: kept where a thread cannot take it along when it ends.

import type { Change, Due, SourceFile } from "./types.js";

/** The files of a workspace, and the parts of it that cannot be checked. */
export interface State {
  files: Map<string, SourceFile>;
  /** Why a part cannot be checked, by its name, and the files that this depends on. */
  failed: Map<string, Due & { why: string }>;
}

/** A workspace without files. */
export function empty(): State {
  return { files: new Map(), failed: new Map() };
}

/** Notes changes; what they may have mended has not failed any more. */
export function note({ files, failed }: State, changes: readonly Change[]): void {
  for (const { path, content, kind } of changes) {
    if (content === undefined) files.delete(path);
    else files.set(path, { path, content, ...(kind && { kind }) });
    for (const [part, due] of failed) if (due.files.includes(path)) failed.delete(part);
  }
}
