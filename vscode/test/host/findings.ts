import { DiagnosticSeverity, DiagnosticTag, languages, Uri, window, workspace } from "vscode";
import { at, equal, finds, holds, loses, read, remove, replace, root, rule, rules, shown, test, until, write } from "./lib";

const RISKY = "services:\n  web:\n    build: ./app\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n";

test("files that nobody opened are checked", async () => {
  const found = await finds("shop/compose.yaml", "compose/privileged");
  equal(found.severity, DiagnosticSeverity.Error);
  const { start, end } = found.range;
  equal([start.line, start.character, end.line, end.character], [3, 4, 3, 20]);
});

test("a finding names its rule, which has a page", async () => {
  const found = await finds("shop/compose.yaml", "compose/privileged");
  const made = Uri.from({ scheme: "dockwarden", path: "/rules/compose/privileged.md", query: String(root) });
  const target = typeof found.code === "object" ? found.code.target : made;
  equal(String(target), String(made));
  const page = await workspace.openTextDocument(target);
  holds(page.getText().startsWith("# Container runs privileged\n"), page.getText().slice(0, 80));
  holds(page.getText().includes("package dockwarden.compose.privileged"), "the page shows the policy");
});

test("what is typed is checked before it is saved", async () => {
  const document = await workspace.openTextDocument(at("Dockerfile"));
  await window.showTextDocument(document);
  holds(!rules("Dockerfile").includes("dockerfile/sudo-used"), "quiet at first");
  await replace(document, "RUN true", "RUN sudo true");
  const found = await finds("Dockerfile", "dockerfile/sudo-used");
  equal(document.getText(found.range), "sudo true");
  await replace(document, "RUN sudo true", "RUN true");
  await loses("Dockerfile", "dockerfile/sudo-used");
});

test("characters beyond the first plane are counted as the editor counts them", async () => {
  await write("emoji/Dockerfile", 'FROM alpine:3.22\nRUN echo "🐳🐳" && sudo true\nUSER 1000\n');
  const found = await finds("emoji/Dockerfile", "dockerfile/sudo-used");
  const document = await workspace.openTextDocument(at("emoji/Dockerfile"));
  holds(document.getText(found.range).endsWith("sudo true"), document.getText(found.range));
});

test("a finding over several files comes and goes with a file that is not open", async () => {
  await write("stack/app/Dockerfile", "FROM alpine:3.22\nUSER root\n");
  await write("stack/compose.yaml", RISKY);
  const found = await finds("stack/compose.yaml", "stack/host-takeover-path");
  const places = (found.relatedInformation ?? []).map(({ location }) => location.uri.path.split("/").slice(-2).join("/"));
  holds(places.includes("app/Dockerfile"), `related places: ${places}`);
  await write("stack/app/Dockerfile", "FROM alpine:3.22\nUSER 1000\n");
  await loses("stack/compose.yaml", "stack/host-takeover-path");
  await write("stack/app/Dockerfile", "FROM alpine:3.22\nUSER root\n");
  await finds("stack/compose.yaml", "stack/host-takeover-path");
});

test("a finding over several files follows what is typed in the other file", async () => {
  const document = await workspace.openTextDocument(at("stack/app/Dockerfile"));
  await window.showTextDocument(document);
  await until("the document as on disk", () => document.getText().includes("USER root"));
  await replace(document, "USER root", "USER 1000");
  await loses("stack/compose.yaml", "stack/host-takeover-path");
  await replace(document, "USER 1000", "USER root");
  await document.save();
  await finds("stack/compose.yaml", "stack/host-takeover-path");
});

test("a Compose file that names another Dockerfile is linked with that one", async () => {
  await write("stack/app/other.txt", "FROM alpine:3.22\nUSER 1000\n");
  await write("stack/compose.yaml", RISKY.replace("build: ./app", "build: {context: ./app, dockerfile: other.txt}"));
  await loses("stack/compose.yaml", "stack/host-takeover-path");
  await write("stack/app/other.txt", "FROM alpine:3.22\nUSER root\n");
  await finds("stack/compose.yaml", "stack/host-takeover-path");
});

test("the engine below changes what services show", async () => {
  await write("stack/daemon.json", '{"userns-remap": "default"}\n');
  await loses("stack/compose.yaml", "stack/host-takeover-path");
  await remove("stack/daemon.json");
  await finds("stack/compose.yaml", "stack/host-takeover-path");
});

test("findings go away with their file", async () => {
  await remove("stack");
  await until("nothing in stack", () => languages.getDiagnostics().every(([uri, list]) => !uri.path.includes("/stack/") || list.length === 0));
});

test("a comment that suppresses nothing is shown as superfluous", async () => {
  await write("unused/Dockerfile", "FROM alpine:3.22\n# dockwarden: ignore=dockerfile/sudo-used was needed once\nRUN true\nUSER 1000\n");
  const found = await finds("unused/Dockerfile", "suppression/unused");
  equal(found.tags, [DiagnosticTag.Unnecessary]);
});

test("a file that cannot be understood says so", async () => {
  await write("broken/compose.yaml", "services:\n  web: [\n");
  equal((await finds("broken/compose.yaml", "compose/syntax")).severity, DiagnosticSeverity.Warning);
});

test("a file made to exhaust the reader harms no other", async () => {
  await write("hostile/compose.yaml", `services: ${"[".repeat(50_000)}\n`);
  await write("hostile/Dockerfile", "FROM alpine:3.22\nRUN sudo true\nUSER 1000\n");
  await finds("hostile/Dockerfile", "dockerfile/sudo-used");
  await until("something is said of it", () => shown("hostile/compose.yaml").length > 0);
});

test("text of a file is never Markdown of ours", async () => {
  await write("forged/compose.yaml", 'services:\n  "x`](command:workbench.action.quit)<b>|":\n    image: alpine:3.22\n');
  await until("the row", async () => {
    const page = await workspace.openTextDocument(Uri.from({ scheme: "dockwarden", path: "/Defence in depth.md", query: String(root) }));
    return page.getText().includes("`` x`](command:workbench.action.quit)<b>") || page.getText().includes("``x`](command:workbench.action.quit)<b>");
  });
  await remove("forged");
  await remove("hostile");
});

test("a document that is nowhere yet is checked by its language", async () => {
  const document = await workspace.openTextDocument({ language: "dockerfile", content: "FROM alpine:3.22\nRUN sudo true\n" });
  await until("sudo", () => languages.getDiagnostics(document.uri).some((one) => rule(one) === "dockerfile/sudo-used"));
});

test("a text of Windows is marked at the same places", async () => {
  await write("crlf/Dockerfile", "FROM alpine:3.22\r\nRUN sudo true\r\nUSER 1000\r\n");
  const found = await finds("crlf/Dockerfile", "dockerfile/sudo-used");
  equal([found.range.start.line, found.range.end.character], [1, 13]);
  equal((await read("crlf/Dockerfile")).includes("\r\n"), true);
  holds(shown("crlf/Dockerfile").length > 0, "shown");
});
