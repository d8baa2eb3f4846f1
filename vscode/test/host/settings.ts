import { ConfigurationTarget, DiagnosticSeverity, window, workspace } from "vscode";
import { at, equal, finds, holds, loses, opened, remove, replace, rules, shown, test, until, write } from "./lib";

async function set(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration("dockwarden").update(name, value, ConfigurationTarget.Workspace);
}

test("the configuration is read anew whenever it changes", async () => {
  await write("dockwarden.yaml", "rules:\n  compose/privileged: low\n");
  await until("lower", () => shown("shop/compose.yaml").some(({ severity, message }) => /privileged/.test(message) && severity === DiagnosticSeverity.Information));
  await write("dockwarden.yaml", "exclude: [shop]\n");
  await loses("shop/compose.yaml", "compose/privileged");
  await remove("dockwarden.yaml");
  await finds("shop/compose.yaml", "compose/privileged");
});

test("a mistake in the configuration is shown where it stands, while it is typed", async () => {
  const document = await opened("dockwarden.yaml", "set: strict\n");
  await window.showTextDocument(document);
  await replace(document, "strict", "strikt");
  const [wrong] = await until("a problem", () => shown("dockwarden.yaml").length > 0 && shown("dockwarden.yaml"));
  equal(document.getText(wrong!.range), "strikt");
  await replace(document, "strikt", "strict");
  await until("no problem", () => shown("dockwarden.yaml").length === 0);
  await document.save();
  await remove("dockwarden.yaml");
});

test("the setting for the rule set wins over the configuration", async () => {
  await write("strict/Dockerfile", "FROM alpine:3.22\nMAINTAINER me\nUSER 1000\n");
  await set("set", "strict");
  await finds("strict/Dockerfile", "dockerfile/maintainer-deprecated");
  await set("set", undefined);
  await loses("strict/Dockerfile", "dockerfile/maintainer-deprecated");
});

test("severities are shown as the settings say", async () => {
  await set("severities", { critical: "warning", high: "off" });
  await until("a warning", async () => (await finds("shop/compose.yaml", "compose/privileged")).severity === DiagnosticSeverity.Warning);
  await set("severities", undefined);
  await until("an error", async () => (await finds("shop/compose.yaml", "compose/privileged")).severity === DiagnosticSeverity.Error);
});

test("files that are closed can be left out", async () => {
  await write("closed/Dockerfile", "FROM alpine:3.22\nRUN sudo true\n");
  await finds("closed/Dockerfile", "dockerfile/sudo-used");
  await set("closedFiles", false);
  await loses("closed/Dockerfile", "dockerfile/sudo-used");
  await window.showTextDocument(at("closed/Dockerfile"));
  await finds("closed/Dockerfile", "dockerfile/sudo-used");
  await set("closedFiles", undefined);
});

test("the extension can be switched off and on", async () => {
  await set("enable", false);
  await until("nothing", () => rules("shop/compose.yaml").length === 0);
  await set("enable", undefined);
  await finds("shop/compose.yaml", "compose/privileged");
  holds(rules("shop/compose.yaml").length > 1, "all again");
});
