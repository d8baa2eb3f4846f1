// Each feature as a visitor would use it.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync, strFromU8 } from "fflate";
import { addFile, answer, checked, drop, findings, openExample, openFile, openView, read, start, write } from "./browser.js";

let visitor;
let page;
before(async () => { visitor = await start(); });
after(() => visitor.close());
beforeEach(async () => { page = await visitor.visit(); });
afterEach(async () => {
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

const tabs = () => page.locator("#files [role=tab]").evaluateAll((all) => all.map((tab) => tab.firstChild.textContent));
const list = () => page.locator("#panel-findings .finding");
const selection = () => page.evaluate(() => String(getSelection()));
const shown = () => page.locator("#files [aria-selected=true]").evaluate((tab) => tab.firstChild.textContent);

test("the first visit shows findings of the insecure shop, marked in the text", async () => {
  const messages = await findings(page);
  assert.ok(messages.length > 30);
  assert.ok(messages.includes('Service "api" runs privileged'));
  await page.locator(".cm-lintRange-error").first().waitFor();
  await page.locator(".cm-gutter-lint .cm-lint-marker-error").first().waitFor();
  assert.match(await page.locator("#tab-findings").textContent(), /Findings \(\d+\)/);
});

test("typing checks again, and what is mended is gone", async () => {
  await addFile(page, "other/Dockerfile", "FROM alpine:latest\nUSER 10001\n");
  const here = page.locator(".finding .place", { hasText: "other/Dockerfile" });
  assert.ok((await here.count()) > 0);
  await write(page, "FROM scratch\nCOPY app /app\nUSER 10001\nENTRYPOINT [\"/app\"]\n");
  assert.equal(await here.count(), 0);
});

test("hovering tells why, with links and what can be done, of the worst finding first", async () => {
  await page.locator(".cm-lintRange-error").first().hover();
  const card = page.locator(".cm-tooltip .card").first();
  await card.locator(".about p").waitFor();
  assert.match(await card.locator(".severity").textContent(), /^(critical|high)$/);
  assert.ok((await card.locator("a[href^='https://']").count()) > 0);
  assert.equal(await card.locator("a").first().getAttribute("rel"), "noopener noreferrer");
});

test("files are added, renamed and deleted, and a deleted one can be had back", async () => {
  const before = await tabs();
  await addFile(page, "extra.env", "A=1\n");
  assert.deepEqual(await tabs(), [...before, "extra.env"]);
  await page.getByRole("button", { name: "Rename this file" }).click();
  await page.getByLabel("New path").fill("conf/extra.env");
  await answer(page, "Rename");
  assert.deepEqual(await tabs(), [...before, "conf/extra.env"]);
  await page.getByRole("button", { name: "Delete this file" }).click();
  assert.deepEqual(await tabs(), before);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  assert.deepEqual(await tabs(), [...before, "conf/extra.env"]);
  assert.equal(await read(page), "A=1\n");
});

test("files are renamed and deleted with the keyboard, and a double click renames, too", async () => {
  await openFile(page, "daemon.json");
  const tab = page.locator("#files").getByRole("tab", { name: "daemon.json" });
  await tab.focus();
  await page.keyboard.press("F2");
  await page.getByLabel("New path").fill("etc/daemon.json");
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
  await checked(page);
  assert.ok((await tabs()).includes("etc/daemon.json"));
  assert.ok((await page.locator(".finding .place", { hasText: "etc/daemon.json" }).count()) > 0);
  await page.locator("#files").getByRole("tab", { name: "etc/daemon.json" }).dblclick();
  assert.equal(await page.getByLabel("New path").inputValue(), "etc/daemon.json");
  await answer(page, "Cancel");
  await page.locator("#files").getByRole("tab", { name: "etc/daemon.json" }).focus();
  await page.keyboard.press("Delete");
  await checked(page);
  assert.ok(!(await tabs()).some((path) => path.includes("daemon.json")));
  assert.equal(await page.locator(".finding .place", { hasText: "daemon.json" }).count(), 0);
});

test("the last file can be deleted, and the page says what to do", async () => {
  for (let left = (await tabs()).length; left > 0; left -= 1) await page.getByRole("button", { name: "Delete this file" }).click();
  await checked(page);
  assert.deepEqual(await tabs(), []);
  assert.match(await page.locator("#panel-findings").textContent(), /No file is open/);
  await addFile(page, "Dockerfile", "FROM alpine:latest\n");
  assert.ok((await findings(page)).length > 0);
});

test("a folder that is dropped becomes the project, without what is no text or another's", async () => {
  const made = folder({
    "shop/compose.yaml": "services:\n  web:\n    build: ./web\n    privileged: true\n",
    "shop/web/Dockerfile": "FROM alpine:latest\n",
    "shop/web/.dockerignore": "*.pem\n",
    "shop/.env": "A=1\n",
    "shop/logo.png": new Uint8Array([0x89, 0x50, 0xff, 0xfe, 0]),
    "shop/node_modules/x/Dockerfile": "FROM x\n",
  });
  await drop(page, [join(made, "shop")]);
  assert.match(await page.locator("#notices").textContent(), /Opened 4 files; left out 1 /);
  assert.deepEqual(await tabs(), ["compose.yaml", "web/Dockerfile", ".env", "web/.dockerignore"]);
  assert.equal(await shown(), "compose.yaml");
  assert.ok((await findings(page)).includes('Service "web" runs privileged'));
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await checked(page);
  assert.ok((await tabs()).includes("daemon.json"));
});

test("several files and folders that are dropped keep their names", async () => {
  const made = folder({ "a/Dockerfile": "FROM alpine:latest\n", "b/Dockerfile": "FROM debian:latest\n", "rule.rego": "package x\n" });
  await drop(page, [join(made, "a"), join(made, "b"), join(made, "rule.rego")]);
  const now = await tabs();
  for (const path of ["a/Dockerfile", "b/Dockerfile", "rule.rego"]) assert.ok(now.includes(path), path);
  assert.equal(await readOf("b/Dockerfile"), "FROM debian:latest\n");
});

test("what was dropped over open files can be taken back", async () => {
  const made = folder({ "compose.yaml": "services: {}\n" });
  const before = await readOf("compose.yaml");
  await drop(page, [join(made, "compose.yaml")]);
  assert.equal(await readOf("compose.yaml"), "services: {}\n");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await checked(page);
  assert.equal(await readOf("compose.yaml"), before);
});

test("an .env file gives variables their values", async () => {
  await addFile(page, "v/compose.yaml", "services:\n  web:\n    image: alpine:3.22\n    privileged: ${P}\n");
  const found = page.locator(".finding", { hasText: "v/compose.yaml" }).filter({ hasText: "compose/privileged" });
  assert.equal(await found.count(), 0);
  await addFile(page, "v/.env", "P=true\n");
  assert.equal(await found.count(), 1);
});

test("a .dockerignore keeps files out of the image", async () => {
  await addFile(page, "v/compose.yaml", "services:\n  web:\n    build: .\n");
  await addFile(page, "v/Dockerfile", "FROM scratch\nCOPY . /app/\nUSER 10001\n");
  await addFile(page, "v/.env", "DB_PASSWORD=x\n");
  const found = page.locator(".finding .place", { hasText: "v/Dockerfile" }).filter({ hasText: "stack/secret-file-in-context" });
  assert.equal(await found.count(), 1);
  await addFile(page, "v/.dockerignore", ".env\n");
  assert.equal(await found.count(), 0);
});

test("a name that cannot be is refused with the reason", async () => {
  await page.getByRole("button", { name: "Add a file" }).click();
  const input = page.getByLabel("Path, such as");
  for (const name of ["../etc/passwd", "/root", "a//b", "compose.yaml"]) {
    await input.fill(name);
    assert.notEqual(await input.evaluate((field) => field.validationMessage), "", name);
  }
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
});

test("each file has its own history", async () => {
  await openFile(page, "daemon.json");
  const text = await read(page);
  await write(page, "{}\n");
  await openFile(page, "compose.yaml");
  await openFile(page, "daemon.json");
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal(await read(page), text);
});

test("the list is walked with arrow keys, and a finding leads to its place", async () => {
  await list().first().locator("> button").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const focused = await page.evaluate(() => document.activeElement.querySelector(".message").textContent);
  assert.equal(focused, (await findings(page))[2]);
  await page.keyboard.press("Enter");
  await page.locator(".finding .more .about p").waitFor();
  await list().nth(2).getByRole("button", { name: "Show in file" }).click();
  assert.ok((await selection()).length > 0);
});

test("the editor is left with Tab, and F8 goes to the next finding", async () => {
  await openFile(page, "compose.yaml");
  await page.locator(".cm-content").click();
  const before = await page.evaluate(() => document.querySelector("#editor .cm-content").contains(document.activeElement));
  assert.ok(before);
  await page.keyboard.press("F8");
  assert.ok((await selection()).length > 0);
  await page.keyboard.press("Tab");
  assert.ok(!(await page.evaluate(() => document.querySelector("#editor .cm-content").contains(document.activeElement))));
});

test("severities and words filter the list", async () => {
  const all = (await findings(page)).length;
  await page.getByRole("button", { name: /\d+ medium/ }).click();
  assert.equal(await page.locator(".finding .severity.medium").count(), 0);
  assert.ok((await findings(page)).length < all);
  await page.getByRole("button", { name: /\d+ medium/ }).click();
  await page.getByLabel("Filter findings").fill("privileged api");
  for (const text of await list().allTextContents()) assert.match(text.toLowerCase(), /privileged/);
  assert.ok((await list().count()) >= 1);
});

test("of hundreds of findings the worst are listed, and the rest when asked for", async () => {
  const services = Array.from({ length: 400 }, (_, n) => `  s${n}:\n    image: alpine:3.22\n`).join("");
  await addFile(page, "many/compose.yaml", `services:\n${services}`);
  assert.equal(await list().count(), 300);
  await page.getByRole("button", { name: /^Show all \d+$/ }).click();
  assert.ok((await list().count()) > 400);
});

test("a fix is shown before it is made, and can be taken back", async () => {
  await openFile(page, "compose.yaml");
  const before = await read(page);
  await page.getByLabel("Filter findings").fill("compose/privileged");
  await list().first().locator("> button").click();
  await list().first().getByRole("button", { name: /^Fix/ }).click();
  await page.locator("dialog .cm-deletedChunk, dialog .cm-changedLine").first().waitFor();
  await answer(page, "Cancel");
  assert.equal(await read(page), before);
  await list().first().getByRole("button", { name: /^Fix/ }).click();
  await answer(page, "Apply");
  await checked(page);
  assert.ok(!(await read(page)).includes("privileged: true"));
  assert.equal(await list().count(), 0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await checked(page);
  assert.equal(await read(page), before);
});

test("all fixes at once, over several files, taken back at once", async () => {
  const count = (await findings(page)).length;
  await page.getByRole("button", { name: "Fix all…" }).click();
  await page.locator("dialog .warning").waitFor();
  assert.ok((await page.locator("dialog h3").count()) >= 2);
  await answer(page, "Apply");
  await checked(page);
  assert.ok((await findings(page)).length < count);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await checked(page);
  assert.equal((await findings(page)).length, count);
});

test("a finding is suppressed with a reason, which the list can show", async () => {
  await page.getByLabel("Filter findings").fill("compose/privileged");
  await list().first().locator("> button").click();
  await list().first().getByRole("button", { name: "Suppress…" }).click();
  await page.getByLabel("Why is it meant to be so?").fill("needs the device, see issue 12");
  await answer(page, "Suppress");
  await page.waitForFunction(() => document.getElementById("notices").textContent.includes("suppressed"));
  await checked(page);
  assert.equal(await list().count(), 0);
  await page.getByLabel("suppressed").check();
  assert.match(await list().first().textContent(), /needs the device, see issue 12/);
  await openFile(page, "compose.yaml");
  assert.match(await read(page), /\n {4}# dockwarden: ignore=compose\/privileged needs the device, see issue 12\n {4}privileged: true/);
});

test("what has no comments is suppressed in dockwarden.yaml, with the reason", async () => {
  await page.getByLabel("Filter findings").fill("daemon/");
  const rule = await list().first().locator(".place code").textContent();
  await list().first().locator("> button").click();
  await list().first().getByRole("button", { name: "Suppress…" }).click();
  await page.getByLabel("Why is it meant to be so?").fill("the lab has no network");
  await answer(page, "Suppress");
  await openFile(page, "dockwarden.yaml");
  assert.equal(await read(page), `rules:\n  ${rule}: off # the lab has no network\n`);
  assert.equal(await page.locator(".finding code", { hasText: rule }).count(), 0);
});

test("no finding is suppressed without a reason", async () => {
  await list().first().locator("> button").click();
  await list().first().getByRole("button", { name: "Suppress…" }).click();
  const before = await list().count();
  await page.locator("dialog").getByRole("button", { name: "Suppress", exact: true }).click();
  assert.match(await page.locator("#dialog-input").evaluate((field) => field.validationMessage), /Say why/);
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  assert.equal(await list().count(), before);
});

test("a long instruction is suppressed above itself", async () => {
  await addFile(page, "x/Dockerfile", "FROM alpine:3.22\nRUN echo a \\\n    && wget --no-check-certificate -qO- https://get.example.com/install.sh | sh\nUSER 10001\n");
  await page.getByLabel("Filter findings").fill("x/Dockerfile tls-verification");
  await list().first().locator("> button").click();
  await list().first().getByRole("button", { name: "Suppress…" }).click();
  await page.getByLabel("Why is it meant to be so?").fill("a test");
  await answer(page, "Suppress");
  await page.waitForFunction(() => document.getElementById("notices").textContent.includes("suppressed"));
  await checked(page);
  assert.equal(await list().count(), 0);
});

test("the table of layers leads to the places that decide", async () => {
  await openView(page, "Defence in depth");
  const table = page.locator("table.depth");
  assert.match(await table.textContent(), /api.*db.*proxy/s);
  await table.getByRole("button", { name: /Privileges of api: missing/ }).click();
  assert.equal(await shown(), "compose.yaml");
  assert.ok((await selection()).length > 0);
});

test("every cell of the table leads somewhere", async () => {
  await openView(page, "Defence in depth");
  const cells = page.locator("table.depth button.layer");
  const count = await cells.count();
  assert.ok(count >= 44);
  for (let at = 0; at < count; at += 1) {
    const label = await cells.nth(at).getAttribute("aria-label");
    await cells.nth(at).click();
    assert.match(await shown(), /compose\.yaml|Dockerfile|daemon\.json/, label);
    // What is missing is missing at a place.
    if (/: missing, /.test(label)) assert.ok((await selection()).length > 0, label);
  }
});

test("nodes of the input and the text mark each other", async () => {
  await openFile(page, "compose.yaml");
  await openView(page, "Input");
  const node = page.locator("#panel-input button.node", { hasText: /^privileged: true$/ }).first();
  await page.locator(".cm-line", { hasText: "privileged: true" }).click();
  await node.waitFor();
  await node.click();
  assert.equal(await page.locator(".cm-node").textContent(), "privileged: true");
  await page.locator(".cm-line", { hasText: "network_mode: host" }).click();
  assert.match(await page.locator("#panel-input .at-cursor").textContent(), /network_mode|host/);
});

test("nodes of a stack and the text of all its files mark each other", async () => {
  await openView(page, "Input");
  await page.getByLabel("Document that policies see").selectOption({ label: "The stack of compose.yaml" });
  await openFile(page, "api/Dockerfile");
  await page.locator(".cm-line", { hasText: /^FROM / }).first().click();
  const marked = page.locator("#panel-input .at-cursor");
  await marked.waitFor();
  const of = () => marked.evaluate((line) => {
    const names = [];
    for (let up = line; up && !up.classList.contains("tree"); up = up.parentElement) {
      const name = up.matches(".branch, .leaf") && up.querySelector(":scope > .node > .key")?.textContent;
      if (name) names.unshift(name);
    }
    return names.join(".");
  });
  assert.match(await of(), /^input\.(services\.api\.stage|dockerfiles)/);
  await openFile(page, "daemon.json");
  await page.locator(".cm-line", { hasText: "iptables" }).click();
  assert.match(await of(), /^input\.daemon\./);
  // From the tree to another file than the shown one.
  const posture = page.locator("#panel-input .branch", { has: page.locator("> .node > .key", { hasText: /^posture$/ }) }).first();
  if (!(await posture.isVisible())) await openNode("services", "api");
  await openNode("services", "api", "posture");
  await page.locator("#panel-input button.node", { hasText: /^user$/ }).first().click();
  assert.notEqual(await shown(), "daemon.json");
  assert.ok((await page.locator(".cm-node").textContent()).length > 0);
});

/** The text of a file, which is opened for it. */
async function readOf(path) {
  await openFile(page, path);
  return read(page);
}

/** A new folder with these files, which is removed at the end. */
function folder(files) {
  const made = mkdtempSync(join(tmpdir(), "dockwarden-"));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    writeFileSync(join(made, path), content);
  }
  return made;
}

/** Unfolds the branches of the input by their names, from the root. */
async function openNode(...names) {
  let at = page.locator("#panel-input .tree > .branch");
  for (const name of names) {
    at = at.locator("> details > .branch").filter({ has: page.locator("> .node > .key", { hasText: new RegExp(`^${name}$`) }) });
    if (!(await at.locator("> details").evaluate((box) => box.open))) await at.locator("> details > summary").click();
  }
  return at;
}

test("the input shows variables as dockwarden.yaml sets them, and what was unfolded stays so while typing", async () => {
  await addFile(page, "x/Dockerfile", "ARG BASE\nFROM $BASE\n");
  await addFile(page, "dockwarden.yaml", "build-args:\n  BASE: alpine:3.22\n");
  await openFile(page, "x/Dockerfile");
  await openView(page, "Input");
  await page.getByLabel("Document that policies see").selectOption({ label: "The shown file" });
  const base = await openNode("stages", "0", "base", "image");
  assert.match(await base.textContent(), /value: "alpine:3\.22"/);
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("USER 10001\n");
  await checked(page);
  await page.locator("#panel-input", { hasText: "10001" }).waitFor();
  assert.match(await page.locator("#panel-input").textContent(), /value: "alpine:3\.22"/);
});

test("a file that no policy judges by itself says so in the input", async () => {
  await addFile(page, ".env", "A=1\n");
  await openView(page, "Input");
  await page.locator("#panel-input", { hasText: ".env is not a file that policies judge by itself" }).waitFor();
});

test("rules are found, explained and set in dockwarden.yaml", async () => {
  await openView(page, "Rules");
  await page.getByLabel("Search the rules").fill("compose/privileged");
  const rule = page.locator(".rule", { hasText: "compose/privileged" }).first();
  await rule.locator("summary").first().click();
  await rule.locator(".more p").first().waitFor();
  assert.match(await rule.textContent(), /cis: 5\.5/);
  await rule.getByLabel("Severity of compose/privileged").selectOption("low");
  await checked(page);
  await openFile(page, "dockwarden.yaml");
  assert.equal(await read(page), "rules:\n  compose/privileged: low\n");
  await rule.getByLabel("compose/privileged is on").uncheck();
  await checked(page);
  assert.match(await read(page), /severity: low\n {4}enabled: false/);
  await openView(page, "Findings");
  await page.getByLabel("Filter findings").fill("compose/privileged");
  assert.equal(await list().count(), 0);
});

test("parameters of a rule are set, and comments of the configuration stay", async () => {
  await addFile(page, "dockwarden.yaml", "# ours\nset: strict\n");
  await openView(page, "Rules");
  await page.getByLabel("Search the rules").fill("registry");
  await page.locator(".rule summary").first().click();
  const field = page.locator(".rule .parameter input").first();
  await field.waitFor();
  await field.fill("[registry.example.com]");
  await field.press("Enter");
  await checked(page);
  assert.match(await read(page), /^# ours\nset: strict\nrules:\n {2}\S+:\n {4}\S+:\n? *.*registry\.example\.com/);
  assert.equal(await page.locator(".finding .severity.problem").count(), 0);
});

test("a configuration with a mistake is marked where it is", async () => {
  await addFile(page, "dockwarden.yaml", "set: recomended\n");
  await page.locator(".cm-lintRange-error").first().waitFor();
  assert.match(await list().first().textContent(), /dockwarden\.yaml:1/);
  assert.ok((await findings(page)).length > 30);
});

test("the report is there in three formats, to copy and to save", async () => {
  await openView(page, "Report");
  const text = page.locator("#panel-report pre");
  await page.waitForFunction(() => document.querySelector("#panel-report pre").textContent.length > 100);
  await page.getByLabel("Format of the report").selectOption("sarif");
  await page.waitForFunction(() => document.querySelector("#panel-report pre").textContent.startsWith("{"));
  assert.equal(JSON.parse(await text.textContent()).version, "2.1.0");
  const saved = page.waitForEvent("download");
  await page.locator("#panel-report").getByRole("button", { name: "Download" }).click();
  assert.equal((await saved).suggestedFilename(), "dockwarden.sarif");
  await page.getByLabel("Format of the report").selectOption("json");
  await page.waitForFunction(() => document.querySelector("#panel-report pre").textContent.includes('"fingerprint"'));
  await page.locator("#panel-report").getByRole("button", { name: "Copy" }).click();
  await page.waitForFunction(() => document.getElementById("notices").textContent.includes("Copied"));
  assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).version, 1);
});

/** The part of the Rego view that is about one file. */
const card = (path) => page.locator("#panel-rego .policy").filter({ has: page.locator("h3", { hasText: path }) });

test("before the first rule, the tab tells how to write one", async () => {
  await openView(page, "Rego");
  assert.match(await page.locator("#panel-rego .lesson").textContent(), /Start from a template/);
});

for (const [kind, file] of Object.entries({ dockerfile: "api/Dockerfile", compose: "compose.yaml", daemon: "daemon.json", stack: "api/Dockerfile" })) {
  test(`the template of a rule for ${kind} finds something at once, and its tests pass`, async () => {
    await openFile(page, "daemon.json");
    if (kind === "daemon") await write(page, '{"debug": true}\n');
    if (kind === "stack") {
      // The image decides whom the service runs as.
      await openFile(page, "compose.yaml");
      await write(page, (await read(page)).replace("    user: root\n", ""));
    }
    await openView(page, "Rego");
    await page.getByRole("button", { name: `New rule for ${kind}` }).click();
    await checked(page);
    await card("my-rule.rego").getByText(file, { exact: false }).first().waitFor();
    assert.match(await card("my-rule.rego").locator("h3").textContent(), /[1-9]\d* findings?$/);
    await card("my-rule_test.rego").getByText("2 of 2 tests passed").waitFor();
    await card("my-rule.rego").getByText(/^Tests reach \d+ of \d+ lines\.$/).waitFor();
    assert.ok((await page.locator("#panel-findings .place", { hasText: `${kind}/my-rule` }).count()) > 0);
  });
}

test("two rules at once have names of their own", async () => {
  await openView(page, "Rego");
  for (const kind of ["compose", "dockerfile"]) await page.getByRole("button", { name: `New rule for ${kind}` }).click();
  await checked(page);
  await card("my-rule_test.rego").getByText("2 of 2 tests passed").waitFor();
  await card("my-rule-2_test.rego").getByText("2 of 2 tests passed").waitFor();
});

test("a test that fails is told, leads to its place, and passes again when it is mended", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing_test.rego");
  const good = await read(page);
  await write(page, good.replace("== 1", "== 7"));
  await card("owner-missing_test.rego").getByText("1 of 2 tests passed").waitFor();
  await openFile(page, "compose.yaml");
  const failed = card("owner-missing_test.rego").locator("li", { hasText: "failed" });
  await failed.getByRole("button").first().click();
  assert.equal(await shown(), "owner-missing_test.rego");
  assert.equal(await selection(), "test_service_without_owner_is_found");
  await write(page, good);
  await card("owner-missing_test.rego").getByText("2 of 2 tests passed").waitFor();
});

test("a test that cannot be read is marked in its text, and the rule goes on", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing_test.rego");
  await write(page, (await read(page)).replace("test_owner_passes if {", "test_owner_passes if if {"));
  await page.locator("#editor .cm-lintRange-error").first().waitFor();
  await card("owner-missing_test.rego").getByText("cannot be run").waitFor();
  assert.match(await card("owner-missing.rego").textContent(), /1 finding/);
});

