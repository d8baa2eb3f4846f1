// Writes the service worker: it keeps every file of the build for visits without a network.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** A Vite plugin that adds `sw.js`. */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) => !name.endsWith(".map"));
      const hash = createHash("sha256");
      for (const name of names.toSorted()) {
        const part = bundle[name];
        if (part) hash.update(name).update(part.type === "chunk" ? part.code : part.source);
      }
      const worker = readFileSync(new URL("sw.js", import.meta.url), "utf8");
      const files = JSON.stringify(["./", "./icon.svg", ...names.filter((name) => name !== "index.html").map((name) => `./${name}`)]);
      const source = worker.replace("__VERSION__", hash.digest("hex").slice(0, 16)).replace("__FILES__", () => files);
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
