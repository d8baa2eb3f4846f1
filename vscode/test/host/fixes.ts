import { ConfigurationTarget, window, workspace, type CodeAction } from "vscode";
import { actions, apply, at, equal, finds, holds, loses, read, replace, test, until, write } from "./lib";

const MAPPED = "FROM alpine:3.22\nEXPOSE 8080:80\nEXPOSE 9090:90\nUSER 1000\n";

async function offered(path: string, id: string, title: RegExp): Promise<CodeAction> {
  const found = await finds(path, id);
  return until(`${title} for ${id}`, async () => (await actions(path, found)).find((action) => title.test(action.title)));
}

test("a quick fix mends its finding only", async () => {
  await write("fix/Dockerfile", MAPPED);
  const document = await workspace.openTextDocument(at("fix/Dockerfile"));
  const fix = await offered("fix/Dockerfile", "dockerfile/expose-with-mapping", /^Fix: /);
  equal(fix.isPreferred, true);
  await apply(fix);
  equal(document.getText(), MAPPED.replace("8080:80", "80"));
});

test("all findings of one rule are mended at once", async () => {
  await write("all/Dockerfile", MAPPED);
  const document = await workspace.openTextDocument(at("all/Dockerfile"));
  await apply(await offered("all/Dockerfile", "dockerfile/expose-with-mapping", /^Fix all 2 of dockerfile\/expose-with-mapping/));
  equal(document.getText(), MAPPED.replace("8080:80", "80").replace("9090:90", "90"));
  await loses("all/Dockerfile", "dockerfile/expose-with-mapping");
});

test("a fix that may change behaviour says so and is not preferred", async () => {
  const fix = await offered("shop/compose.yaml", "compose/privileged", /^Fix, may change behaviour: /);
  holds(!fix.isPreferred, "not preferred");
});

test("safe fixes are applied when a file is saved, the others are not", async () => {
  const settings = workspace.getConfiguration("editor");
  await settings.update("codeActionsOnSave", { "source.fixAll.dockwarden": "explicit" }, ConfigurationTarget.Workspace);
  await write("save/Dockerfile", `${MAPPED.replace("USER 1000\n", "")}`);
  const document = await workspace.openTextDocument(at("save/Dockerfile"));
  await window.showTextDocument(document);
  await finds("save/Dockerfile", "dockerfile/expose-with-mapping");
  await replace(document, "EXPOSE 9090:90", "EXPOSE 9090:91");
  // Not the command, which saves whatever editor is active: a window that has just started may show another.
  holds(await document.save(), "saved");
  let saved = "";
  await until("the file as mended", async () => (saved = await read("save/Dockerfile")) === "FROM alpine:3.22\nEXPOSE 80\nEXPOSE 91\n").catch((error: Error) => {
    throw new Error(`${error.message}; it is ${JSON.stringify(saved)}, in the editor ${JSON.stringify(document.getText())}, the active one is ${window.activeTextEditor?.document.uri.path}`);
  });
  await settings.update("codeActionsOnSave", undefined, ConfigurationTarget.Workspace);
});

test("fixes keep the line ends of Windows", async () => {
  await write("crlf/fix/Dockerfile", MAPPED.replaceAll("\n", "\r\n"));
  const document = await workspace.openTextDocument(at("crlf/fix/Dockerfile"));
  const found = await finds("crlf/fix/Dockerfile", "dockerfile/expose-with-mapping");
  const all = await until("fix all", async () => (await actions("crlf/fix/Dockerfile", found, "source.fixAll.dockwarden"))[0]);
  await apply(all);
  equal(document.getText(), MAPPED.replaceAll("\n", "\r\n").replace("8080:80", "80").replace("9090:90", "90"));
});
