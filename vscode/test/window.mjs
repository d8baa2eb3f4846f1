// The extension as a person meets it: installed from its package, through the window of the editor.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { browse, open, serve } from "./editor.mjs";
import { unpacked } from "./host.mjs";

const PROJECT = {
  "Dockerfile": "FROM alpine:3.22\nEXPOSE 8080:80\nRUN sudo true\nUSER root\n",
  "compose.yaml": "services:\n  web:\n    build: .\n    privileged: true\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n",
};

/** Runs all of it; `web` is the host that vscode.dev has. Gives a line for each test. */
export async function throughTheWindow(editor, folder, web) {
  rmSync(folder, { recursive: true, force: true });
  const pictures = join(folder, "pictures");
  mkdirSync(pictures, { recursive: true });
  const vsix = web ? await packedForTheWeb(join(folder, "package")) : resolve("dist/dockwarden.vsix");
  const files = join(folder, "shop");
  mkdirSync(files);
  const write = (name, text) => writeFileSync(join(files, name), text);
  const read = (name) => readFileSync(join(files, name), "utf8");
  for (const [name, text] of Object.entries(PROJECT)) write(name, text);

  const server = await serve(editor, join(folder, "server"), { vsix });
  const browser = await browse();
  const lines = [];
  const test = async (name, body) => {
    try {
      await body();
      lines.push(`ok ${name}`);
    } catch (error) {
      await page.screenshot({ path: join(pictures, `failed-${lines.length}.png`) });
      lines.push(`FAILED ${name}: ${error.message.split("\n")[0]}`);
    }
    console.log(lines.at(-1));
  };
  const page = await open(browser, server, files, [["openFile", server.at(join(files, "Dockerfile"))]]);
  const picture = (name) => page.screenshot({ path: join(pictures, `${name}.png`) });
  const row = (text) => page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();
  const command = async (title) => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().fill(`>${title}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
    await page.keyboard.press("Enter");
  };

  try {
    await test("the fault in the open file is underlined", async () => {
      await page.locator(".monaco-editor .squiggly-warning, .monaco-editor .squiggly-error").first().waitFor({ timeout: 40_000 });
      await picture("squiggle");
    });

    await test("Problems lists findings of the open file and of files that are closed", async () => {
      await page.keyboard.press("Control+Shift+M");
      await row("The build step runs a command through sudo").waitFor();
      await row("dockerfile/sudo-used").waitFor();
      await row("compose.yaml").waitFor();
      await row("can take over the host").waitFor();
      await picture("problems");
    });

    await test("the text under the pointer is explained", async () => {
      const squiggle = page.locator(".view-line", { hasText: "sudo" }).locator("span span").filter({ hasText: "sudo" }).first();
      await squiggle.hover();
      await page.locator(".monaco-hover", { hasText: "A build step has the rights of its USER already" }).first().waitFor();
      await picture("hover");
      await page.mouse.move(5, 5);
    });

    await test("a quick fix is applied with the keyboard and saved", async () => {
      await page.locator(".view-line", { hasText: "EXPOSE" }).click();
      await retry(async () => {
        await page.locator(".view-line", { hasText: "EXPOSE" }).click();
        await page.keyboard.press("End");
        await page.keyboard.press("Control+.");
        await page.locator(".action-widget", { hasText: "Fix: " }).waitFor({ timeout: 3000 });
      });
      await picture("quick-fix");
      await page.keyboard.press("Enter");
      await page.locator(".view-line", { hasText: /EXPOSE.80$/ }).waitFor();
      await page.keyboard.press("Control+S");
      await retry(async () => {
        if (!read("Dockerfile").includes("EXPOSE 80\n")) throw new Error(`the file holds ${read("Dockerfile")}`);
      });
    });

    await test("a finding over two files goes when the other file is saved elsewhere, and comes back", async () => {
      const finding = row("can take over the host");
      await finding.waitFor();
      write("compose.yaml", PROJECT["compose.yaml"].replace("/var/run/docker.sock:/var/run/docker.sock", "data:/data"));
      await finding.waitFor({ state: "detached" });
      write("compose.yaml", PROJECT["compose.yaml"]);
      await finding.waitFor();
    });

    await test("a configuration that appears is in force at once", async () => {
      write("dockwarden.yaml", "rules:\n  dockerfile/sudo-used: off\n");
      await row("dockerfile/sudo-used").waitFor({ state: "detached" });
      rmSync(join(files, "dockwarden.yaml"));
      await row("dockerfile/sudo-used").waitFor();
    });

    await test("a policy that appears is in force at once", async () => {
      mkdirSync(join(files, "rules"));
      const policy = `# METADATA\n# title: Service has no owner\n# description: Somebody must answer at night.\n# custom:\n#   severity: low\n#   practice: hygiene\n#   fix: none\npackage dockwarden.compose["owner-missing"]\n\ndeny contains {"message": "Nobody owns this service", "at": service} if {\n\tsome service in input.services\n\tnot service.labels.owner\n}\n`;
      write("rules/owner-missing.rego", policy);
      write("dockwarden.yaml", "policies: [rules]\n");
      await row("Nobody owns this service").waitFor();
      write("rules/owner-missing.rego", policy.replace("Nobody owns", "No team owns"));
      await row("No team owns this service").waitFor();
    });

    await test("a finding is ignored with a reason that is asked for", async () => {
      await retry(async () => {
        await page.keyboard.press("Escape");
        await page.locator(".view-line", { hasText: "sudo" }).click();
        await page.keyboard.press("End");
        await page.keyboard.press("Control+.");
        await page.locator(".action-widget", { hasText: "Ignore dockerfile/sudo-used here" }).waitFor({ timeout: 3000 });
      });
      // The first entry explains the rule.
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".quick-input-widget", { hasText: "Why is this meant?" }).waitFor();
      await page.locator(".quick-input-widget input").first().fill("needed by the installer");
      await page.keyboard.press("Enter");
      await page.locator(".view-line", { hasText: "needed" }).waitFor();
      await row("dockerfile/sudo-used").waitFor({ state: "detached" });
    });

    await test("the table of defence in depth is shown", async () => {
      await command("dockwarden: Show Defence in Depth");
      const inner = page.frameLocator("iframe.webview").last().frameLocator("iframe");
      await inner.locator("td", { hasText: "service web" }).first().waitFor({ timeout: 20_000 });
      await page.waitForTimeout(500);
      await picture("defence");
    });
  } finally {
    await browser.close();
    server.stop();
  }
  return lines;
}

/** A package without a part for Node, as the editor in a browser sees it. */
async function packedForTheWeb(folder) {
  unpacked(folder, true);
  for (const name of ["README.md", "CHANGELOG.md", "LICENSE", ".vscodeignore"]) cpSync(name, join(folder, name));
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...about, scripts: {} }));
  const vsix = join(folder, "web.vsix");
  const packed = spawnSync(resolve("node_modules/.bin/vsce"), ["package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix], { cwd: folder, encoding: "utf8" });
  if (packed.status !== 0) throw new Error(packed.stdout + packed.stderr);
  return vsix;
}

/** Keys pressed while the editor is still starting can be lost. */
async function retry(attempt, times = 8) {
  for (let left = times; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left <= 1) throw error;
      await new Promise((done) => setTimeout(done, 300));
    }
  }
}
