// Bundles the extension for both hosts, the thread that checks, and the WASM module beside them.

import { build } from "esbuild";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const engine = new URL(import.meta.resolve("dockwarden-wasm/dockwarden.wasm"));
const thread = fileURLToPath(import.meta.resolve("dockwarden-wasm/thread"));

const common = {
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  // The package looks beside itself for what we hand it.
  define: { "import.meta.url": '"file:///"' },
  logLevel: "warning",
};
const host = { ...common, format: "cjs", external: ["vscode"] };

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
await copyFile("../LICENSE-MIT", "LICENSE");
await Promise.all([
  build({ ...host, entryPoints: ["src/node.ts"], platform: "node", outfile: "dist/node.js" }),
  build({ ...host, entryPoints: ["src/web.ts"], platform: "browser", outfile: "dist/web.js" }),
  build({ ...common, entryPoints: [thread], format: "iife", platform: "browser", outfile: "dist/thread.js" }),
  copyFile(engine, "dist/dockwarden.wasm"),
  copyFile("../docs/schemas/config.json", "dist/config.schema.json"),
]);
