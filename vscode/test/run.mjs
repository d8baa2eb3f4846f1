// Builds the extension and tests it in a real VS Code: both hosts, from inside and through the window.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { install } from "./editor.mjs";
import { inside } from "./host.mjs";
import { throughTheWindow } from "./window.mjs";

process.chdir(new URL("..", import.meta.url).pathname);
const target = resolve("../target/vscode");
const only = process.argv[2];

run("npx", ["tsc", "--noEmit"]);
run("npm", ["run", "--silent", "--loglevel=error", "package"]);
const editor = install(target);

let [passed, failed] = [0, 0];
const count = (lines) => {
  passed += lines.filter((line) => line.startsWith("ok ")).length;
  failed += lines.filter((line) => line.startsWith("FAILED ")).length;
};

for (const web of [false, true]) {
  const name = web ? "web" : "node";
  if (only && !only.startsWith(name)) continue;
  console.log(`== inside the ${name} host`);
  await attempt(async () => {
    const options = { entry: "test/host/index.ts", web, workspace: shop, settings: { "dockwarden.timeLimit": 2000 } };
    const lines = await inside(editor, join(target, name), options);
    if (!lines.some((line) => line.startsWith("ok "))) throw new Error("no test ran");
    count(lines);
  });
  if (only === `${name}-inside`) continue;
  console.log(`== through the window, ${name} host`);
  await attempt(async () => count(await throughTheWindow(editor, join(target, `${name}-window`), web)));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** The files that the tests begin with. */
function shop(folder) {
  mkdirSync(join(folder, "shop"));
  // Watchers can miss what changes in a folder right after it was made.
  mkdirSync(join(folder, "stack/app"), { recursive: true });
  writeFileSync(join(folder, "Dockerfile"), "FROM alpine:3.22\nRUN true\nUSER 1000\n");
  const compose = "services:\n  web:\n    image: alpine:3.22\n    privileged: true\n";
  writeFileSync(join(folder, "shop/compose.yaml"), compose);
}

/** What goes wrong around tests counts as a test that failed. */
async function attempt(part) {
  try {
    await part();
  } catch (error) {
    console.log(`FAILED ${error.stack}`);
    failed += 1;
  }
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
