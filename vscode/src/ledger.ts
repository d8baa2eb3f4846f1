// What is known of each file, until something else is told.

import type { FileStatus, Finding, Told } from "dockwarden-wasm";

/** What is known of one file. */
export interface Known {
  findings: Finding[];
  errors: FileStatus["errors"];
}

/** What is known of all files. */
export class Ledger {
  readonly #known = new Map<string, Known>();

  /** All files of which something is known. */
  paths(): string[] {
    return [...this.#known.keys()];
  }

  known(path: string): Known {
    return this.#known.get(path) ?? { findings: [], errors: [] };
  }

  /** Notes what is told of files, in the place of what was told before. */
  put({ paths, files, findings }: Told): void {
    for (const path of paths) this.#known.delete(path);
    for (const { path, errors } of files) this.#known.set(path, { findings: [], errors });
    for (const finding of findings) this.#known.get(finding.path)?.findings.push(finding);
  }
}
