// The tarball, installed into fresh projects: the examples of docs/wasm.md run there, its types hold.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { close, page, serve } from "./chromium.mjs";
import { folder, root } from "./files.mjs";

after(close);

const own = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(own, "node_modules/.bin", name);
const run = (project, program, ...args) => execFileSync(program, args, { cwd: project, encoding: "utf8" });

/** The code of the example that docs/wasm.md calls `name`. */
function example(name) {
  const text = readFileSync(join(root, "docs/wasm.md"), "utf8");
  const found = text.split(`<!-- ${name} -->`)[1]?.match(/```\w+\n([^]*?)```/);
  assert.ok(found, `docs/wasm.md has no example ${name}`);
  return found[1];
}

const tarball = (() => {
  const to = folder();
  return join(to, run(own, "npm", "pack", "--silent", "--pack-destination", to).trim());
})();

/** A new project with the package installed and some files. */
function project(files) {
  const made = folder();
  writeFileSync(join(made, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run(made, "npm", "install", "--offline", "--no-audit", "--no-fund", "--silent", tarball);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

const compose = "services:\n  web:\n    build: .\n    privileged: true\n";

test("the example for Node", () => {
  const made = project({ "node.mjs": example("node.mjs"), "compose.yaml": compose, Dockerfile: "FROM node\nUSER root\n" });
  const printed = run(made, process.execPath, "node.mjs");
  assert.match(printed, /^compose.yaml:4: critical compose\/privileged$/m);
  assert.match(printed, /^web \d+ layers missing$/m);
});

test("the example of edits", () => {
  const made = project({ "edits.mjs": example("edits.mjs") });
  assert.match(run(made, process.execPath, "edits.mjs"), /^compose\/[a-z-]+ (safe|unsafe: .+) \d+ \d+ ".*"$/m);
});

test("the example of policies", () => {
  const made = project({ "policies.mjs": example("policies.mjs") });
  const printed = run(made, process.execPath, "policies.mjs");
  assert.match(printed, /^1 found\nowner-missing\.rego:12: looking at web \(on compose\.yaml\)\ntest_found passed\nowner-missing\.rego 4 lines reached, 0 not\n$/);
});

test("the examples for a page and a worker, by address", async () => {
  const made = folder();
  cpSync(join(own, "dist"), join(made, "dist"), { recursive: true });
  for (const name of ["page.html", "worker.html"]) writeFileSync(join(made, name), example(name));
  const address = await serve(made);
  const typed = await page(`${address}/page.html`);
  await typed.locator("#findings", { hasText: "dockerfile/" }).waitFor();
  await typed.locator("#text").fill("FROM alpine\n");
  await typed.locator("#findings", { hasNotText: "user-root" }).waitFor();
  const worker = await page(`${address}/worker.html`);
  await worker.locator("#rules", { hasText: "compose/privileged" }).waitFor();
});

test("the example for a bundler: Vite", async () => {
  const made = project({
    "index.html": '<!doctype html><body></body><script type="module" src="/main.js"></script>',
    "main.js": example("main.js"),
    "vite.config.js": example("vite.config.js"),
  });
  symlinkSync(join(own, "node_modules/vite"), join(made, "node_modules/vite"));
  run(made, bin("vite"), "build", "--logLevel", "error");
  const built = await page(await serve(join(made, "dist")));
  await built.locator("body", { hasText: /^\[(\d+),\1\]$/ }).waitFor();
});

test("types hold under tsc --strict", () => {
  const made = project({ "consumer.ts": readFileSync(new URL("consumer.ts", import.meta.url), "utf8") });
  const options = ["--strict", "--noEmit", "--exactOptionalPropertyTypes", "--target", "es2022"];
  const modules = ["--module", "nodenext", "--types", ""];
  run(made, bin("tsc"), ...options, ...modules, "consumer.ts");
});

test("the package has what it needs and no more", () => {
  const listed = run(own, "tar", "-tzf", tarball).trim().split("\n").sort();
  for (const name of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "dist/index.d.ts", "dist/dockwarden.wasm"]) {
    assert.ok(listed.includes(`package/${name}`), name);
  }
  assert.ok(listed.every((name) => !/\.ts$|\.map$/.test(name) || name.endsWith(".d.ts")), listed.join("\n"));
});
