// Files that change: whatever is typed, what is told is what a check of all files finds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Dockwarden, Workspace, load, reset } from "../dist/index.js";
import { WorkspaceWorker } from "../dist/worker.js";

const compose = "services:\n  web:\n    build: web\n    volumes: [/var/run/docker.sock:/var/run/docker.sock]\n";
const project = { "compose.yaml": compose, "web/Dockerfile": "FROM alpine:3.22\nUSER root\n", "daemon.json": "{}\n" };

const changes = (files) => Object.entries(files).map(([path, content]) => ({ path, ...(content !== undefined && { content }) }));

/** Shows what is told. */
function show(shown, { paths, files, findings }) {
  for (const path of paths) shown.delete(path);
  for (const { path } of files) shown.set(path, findings.filter((finding) => finding.path === path));
}

/** Checks everything that is due, and shows what is told. */
async function work(workspace, files, shown) {
  let told = await workspace.update(changes(files));
  show(shown, told);
  while (told.next) {
    told = await workspace.check(told.next.part);
    show(shown, told);
  }
}

function all(dockwarden, files) {
  const report = dockwarden.check(changes(files).filter(({ content }) => content !== undefined));
  return new Map(report.files.map(({ path }) => [path, report.findings.filter((finding) => finding.path === path)]));
}

const sorted = (shown) => [...shown].sort(([a], [b]) => (a < b ? -1 : 1));

test("what is told while a stack is typed is what a check of all files finds", async () => {
  const dockwarden = await Dockwarden.create();
  const workspace = await Workspace.create();
  const [shown, files] = [new Map(), {}];
  const edit = async (path, content) => {
    files[path] = content;
    await work(workspace, { [path]: content }, shown);
    assert.deepEqual(sorted(shown), sorted(all(dockwarden, files)), `after ${path}: ${content}`);
  };
  for (const [path, content] of Object.entries(project)) await edit(path, content);
  // Key by key, and away again.
  const typed = "    user: root\n    read_only: true\n";
  for (let end = 1; end <= typed.length; end += 3) await edit("compose.yaml", compose + typed.slice(0, end));
  await edit("compose.yaml", compose);
  await edit("web/Dockerfile", "FROM alpine:3.22\nUSER 1000\n");
  await edit("daemon.json", '{"userns-remap": "default"}\n');
  await edit("compose.override.yaml", "services:\n  web:\n    privileged: true\n");
  await edit("compose.override.yaml", undefined);
  await edit("web/Dockerfile", undefined);
  await edit("compose.yaml", undefined);
  await edit("daemon.json", undefined);
  assert.deepEqual(workspace.depth(), []);
});

test("a file that is the same again makes nothing due", async () => {
  const workspace = await Workspace.create();
  await work(workspace, project, new Map());
  assert.equal(workspace.update(changes({ "compose.yaml": compose })).next, undefined);
});

test("what is open is checked before the rest", async () => {
  const workspace = await Workspace.create();
  const { next } = workspace.update(changes({ a: "", Dockerfile: "FROM a\n", "z/Dockerfile": "FROM a\n" }), ["z/Dockerfile"]);
  assert.equal(next.part, "z/Dockerfile");
});

test("files that a check asks for and that are not there are named", async () => {
  const workspace = await Workspace.create();
  const { next } = workspace.update(changes({ "compose.yaml": "services: {web: {build: {context: web, dockerfile: own}}}\n" }));
  assert.deepEqual(workspace.check(next.part).missing, [".env", "web/own"]);
});

test("memory that is thrown away takes nothing with it", async () => {
  await load();
  const workspace = new Workspace({ config: "rules: {compose/docker-socket: off}" });
  const shown = new Map();
  await work(workspace, project, shown);
  const before = sorted(shown);
  reset();
  await work(workspace, {}, shown);
  assert.deepEqual(sorted(shown), before);
});

test("a workspace takes up a configuration while it stands", async () => {
  const workspace = await Workspace.create();
  const shown = new Map();
  await work(workspace, project, shown);
  const finds = () => shown.get("compose.yaml").some(({ rule }) => rule === "compose/docker-socket");
  assert.ok(finds());
  assert.deepEqual(workspace.configure({ config: "rules: {compose/docker-socket: off}" }), []);
  await work(workspace, {}, shown);
  assert.ok(!finds());
  assert.equal(workspace.configure({ config: "rulez: {}" })[0].path, "dockwarden.yaml");
});

test("thousands of edits take no more memory than some", async () => {
  // What earlier tests have left is given back when the garbage collector comes: not in the middle of this one.
  reset();
  const workspace = await Workspace.create();
  const type = async (times) => {
    for (let count = 0; count < times; count += 1) {
      await work(workspace, { "compose.yaml": `${compose}    user: u${count % 7}\n`, "web/Dockerfile": `FROM alpine:3.2${count % 3}\n` }, new Map());
    }
    return workspace.memory();
  };
  await work(workspace, project, new Map());
  const some = await type(1000);
  assert.equal(await type(2000), some);
});

const about = "# METADATA\n# title: Own\n# description: Own.\n# custom:\n#   severity: high\n#   practice: naming\n#   fix: none\n";
const endless = 'count([1 | some a in numbers.range(1, 99999); some b in numbers.range(1, 99999); a + b == 0]) > 0';
const slow = { path: "own.rego", text: `${about}package dockwarden.dockerfile["own"]\n\ndeny contains {"message": "found", "at": input.stages[0]} if {\n\tinput.instructions.USER\n\t${endless}\n}\n` };

test("parts that never end are passed over, each until it changes, and all else goes on", async () => {
  const worker = await WorkspaceWorker.create({ policies: [slow], timeLimit: 3000 });
  try {
    const files = { "a/Dockerfile": "FROM a\nUSER 1\n", "b/Dockerfile": "FROM a\nUSER 1\n", "c/Dockerfile": "FROM a\n" };
    const shown = new Map();
    let [{ next: due }, ended] = [await worker.update(changes(files)), []];
    while (due) {
      const told = await worker.check(due.part).catch((error) => {
        ended.push(`${due.part} ${error.code}`);
        return worker.fail(due, "too slow");
      });
      for (const file of told.files) shown.set(file.path, file.status);
      due = told.next;
    }
    assert.deepEqual(ended, ["a/Dockerfile timeout", "b/Dockerfile timeout"]);
    assert.deepEqual([...shown].sort(), [["a/Dockerfile", "failed"], ["b/Dockerfile", "failed"], ["c/Dockerfile", "ok"]]);
    ({ next: due } = await worker.update(changes({ "a/Dockerfile": "FROM a\n" })));
    assert.equal(due.part, "a/Dockerfile");
    assert.equal((await worker.check(due.part)).next, undefined);
  } finally {
    worker.terminate();
  }
});
