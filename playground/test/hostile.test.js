// Links and files that mean harm.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { checked, findings, openExample, openView, start } from "./browser.js";

let visitor;
before(async () => { visitor = await start(); });
after(() => visitor.close());

const pack = (value) => `#s=1.${deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;

/** Follows a link; gives the page, once the files in it, or the first example, are checked. */
async function follow(hash) {
  const page = await visitor.visit({ hash });
  return page;
}

/** Nothing ran, nothing was asked for elsewhere, and the page still works. */
async function unharmed(page) {
  assert.deepEqual(page.errors, []);
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
  assert.equal(await page.locator("img:not(.cm-widgetBuffer), iframe, object, embed, style:not(head style), script:not(head script)").count(), 0);
  await openExample(page, "Hardened shop, its twin");
  assert.match(await page.locator("#panel-findings .status").textContent(), /^No findings/);
  assert.equal(visitor.server.sent.hosts.size, 1);
  await page.context().close();
}

for (const [name, hash] of Object.entries({
  "no base64": "#s=1.%%%",
  "nothing": "#s=1.",
  "cut off": pack([[["Dockerfile", "FROM scratch\n".repeat(500)]], "Dockerfile", "findings"]).slice(0, 60),
  "no JSON": pack("{{{"),
  "another shape": pack({ files: 1 }),
  "no files": pack([[], "", ""]),
  "files that are numbers": pack([[[1, 2]], "", ""]),
  "a path that leaves": pack([[["../../etc/passwd", "x"]], "", ""]),
  "a path that is the prototype": pack([[["__proto__", "x"]], "", ""]),
  "a path with control characters": pack([[["a\u001b[2Jb", "x"]], "", ""]),
  "two files of one name": pack([[["a", "x"], ["a", "y"]], "", ""]),
  "too many files": pack([Array.from({ length: 101 }, (_, n) => [`f${n}`, ""]), "", ""]),
  "a bomb of a hundred megabytes": pack([[["Dockerfile", "A".repeat(100_000_000)]], "Dockerfile", "findings"]),
})) {
  test(`a link with ${name} is refused, and the example is shown`, async () => {
    const page = await follow(hash);
    assert.match(await page.locator("#notices").textContent(), /This link cannot be opened: /);
    assert.ok((await findings(page)).length > 30);
    await unharmed(page);
  });
}

const markup = `<img src=x onerror="harmed=1"><script>harmed=2</script>"'><svg onload=harmed=3>`;

test("markup in names, messages, reasons and policies stays text", async () => {
  const rego = `# METADATA\n# title: ${JSON.stringify(markup)}\n# description: ${JSON.stringify(markup)}\n# related_resources:\n#   - ref: "javascript:harmed=4"\n# custom:\n#   severity: high\n#   practice: hygiene\n#   fix: none\npackage dockwarden.compose["mine"]\n\ndeny contains {"message": sprintf("%s %s", [service.name, ${JSON.stringify(markup)}]), "at": service} if some service in input.services\n`;
  const page = await follow(pack([
    [
      [`${markup.replaceAll("/", "").replaceAll(":", "")}.yaml`, "a: b"],
      ["compose.yaml", `services:\n  ${JSON.stringify(markup)}:\n    # dockwarden: ignore=compose/privileged ${markup}\n    privileged: true\n    image: ${JSON.stringify(markup)}\n`],
      ["Dockerfile", `FROM alpine:3.22 AS x\nENV A=${JSON.stringify(markup)}\nUSER ${markup}\n`],
      ["mine.rego", rego],
    ],
    "compose.yaml", markup,
  ]));
  await page.getByLabel("suppressed").check();
  assert.ok((await findings(page)).some((message) => message.includes("<img src=x")));
  for (const item of (await page.locator(".finding > button").all()).slice(0, 8)) await item.click();
  for (const view of ["Defence in depth", "Input", "Rego", "Report"]) {
    await openView(page, view);
    await page.waitForTimeout(300);
  }
  await openView(page, "Rules");
  await page.getByLabel("Search the rules").fill("compose/mine");
  await page.locator(".rule summary").first().click();
  await page.locator(".rule .more p").first().waitFor();
  assert.equal(await page.locator("a[href^='javascript']").count(), 0);
  await page.locator(".cm-lintRange").first().hover();
  await page.locator(".cm-tooltip").first().waitFor();
  await unharmed(page);
});