test("tests wait while their policy cannot be used", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing.rego");
  await write(page, (await read(page)).replace("some service in", "some service on"));
  await card("owner-missing_test.rego").getByText("waits for policies that can be used").waitFor();
});

test("what a policy prints stands beside its line and in the list, which leads to the line", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing.rego");
  await write(page, (await read(page)).replace("some service in input.services\n", 'some service in input.services\n\tprint("looking at", service.name)\n'));
  await page.locator("#editor .cm-line", { hasText: "print(" }).locator(".cm-printed", { hasText: "looking at" }).waitFor();
  const prints = card("owner-missing.rego").locator(".prints");
  assert.match(await prints.textContent(), /looking at queue.*compose\.yaml/s);
  assert.match(await prints.textContent(), /looking at web/);
  await openFile(page, "compose.yaml");
  await prints.getByRole("button").first().click();
  assert.equal(await shown(), "owner-missing.rego");
  const line = await page.evaluate(() => document.querySelector("#editor .cm-activeLine").textContent);
  assert.match(line, /print\("looking at"/);
});

test("what tests print stands under the test", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing_test.rego");
  await write(page, (await read(page)).replace("test_owner_passes if {\n", 'test_owner_passes if {\n\tprint("hello from the test")\n'));
  const row = card("owner-missing_test.rego").locator("ul > li", { hasText: "test_owner_passes" }).first();
  await row.locator(".prints", { hasText: "hello from the test" }).waitFor();
});

