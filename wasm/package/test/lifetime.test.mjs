// What is made is given back, and what breaks can be used again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Dockwarden, DockwardenError, load, reset } from "../dist/index.js";
import { DockwardenWorker } from "../dist/worker.js";

const compose = { path: "compose.yaml", content: "services:\n  web:\n    image: nginx\n    privileged: true\n" };

/** A rule for Compose files whose body is `body`. */
function policy(body) {
  const about = "# METADATA\n# title: Own\n# description: Own.\n# custom:\n#   severity: high\n#   practice: naming\n#   fix: none\n";
  const deny = `deny contains {"message": "found", "at": service} if {\n\tsome service in input.services\n\t${body}\n}\n`;
  return { path: "own.rego", text: `${about}package dockwarden.compose["own"]\n\n${deny}` };
}

const endless = policy("count([1 | some a in numbers.range(1, 99999); some b in numbers.range(1, 99999); a + b == 0]) > 0");

// A text of ten gigabytes, which no memory of 32 bits holds.
const items = "some item in numbers.range(1, 99999)";
const huge = policy(`s := concat("", ["x" | ${items}])\n\tconcat("", [s | ${items}]) != ""`);

test("before it is loaded, a checker is refused", () => {
  assert.throws(() => new Dockwarden(), { name: "DockwardenError", code: "load" });
});

test("a module that is not there is an error that can be mended", async () => {
  await assert.rejects(load(new URL("nowhere.wasm", import.meta.url)), { code: "load" });
  await load();
});

test("thousands of checks take no more memory than some", async () => {
  const dockwarden = await Dockwarden.create();
  const check = (times) => {
    for (let i = 0; i < times; i += 1) dockwarden.checkDocument(compose);
    return dockwarden.memory();
  };
  const some = check(300);
  assert.equal(check(3000), some);
});

test("checkers that are freed leave nothing behind", async () => {
  await load();
  const make = (times) => {
    let bytes = 0;
    for (let i = 0; i < times; i += 1) {
      const dockwarden = new Dockwarden();
      dockwarden.checkDocument(compose);
      bytes = dockwarden.memory();
      dockwarden.free();
    }
    return bytes;
  };
  const some = make(5);
  assert.equal(make(20), some);
});

test("a freed or lost checker builds itself anew", async () => {
  const dockwarden = await Dockwarden.create({ config: "rules: {compose/privileged: off}" });
  const before = dockwarden.checkDocument(compose);
  for (const lose of [() => dockwarden.free(), reset]) {
    lose();
    assert.deepEqual(dockwarden.checkDocument(compose), before);
  }
});

test("options that cannot be used leave the present ones in place", async () => {
  const dockwarden = await Dockwarden.create({ policies: [policy("true")] });
  const problems = dockwarden.configure({ policies: [policy("nope(")] });
  assert.equal(problems[0].path, "own.rego");
  assert.equal(typeof problems[0].range.start.line, "number");
  assert.ok(dockwarden.checkDocument(compose).findings.some(({ rule }) => rule === "compose/own"));
  assert.deepEqual(dockwarden.configure({}), []);
  assert.ok(!dockwarden.checkDocument(compose).findings.some(({ rule }) => rule === "compose/own"));
});

test("a module that stops is a typed error, and the next call works", async () => {
  const dockwarden = await Dockwarden.create({ policies: [huge] });
  const other = await Dockwarden.create();
  const before = other.checkDocument(compose);
  const stopped = (error) => error instanceof DockwardenError && error.code === "trap" && /unreachable/.test(error.message);
  assert.throws(() => dockwarden.checkDocument(compose), stopped);
  assert.deepEqual(other.checkDocument(compose), before);
  assert.deepEqual(dockwarden.configure({}), []);
  assert.deepEqual(dockwarden.checkDocument(compose), before);
});

test("a worker answers what the checker answers", async () => {
  const dockwarden = await Dockwarden.create();
  const worker = await DockwardenWorker.create();
  const [report, rules] = await Promise.all([worker.check([compose]), worker.rules()]);
  assert.deepEqual(report, dockwarden.check([compose]));
  assert.deepEqual(rules, dockwarden.rules());
  await assert.rejects(worker.explain("privilegd"), { code: "input", message: /did you mean/ });
  worker.terminate();
});

test("a worker that takes too long is ended, and the next call starts another", async () => {
  const worker = await DockwardenWorker.create({ policies: [endless], timeLimit: 3000 });
  const [late, next] = await Promise.allSettled([worker.check([compose]), worker.rules()]);
  assert.equal(late.reason.code, "timeout");
  assert.equal(next.status, "fulfilled");
  assert.deepEqual(await worker.configure({}), []);
  assert.ok((await worker.check([compose])).findings.length > 0);
  worker.terminate();
});

test("a worker with a wrong configuration is refused with its places", async () => {
  await assert.rejects(DockwardenWorker.create({ config: "a: b" }), { code: "config" });
});