const HEAD = "# METADATA\n# title: T\n# description: D.\n# custom:\n#   severity: low\n#   practice: hygiene\n#   fix: none\n";
const SERVICE = "services:\n  web:\n    image: nginx\n    privileged: true\n";

test("markup in what policies and tests print, and in names of tests, stays text", async () => {
  const rule = `${HEAD}package dockwarden.compose["mine"]\n\ndeny contains {"message": "x", "at": input} if {\n\tprint(${JSON.stringify(markup)})\n\tfalse\n}\n`;
  const tests = `package dockwarden.compose["mine_test"]\n\ntest_x if {\n\tprint(${JSON.stringify(markup)})\n\tfalse\n}\n`;
  const page = await follow(pack([[["compose.yaml", SERVICE], ["mine.rego", rule], ["mine_test.rego", tests]], "mine.rego", "rego"]));
  await page.locator(".cm-printed", { hasText: "<img src=x" }).waitFor();
  await page.locator("#panel-rego .prints", { hasText: "<script>" }).nth(1).waitFor();
  await unharmed(page);
});

test("a policy that prints without end is shown in part", async () => {
  const rule = `${HEAD}package dockwarden.compose["mine"]\n\ndeny contains {"message": "x", "at": input} if {\n\tevery n in numbers.range(1, 20000) { print(n, "${"long ".repeat(400)}") }\n}\n`;
  const page = await follow(pack([[["compose.yaml", SERVICE], ["mine.rego", rule]], "mine.rego", "rego"]));
  await page.locator("#panel-rego .policy").first().waitFor();
  assert.ok((await page.locator("#panel-rego .prints li").count()) <= 60);
  assert.ok((await page.locator("#panel-rego").textContent()).length < 100_000);
  await unharmed(page);
});

test("tests that run away are ended, and so is what fills the memory", async () => {
  const items = "some item in numbers.range(1, 99999)";
  const bodies = ["some a in numbers.range(1, 9000)\n\tsome b in numbers.range(1, 9000)\n\ta * b == -1", `s := concat("", ["xxxxxxxxxx" | ${items}])\n\tconcat("", [s | ${items}]) != ""`];
  for (const body of bodies) {
    const page = await follow(pack([[["compose.yaml", SERVICE], ["mine_test.rego", `package mine_test\n\ntest_x if {\n\t${body}\n}\n`]], "mine_test.rego", "rego"]));
    await page.locator("#panel-rego", { hasText: /ended/i }).waitFor();
    await unharmed(page);
  }
});

test("a stack of hundreds of services that all build one file is shown without harm", async () => {
  const services = Array.from({ length: 200 }, (_, n) => `  s${n}:\n    build: .\n`).join("");
  const dockerfile = `FROM alpine\n${"RUN echo a && echo b | cat\n".repeat(200)}`;
  const page = await follow(pack([[["compose.yaml", `services:\n${services}`], ["Dockerfile", dockerfile]], "compose.yaml", "input"]));
  await page.getByLabel("Document that policies see").selectOption({ label: "The stack of compose.yaml" });
  await page.locator("#panel-input", { hasText: "s199" }).waitFor();
  await unharmed(page);
});

test("names that would look like another are refused", async () => {
  for (const name of ["Docker\u202Efile", "a\u200bb", "C:\\x", "a\nb", " ", "x".repeat(300)]) {
    const page = await follow(pack([[[name, "x"]], name, "findings"]));
    assert.match(await page.locator("#notices").textContent(), /This link cannot be opened: a file in it has a name/, JSON.stringify(name));
    await unharmed(page);
  }
});

test("a link of the largest size there may be is opened, and one character more is refused", async () => {
  const made = (length) => pack([[["notes.txt", "x".repeat(length - JSON.stringify([[["notes.txt", ""]], "notes.txt", "findings"]).length)]], "notes.txt", "findings"]);
  const fits = await follow(made(2_000_000));
  assert.equal(await fits.locator("#files [role=tab]").count(), 1);
  await unharmed(fits);
  const huge = await follow(made(2_000_001));
  assert.match(await huge.locator("#notices").textContent(), /more than two million characters/);
  await unharmed(huge);
});