test("the margin of a policy and a line in the tab tell what the tests reach", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing.rego");
  const count = (kind) => page.locator(`#editor .cm-reach .${kind}`).count();
  await page.locator("#editor .cm-reach .reached").first().waitFor();
  assert.equal(await count("missed"), 0);
  await write(page, `${await read(page)}\ndeny contains {"message": "never", "at": input} if {\n\tinput.nowhere\n\tinput.neither\n}\n`);
  const told = card("owner-missing.rego").locator(".reach");
  await page.waitForFunction(() => /not lines? .*\d+\.$/.test(document.querySelector("#panel-rego .reach")?.textContent ?? ""));
  assert.ok((await count("missed")) >= 1);
  await openFile(page, "compose.yaml");
  assert.equal(await count("reached"), 0);
  await told.getByRole("button").last().click();
  assert.equal(await shown(), "owner-missing.rego");
});

test("tests that run away are ended with a clear word, and the page goes on", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing_test.rego");
  const good = await read(page);
  await write(page, `${good}\ntest_endless if {\n\tsome a in numbers.range(1, 9000)\n\tsome b in numbers.range(1, 9000)\n\ta * b == -1\n}\n`);
  await page.locator("#panel-rego", { hasText: "Ended: the tests ran for longer than two seconds." }).waitFor();
  assert.match(await card("owner-missing.rego").textContent(), /1 finding/);
  await write(page, good);
  await card("owner-missing_test.rego").getByText("2 of 2 tests passed").waitFor();
});

