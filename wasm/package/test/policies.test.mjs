// For authors of policies: what they print, what their tests say, what a stack looks like to them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { Dockwarden } from "../dist/index.js";
import { DockwardenWorker } from "../dist/worker.js";
import { command, files, folder, root, write } from "./files.mjs";

const compose = { path: "compose.yaml", content: "services:\n  web:\n    image: nginx\n" };
const about = "# METADATA\n# title: Own\n# description: Own.\n# custom:\n#   severity: high\n#   practice: naming\n#   fix: none\n";
const rule = {
  path: "own.rego",
  text: `${about}package dockwarden.compose.own

deny contains {"message": "found", "at": service} if {
\tsome name, service in input.services
\tprint("looked at", name)
\tservice.privileged
\tservice.pid == "host"
}
`,
};
const tests = {
  path: "own_test.rego",
  text: `package dockwarden.compose.own_test

import data.dockwarden.compose.own as rule

test_plain_passes if count(rule.deny) == 0 with input as {"services": {"a": {"@": 1}}}

test_wrong if count(rule.deny) == 5 with input as {"services": {}}
`,
};

test("what a policy prints is in the report, with its place and the file that it judged", async () => {
  const dockwarden = await Dockwarden.create({ policies: [rule] });
  const report = dockwarden.check([compose]);
  assert.deepEqual(report.prints, [{ path: "own.rego", line: 11, text: "looked at web", of: "compose.yaml" }]);
  assert.deepEqual((await Dockwarden.create()).check([compose]).prints, []);
});

test("of prints without end the first thousand are told, and how many more there are", async () => {
  const many = { ...rule, text: rule.text.replace('print("looked at", name)', "every n in numbers.range(1, 5000) { print(n) }") };
  const { prints } = (await Dockwarden.create({ policies: [many] })).check([compose]);
  assert.equal(prints.length, 1001);
  assert.deepEqual(prints.slice(-2).map(({ text }) => text), ["1000", "… and 4000 more"]);
});

test("tests say what became of them, with their places, what was printed and what they reached", async () => {
  const dockwarden = await Dockwarden.create();
  const { tests: told, coverage } = dockwarden.test([rule, tests]);
  assert.deepEqual(told.map(({ name, passed, range }) => [name, passed, range.start]), [
    ["test_plain_passes", true, { line: 4, character: 0 }],
    ["test_wrong", false, { line: 6, character: 0 }],
  ]);
  assert.deepEqual(told[0].prints, [{ path: "own.rego", line: 11, text: "looked at a" }]);
  assert.deepEqual(coverage, [{ path: "own.rego", covered: [10, 11, 12], missed: [9, 13] }]);
});

test("a test file that cannot be read is a problem with its place", async () => {
  const dockwarden = await Dockwarden.create();
  const broken = { path: "own_test.rego", text: "package a\n\ntest_x if {\n" };
  assert.throws(() => dockwarden.test([rule, broken]), (error) => error.code === "policy" && error.problems[0].path === "own_test.rego" && error.problems[0].range.start.line >= 2);
});

test("a worker runs tests and locates what policies see", async () => {
  const dockwarden = await Dockwarden.create();
  const worker = await DockwardenWorker.create();
  assert.deepEqual(await worker.test([rule, tests]), dockwarden.test([rule, tests]));
  assert.deepEqual(await worker.locate([compose], "compose.yaml"), dockwarden.locate([compose], "compose.yaml"));
  worker.terminate();
});

test("the stack is the document that the command prints", async () => {
  const project = {
    "compose.yaml": "services:\n  web:\n    build: ./web\n    privileged: true\n",
    "web/Dockerfile": "FROM alpine:3.22\nUSER app\n",
    "daemon.json": '{"icc": false}\n',
  };
  const dockwarden = await Dockwarden.create();
  for (const made of [write(project), join(root, "examples/insecure-shop")]) {
    const printed = execFileSync(command, ["input", "--stack", "compose.yaml"], { cwd: made, encoding: "utf8" });
    assert.deepEqual(dockwarden.input(files(made), "compose.yaml", { stack: true }), JSON.parse(printed));
  }
});

test("the objects of a stack, put together, are its document, and each has a place in one of its files", async () => {
  const dockwarden = await Dockwarden.create();
  const shop = files(join(root, "examples/insecure-shop"));
  const located = dockwarden.locate(shop, "compose.yaml", { stack: true });
  const whole = (value) => {
    if (typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(whole);
    const number = value["@"];
    const inner = number === undefined ? value : { "@": number, ...located.objects[number].value };
    return Object.fromEntries(Object.entries(inner).map(([key, child]) => [key, key === "@" ? child : whole(child)]));
  };
  assert.deepEqual(whole({ "@": located.root }), dockwarden.input(shop, "compose.yaml", { stack: true }));
  const paths = new Set(located.objects.map(({ path }) => path));
  assert.deepEqual([...paths].sort(), ["api/Dockerfile", "compose.yaml", "daemon.json"]);
});

test("a stack of something else is refused", async () => {
  const dockwarden = await Dockwarden.create();
  const dockerfile = { path: "Dockerfile", content: "FROM scratch\n" };
  assert.throws(() => dockwarden.input([dockerfile], "Dockerfile", { stack: true }), { code: "input", message: /begins with a Compose file/ });
});
