// Projects to begin with.

import type { File } from "./editor/documents";
import { rank } from "./kinds";

/** Titles by folder, in the order of the menu. */
export const EXAMPLES: Record<string, string> = {
  "insecure-shop": "Insecure shop",
  "hardened-shop": "Hardened shop, its twin",
  "host-takeover": "From a container to the host",
  "multi-stage": "Multi-stage build",
  "own-rule": "A rule of your own",
  "minimal-images": "Practice: minimal images",
  "verified-images": "Practice: verified images",
  "supply-chain": "Practice: supply chain",
  users: "Practice: users and namespaces",
  "least-privilege": "Practice: least privilege",
  "mac-profiles": "Practice: seccomp, AppArmor, SELinux",
  secrets: "Practice: secrets",
  network: "Practice: network",
  filesystem: "Practice: file systems",
  limits: "Practice: limits",
  logging: "Practice: logging",
};

/** The one that a first visit shows. */
export const FIRST = "insecure-shop";

/** Files of an example. */
export async function example(name: string): Promise<File[]> {
  const { texts } = await import("./example-texts");
  const mark = `/examples/${name}/`;
  const found = Object.entries(texts).filter(([path]) => path.includes(mark));
  return found
    .map(([path, text]) => ({ path: path.slice(path.indexOf(mark) + mark.length), text }))
    .sort((a, b) => rank(a.path) - rank(b.path));
}
