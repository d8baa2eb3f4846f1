// The open files as the checker wants them: sources, configuration, policies.

import type { Options, SourceFile } from "dockwarden";
import type { File } from "../editor/documents";
import { CONFIG, isPolicy, isTest } from "../kinds";

/** What a check works on. */
export interface Project {
  sources: SourceFile[];
  config: string;
  policies: { path: string; text: string }[];
  tests: { path: string; text: string }[];
}

/** Sorts the open files. */
export function project(files: readonly File[]): Project {
  const rego = files.filter(({ path }) => isPolicy(path));
  return {
    sources: files
      .filter(({ path }) => !isPolicy(path) && path !== CONFIG)
      .map(({ path, text }) => ({ path, content: text })),
    config: files.find(({ path }) => path === CONFIG)?.text ?? "",
    policies: rego.filter(({ path }) => !isTest(path)),
    tests: rego.filter(({ path }) => isTest(path)),
  };
}

/** The options of a checker for it. */
export function options({ config, policies }: Project): Options {
  return { config, policies };
}
