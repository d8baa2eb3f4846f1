// Which files a Compose file names: those that are read with it, and those that its images are built of.

import { isMap, isPair, isScalar, isSeq, parseDocument, visit, type Node } from "yaml";
import { folder, join } from "./paths";

/** Most characters of a file that is looked into. */
const MOST = 1_000_000;

/** Paths of the files that the Compose file at `path` names, whether they are there or not. */
export function links(path: string, text: string): string[] {
  try {
    return text.length > MOST ? [] : named(path, text);
  } catch {
    // Nested too deeply to be read: the check says so.
    return [];
  }
}

function named(path: string, text: string): string[] {
  const here = folder(path);
  const found = new Set<string>();
  const add = (base: string | undefined, name: string) => {
    const target = base === undefined ? undefined : join(base, name);
    if (target) found.add(target);
  };
  add(here, ".env");
  const main = /^(.*compose)\.ya?ml$/i.exec(path.slice(here.length));
  // Compose lays this one over by itself.
  for (const ending of main ? ["yml", "yaml"] : []) add(here, `./${main?.[1]}.override.${ending}`);
  const document = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
  if (document.contents === null) return [...found];
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? key.value : undefined;
      if (name === "build") {
        for (const file of built(here, value as Node)) found.add(file);
      } else if (name === "include" || name === "env_file") {
        for (const file of texts(value as Node)) add(here, file);
      } else if (name === "extends" && isMap(value)) {
        for (const file of texts(value.get("file", true) as Node)) add(here, file);
      }
    },
  });
  return [...found];
}

/** The Dockerfile of a build, and what keeps files out of its context. */
function built(here: string, build: Node | null): string[] {
  const get = (key: string) => (isMap(build) ? build.get(key) : undefined);
  const context = join(here, String((isScalar(build) ? build.value : get("context")) ?? "."));
  if (context === undefined) return [];
  const dockerfile = join(context, String(get("dockerfile") ?? "Dockerfile"));
  const ignored = join(context, ".dockerignore");
  return [dockerfile, dockerfile && `${dockerfile}.dockerignore`, ignored].filter((file) => file !== undefined);
}

/** All texts in a value, at any depth, such as of `- path: x`. */
function texts(node: Node | null | undefined): string[] {
  if (isScalar(node)) return typeof node.value === "string" ? [node.value] : [];
  if (isSeq(node)) return node.items.flatMap((item) => texts(item as Node));
  if (isMap(node)) return node.items.flatMap((item) => (isPair(item) ? texts(item.value as Node) : []));
  return [];
}
