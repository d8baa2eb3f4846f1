// A real VS Code, served by code-server and driven in Debian's Chromium.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";

const VERSION = "4.100.3";
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** What keeps a fresh window quiet. */
const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "git.enabled": false,
  "editor.minimap.enabled": false,
};

/** Installs the editor below `folder`, unless it is there, and gives its path. */
export function install(folder) {
  const editor = join(folder, "node_modules/code-server/lib/vscode");
  const search = join(editor, "node_modules/@vscode/ripgrep/bin/rg");
  if (existsSync(search)) return editor;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private": true}\n');
  const npm = (cwd, ...names) => {
    // With its scripts it would compile native modules that the tests do without.
    const args = ["install", "--no-save", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error", ...names];
    if (spawnSync("npm", args, { cwd, stdio: "inherit" }).status !== 0) throw new Error(`npm failed in ${cwd}`);
  };
  npm(folder, `code-server@${VERSION}`);
  npm(editor);
  // The scripts would have fetched this, too; Debian has it.
  const [rg] = ["/usr/bin/rg", ...(process.env.PATH ?? "").split(":").map((folder) => join(folder, "rg"))].filter(existsSync);
  if (!rg) throw new Error("ripgrep is missing: apt-get install ripgrep");
  mkdirSync(join(search, ".."), { recursive: true });
  symlinkSync(rg, search);
  return editor;
}

/** Starts a server on its own folders. `vsix` is installed first, if given. */
export async function serve(editor, folder, { vsix, settings = {} } = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "user/User"), { recursive: true });
  mkdirSync(join(folder, "srv/data/Machine"), { recursive: true });
  writeFileSync(join(folder, "user/User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
  writeFileSync(join(folder, "srv/data/Machine/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
  const common = [
    join(editor, "out/server-main.js"),
    "--accept-server-license-terms",
    ...["--server-data-dir", join(folder, "srv"), "--user-data-dir", join(folder, "user"), "--extensions-dir", join(folder, "ext")],
  ];
  if (vsix) {
    const installed = spawnSync(process.execPath, [...common, "--install-extension", vsix, "--force"], { encoding: "utf8" });
    if (installed.status !== 0) throw new Error(installed.stdout + installed.stderr);
  }
  const port = await freePort();
  const args = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token", "--telemetry-level", "off", "--enable-smoke-test-driver"];
  const server = spawn(process.execPath, [...common, ...args], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the server does not start")), 30_000);
    server.stdout.on("data", (text) => {
      if (!String(text).includes("agent listening")) return;
      clearTimeout(timer);
      resolve();
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { port, at: (path) => `vscode-remote://127.0.0.1:${port}${path}`, stop: () => process.kill(-server.pid, "SIGKILL") };
}

export function browse() {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS.split(" ") });
}

/** Opens a folder; `payload` is what the workbench is told, such as a file to open. */
export async function open(browser, { port }, folder, payload, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 960 } });
  const page = await context.newPage();
  await prepare(page);
  await page.goto(`http://127.0.0.1:${port}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  return page;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