test("errors of a policy are placed in its text, and the findings of the rules stay", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing.rego");
  const good = await read(page);
  for (const bad of [good.replace("some service in", "some service on"), good.replace("service.name", "nobody.name")]) {
    await write(page, bad);
    await page.locator("#editor .cm-lintRange-error").first().waitFor();
    assert.match(await page.locator("#panel-rego .policy").first().textContent(), /cannot be used/);
    await page.locator("#panel-findings .finding", { hasText: "no-new-privileges" }).first().waitFor({ state: "attached" });
  }
  await write(page, good);
  assert.match(await page.locator("#panel-rego .policy").first().textContent(), /1 finding/);
});

test("a runaway policy is ended with a clear word, and the page goes on", async () => {
  await openExample(page, "A rule of your own");
  await openFile(page, "owner-missing.rego");
  const good = await read(page);
  const all = await findings(page);
  await write(page, good.replace("some service in input.services", "some service in input.services\n\tsome a in numbers.range(1, 4000)\n\tsome b in numbers.range(1, 4000)\n\ta * b == -1"));
  assert.match(await page.locator("#panel-rego .policy").first().textContent(), /ran for longer than a second/);
  const [ended, ...others] = await findings(page);
  assert.match(ended, /^Ended: your policies ran for longer than a second/);
  assert.deepEqual(others, all.filter((message) => !message.includes("names no owner")));
  await write(page, good);
  assert.deepEqual(await findings(page), all);
});