test("a link that is followed while the page is open replaces what is open, and a damaged one changes nothing", async () => {
  const page = await follow(pack([[["compose.yaml", SERVICE]], "compose.yaml", "findings"]));
  await page.evaluate((hash) => { location.hash = hash; }, pack([[["compose.yaml", "services: {}\n"]], "compose.yaml", "report"]).slice(1));
  await page.locator("#tab-report[aria-selected=true]").waitFor();
  await page.evaluate((hash) => { location.hash = hash; }, "s=1.damaged");
  await page.waitForFunction(() => document.getElementById("notices").textContent.includes("cannot be opened"));
  assert.equal(await page.locator("#files [role=tab]").count(), 1);
  await unharmed(page);
});

test("names of an object's own things are names of files", async () => {
  const page = await follow(pack([[["toString", "x"], ["constructor", "y"], ["compose.yaml", "services: {}\n"]], "constructor", "constructor"]));
  assert.deepEqual(await page.locator("#files [role=tab]").evaluateAll((all) => all.map((tab) => tab.firstChild.textContent)), ["toString", "constructor", "compose.yaml"]);
  const saved = page.waitForEvent("download");
  await page.locator("#tools").getByRole("button", { name: "Download" }).click();
  await saved;
  await unharmed(page);
});

test("a bomb of aliases is told and ended", async () => {
  const levels = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(", ")}]`);
  const page = await follow(pack([[["compose.yaml", `a0: &a0 x\n${levels.join("\n")}\nservices:\n  web:\n    image: nginx\n    labels: *a30\n`]], "compose.yaml", "findings"]));
  assert.ok((await findings(page)).length > 0);
  await unharmed(page);
});

test("a long line, deep nesting and a large file do no harm", async () => {
  const page = await follow(pack([[
    ["Dockerfile", `FROM alpine\nRUN ${"echo x && ".repeat(20_000)} true\nRUN ${"$(".repeat(3000)}\n`],
    ["compose.yaml", `services: ${"[".repeat(5000)}\n`],
    ["daemon.json", `${"{\"a\":".repeat(5000)}\n`],
  ], "Dockerfile", "findings"]));
  assert.ok((await findings(page)).length > 0);
  await unharmed(page);
});

test("brackets that nest too deeply for the editor's parsers are shown without colours", async () => {
  for (const [path, text] of [["compose.yaml", `services: ${"[".repeat(50_000)}\n`], ["daemon.json", `${'{"a":'.repeat(50_000)}\n`]]) {
    const page = await follow(pack([[[path, text]], path, "findings"]));
    assert.match(await page.locator(".cm-content").textContent(), path === "compose.yaml" ? /^services: \[\[\[/ : /^\{"a":\{"a":/);
    await unharmed(page);
  }
});

test("a policy that runs away is ended, again and again, and what is typed meanwhile is checked", async () => {
  const rego = `# METADATA\n# title: Loop\n# description: Loops.\n# custom:\n#   severity: low\n#   practice: hygiene\n#   fix: none\npackage dockwarden.compose["loop"]\n\ndeny contains {"message": "x", "at": input} if {\n\tsome a in numbers.range(1, 5000)\n\tsome b in numbers.range(1, 5000)\n\ta * b == -1\n}\n`;
  const started = Date.now();
  const page = await follow(pack([[["compose.yaml", "services:\n  web:\n    image: nginx\n    privileged: true\n"], ["loop.rego", rego]], "compose.yaml", "findings"]));
  assert.ok(Date.now() - started < 12_000);
  assert.match(await page.locator("#panel-findings").textContent(), /ran for longer than a second/);
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("    pid: host\n");
  await checked(page);
  assert.ok((await findings(page)).some((message) => /PID|process/i.test(message)));
  await unharmed(page);
});

test("a policy that asks for the network or recurses is refused", async () => {
  const head = "# METADATA\n# title: T\n# description: D.\n# custom:\n#   severity: low\n#   practice: hygiene\n#   fix: none\n";
  const net = `${head}package dockwarden.compose["net"]\n\ndeny contains {"message": "x", "at": input} if http.send({"method": "get", "url": "https://example.com"})\n`;
  const self = `${head}package dockwarden.compose["self"]\n\nf(x) := f(x)\n\ndeny contains {"message": "x", "at": input} if f(1)\n`;
  for (const rego of [net, self]) {
    const page = await follow(pack([[["compose.yaml", "services: {}\n"], ["bad.rego", rego]], "bad.rego", "rego"]));
    await page.locator("#panel-rego", { hasText: "cannot be used" }).waitFor();
    await unharmed(page);
  }
});
