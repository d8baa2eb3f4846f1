// What checks have told of each file, until a later check tells otherwise.

import type { FileStatus, Finding, Report, Row } from "dockwarden-wasm";
import type { Group } from "./groups";

/** What is known of one file. */
export interface Known {
  findings: Finding[];
  errors: FileStatus["errors"];
}

/** What is known of all files. Each method that changes it gives the paths concerned. */
export class Ledger {
  /** What a check told, by its group: several groups may tell something of one `daemon.json`. */
  readonly #told = new Map<string, { group: Group; files: Map<string, Known>; depth: Row[] }>();

  /** All files of which something is known. */
  paths(): string[] {
    return [...new Set([...this.#told.values()].flatMap(({ files }) => [...files.keys()]))];
  }

  known(path: string): Known {
    const seen = new Set<string>();
    const known: Known = { findings: [], errors: [] };
    for (const { files } of this.#told.values()) {
      const one = files.get(path);
      known.errors.push(...(one?.errors ?? []));
      for (const finding of one?.findings ?? []) {
        const { start } = finding.range;
        const key = `${finding.fingerprint} ${start.line} ${start.character}`;
        if (!seen.has(key)) known.findings.push(finding);
        seen.add(key);
      }
    }
    return known;
  }

  /** The layers of defence of everything; of one host that several checks speak of, what most is known of. */
  depth(): Row[] {
    const rows = new Map<string, Row>();
    const known = (row: Row) => row.layers.filter(({ state }) => state !== "unknown").length;
    for (const row of [...this.#told.values()].flatMap(({ depth }) => depth)) {
      const key = `${row.subject} ${row.path} ${row.name}`;
      const other = rows.get(key);
      if (!other || known(other) < known(row)) rows.set(key, row);
    }
    return [...rows.values()];
  }

  /** Notes what the check of a group told, in the place of what earlier checks told of its members. */
  put(group: Group, report: Pick<Report, "files" | "findings" | "depth">): string[] {
    const members = new Set(group.members);
    const concerned = this.#forget((other) => other.id === group.id || other.members.some((path) => members.has(path)));
    const files = new Map<string, Known>();
    const entry = (path: string) => {
      const known = files.get(path) ?? { findings: [], errors: [] };
      files.set(path, known);
      return known;
    };
    for (const { path, errors } of report.files) entry(path).errors.push(...errors);
    for (const finding of report.findings) entry(finding.path).findings.push(finding);
    this.#told.set(group.id, { group, files, depth: report.depth });
    return [...new Set([...concerned, ...files.keys()])];
  }

  /** Forgets what was told of files that are there no longer. */
  keep(exists: (path: string) => boolean): string[] {
    return this.#forget((group) => !group.members.some(exists));
  }

  #forget(gone: (group: Group) => boolean): string[] {
    const concerned: string[] = [];
    for (const [id, { group, files }] of this.#told) {
      if (!gone(group)) continue;
      concerned.push(...files.keys());
      this.#told.delete(id);
    }
    return concerned;
  }
}