test("a link holds the files, the shown one and the view", async () => {
  await openExample(page, "Practice: network");
  await openFile(page, "daemon.json");
  await write(page, '{"icc": true, "labels": ["naïve=\u{1F433}"]}\n');
  await openView(page, "Rules");
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => document.getElementById("notices").textContent.includes("Copied a link"));
  const address = await page.evaluate(() => navigator.clipboard.readText());
  const other = await visitor.visit({ hash: new URL(address).hash });
  assert.equal(await read(other), '{"icc": true, "labels": ["naïve=\u{1F433}"]}\n');
  assert.equal(await other.locator("#tab-rules").getAttribute("aria-selected"), "true");
  assert.equal(visitor.server.sent.hosts.size, 1);
  assert.deepEqual(other.errors, []);
  await other.context().close();
});

test("a reload keeps what was typed", async () => {
  await openFile(page, "daemon.json");
  await write(page, '{"debug": true}\n');
  await page.waitForTimeout(300);
  await page.reload();
  await checked(page);
  assert.equal(await read(page), '{"debug": true}\n');
});

test("the zip holds all files as they are", async () => {
  await addFile(page, "a/b.env", "X=1\n");
  const saved = page.waitForEvent("download");
  await page.locator("#tools").getByRole("button", { name: "Download" }).click();
  const entries = unzipSync(new Uint8Array(await readFile(await (await saved).path())));
  assert.equal(strFromU8(entries["a/b.env"]), "X=1\n");
  assert.deepEqual(Object.keys(entries), await tabs());
});

