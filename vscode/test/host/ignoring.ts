import { commands, workspace } from "vscode";
import { actions, at, equal, finds, holds, loses, read, remove, rules, test, until, write } from "./lib";

test("a finding is ignored where it stands, above the whole instruction", async () => {
  await write("ignore/Dockerfile", "FROM alpine:3.22\nRUN true \\\n  && sudo true\nUSER 1000\n");
  const document = await workspace.openTextDocument(at("ignore/Dockerfile"));
  await finds("ignore/Dockerfile", "dockerfile/sudo-used");
  await commands.executeCommand("dockwarden.ignoreHere", document.uri, 2, "dockerfile/sudo-used", "a test of ours");
  equal(document.lineAt(1).text, "# dockwarden: ignore=dockerfile/sudo-used a test of ours");
  await loses("ignore/Dockerfile", "dockerfile/sudo-used");
  holds(!rules("ignore/Dockerfile").includes("suppression/unused"), "the comment is of use");
});

test("a finding in a text of several lines is ignored above that text", async () => {
  const text = "services:\n  web:\n    image: alpine:3.22\n    environment:\n      SETUP: |\n        a\n        b\n";
  await write("ignore/compose.yaml", text);
  const document = await workspace.openTextDocument(at("ignore/compose.yaml"));
  await until("it is known", () => commands.executeCommand("dockwarden.ignoreHere", document.uri, 6, "compose/privileged", "x").then(() => document.getText() !== text));
  equal(document.lineAt(4).text, "      # dockwarden: ignore=compose/privileged x");
});

test("JSON has no comments, so nothing of that kind is offered", async () => {
  await write("engine/daemon.json", '{"debug": true, "iptables": false}\n');
  const found = await finds("engine/daemon.json", "daemon/iptables-disabled");
  const titles = await until("actions", async () => {
    const list = await actions("engine/daemon.json", found);
    return list.length > 0 && list.map(({ title }) => title);
  });
  holds(!titles.some((title) => /here, with a reason/.test(title)), titles.join("\n"));
  holds(titles.some((title) => /in dockwarden\.yaml/.test(title)), titles.join("\n"));
  await remove("engine");
});

test("a rule is switched off in the configuration, which keeps its comments", async () => {
  await write("dockwarden.yaml", "# ours\nset: recommended # for now\n");
  await commands.executeCommand("dockwarden.switchOff", at("shop/compose.yaml"), "compose/privileged", "folder", "needs the host");
  const text = await read("dockwarden.yaml");
  equal(text, "# ours\nset: recommended # for now\nrules:\n  # needs the host\n  compose/privileged: off\n");
  await loses("shop/compose.yaml", "compose/privileged");
  await remove("dockwarden.yaml");
  await finds("shop/compose.yaml", "compose/privileged");
});

test("a rule is switched off for one file only", async () => {
  await write("twin/compose.yaml", await read("shop/compose.yaml"));
  await finds("twin/compose.yaml", "compose/privileged");
  await commands.executeCommand("dockwarden.switchOff", at("shop/compose.yaml"), "compose/privileged", "file", "needs the host");
  await loses("shop/compose.yaml", "compose/privileged");
  await finds("twin/compose.yaml", "compose/privileged");
  await remove("dockwarden.yaml");
  await remove("twin");
  await finds("shop/compose.yaml", "compose/privileged");
});

