// Runs the tests that live inside the extension host, and counts them.

import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browse, open, serve } from "./editor.mjs";

const LIMIT = 120_000;

/** Lays the built extension out in `folder`; `web` leaves only what runs in a browser. */
export function unpacked(folder, web) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ["dist", "media"]) cpSync(name, join(folder, name), { recursive: true });
  const about = JSON.parse(readFileSync("package.json", "utf8"));
  if (web) delete about.main;
  writeFileSync(join(folder, "package.json"), JSON.stringify(about));
  return folder;
}

/** Runs one file of tests in a host, in a workspace of its own; gives what it printed. */
export async function inside(editor, folder, { entry, web, workspace, settings }) {
  const extension = unpacked(join(folder, "extension"), web);
  const tests = join(folder, "tests.js");
  await build({ entryPoints: [entry], bundle: true, format: "cjs", platform: "browser", external: ["vscode"], outfile: tests, absWorkingDir: process.cwd(), logLevel: "warning" });
  const files = join(folder, "workspace");
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  workspace(files);
  const server = await serve(editor, join(folder, "server"), { settings });
  const browser = await browse();
  const lines = [];
  try {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the tests in ${folder} do not end`)), LIMIT);
      const prepare = async (page) => {
        await page.exposeFunction("codeAutomationLog", (_type, args) => {
          const line = args.join(" ");
          if (/^(ok|FAILED|figure) /.test(line)) console.log(line);
          lines.push(line);
        });
        await page.exposeFunction("codeAutomationExit", (code) => {
          clearTimeout(timer);
          resolve(code);
        });
      };
      const payload = [
        ["extensionDevelopmentPath", server.at(extension)],
        ["extensionTestsPath", server.at(tests)],
      ];
      open(browser, server, files, payload, prepare).catch(reject);
    });
  } finally {
    await browser.close();
    server.stop();
    writeFileSync(join(folder, "log.txt"), lines.join("\n"));
  }
  return lines;
}