test("files with the line endings of Windows keep them", async () => {
  const text = "FROM node:latest\r\nCMD [\"node\"]\r\n";
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "Dockerfile"));
    return data;
  }, text);
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await page.waitForFunction(() => document.getElementById("notices").textContent.includes("Added 1 file"));
  await checked(page);
  assert.equal(await read(page), text.replaceAll("\r\n", "\n"));
  await page.getByRole("button", { name: "Fix all…" }).click();
  await answer(page, "Apply");
  await checked(page);
  const saved = page.waitForEvent("download");
  await page.locator("#tools").getByRole("button", { name: "Download" }).click();
  const entries = unzipSync(new Uint8Array(await readFile(await (await saved).path())));
  const after = strFromU8(entries.Dockerfile);
  assert.equal(after.replaceAll("\r\n", "").includes("\n"), false);
});

test("the page's policy lets no text become code", async () => {
  // Later, as a script of the page would: what a test evaluates at once may do more.
  const refused = await page.evaluate(() => new Promise((resolve) => setTimeout(() => {
    const tries = [() => (0, eval)("1"), () => new Function("return 1"), () => { document.body.innerHTML = "<b>x</b>"; }];
    resolve(tries.map((one) => {
      try {
        one();
        return false;
      } catch {
        return true;
      }
    }));
  })));
  assert.deepEqual(refused, [true, true, true]);
  page.errors.length = 0;
});

test("it works without a network after the first visit", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(async () => (await caches.keys()).length > 0 && navigator.serviceWorker.controller !== null);
  await page.context().setOffline(true);
  await page.reload();
  await checked(page);
  await openExample(page, "Practice: secrets");
  assert.ok((await findings(page)).length > 3);
});

test("light and dark can be chosen, and the choice stays", async () => {
  const surface = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const first = await surface();
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  const second = await surface();
  assert.notEqual(first, second);
  await page.reload();
  await checked(page);
  assert.equal(await surface(), second);
});

test("every example opens, and each practice shows in its findings", async () => {
  const titles = await page.getByLabel("Examples").locator("option").allTextContents();
  assert.ok(titles.length > 15);
  for (const title of titles.slice(1)) {
    await openExample(page, title);
    const status = await page.locator("#panel-findings .status").textContent();
    const clean = /Hardened|Multi-stage/.test(title);
    assert.equal(/^No findings/.test(status), clean, `${title}: ${status}`);
    assert.equal(await page.locator(".finding .severity.problem").count(), 0, title);
  }
});
