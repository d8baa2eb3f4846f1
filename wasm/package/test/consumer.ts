// What people write with the types: it must compile, and what is marked must not.

import { Dockwarden, DockwardenError, type Finding, type Report, type SourceFile } from "dockwarden";
import { DockwardenWorker } from "dockwarden/worker";

const files: SourceFile[] = [{ path: "Dockerfile", content: "FROM a\n" }];
const dockwarden = await Dockwarden.create({ set: "strict", today: null, wasm: new URL("file:///a.wasm") });
const report: Report = dockwarden.check(files, { only: ["Dockerfile"] });

function told({ fix, suppressed, range }: Finding): string {
  if (suppressed) return suppressed.reason ?? suppressed.by;
  switch (fix?.safety) {
    case "safe":
      // @ts-expect-error a safe fix has nothing to be said of it
      return fix.note;
    case "unsafe":
      return fix.note ?? `${range.start.line}`;
    case undefined:
      return "none";
  }
}

report.findings.map(told);
report.prints.map(({ of, path, line, text }) => `${of}: ${path}:${line + 1}: ${text}`);
const { root, objects } = dockwarden.locate(files, "Dockerfile", { stack: false });
// @ts-expect-error what policies see is looked at before it is used
objects[root]?.value.kind.length;
objects[root]?.entries.map(({ steps, range }) => `${steps.join(".")} ${range.start.line}`);
// @ts-expect-error there is no such option
dockwarden.input(files, "Dockerfile", { stak: true });
const { tests, coverage } = dockwarden.test([{ path: "a_test.rego", text: "package a\n" }]);
tests.map(({ name, passed, problem }) => (passed ? name : (problem?.message ?? "is not true")));
coverage.flatMap(({ missed }) => missed).map((line) => line + 1);
report.summary.bySeverity.critical.toFixed();
report.depth[0]?.layers.filter(({ state }) => state === "missing");
// @ts-expect-error there is no such kind
dockwarden.checkDocument({ path: "a", content: "", kind: "podman" });
// @ts-expect-error there is no such option
dockwarden.configure({ polices: [] });

try {
  const worker = await DockwardenWorker.create({ timeLimit: 100 });
  const answer: Report = await worker.check(files);
  answer.files.length.toFixed();
} catch (error) {
  if (error instanceof DockwardenError && error.code === "policy") error.problems[0]?.range?.start.line.toFixed();
}
