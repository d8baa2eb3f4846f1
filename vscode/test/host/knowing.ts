import { Hover, MarkdownString, Position, commands, window, workspace, type CompletionList } from "vscode";
import { at, holds, opened, read, remove, test, until, write } from "./lib";

async function hover(path: string, line: number, character: number): Promise<string> {
  await workspace.openTextDocument(at(path));
  return until(`a hover in ${path}`, async () => {
    const found = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", at(path), new Position(line, character));
    return (found ?? []).flatMap(({ contents }) => contents.map((part) => (part as MarkdownString).value)).join("\n");
  });
}

function says(text: string, ...parts: string[]): void {
  for (const part of parts) holds(text.includes(part), `no ${part} in:\n${text}`);
}

async function completions(path: string, line: number, character: number): Promise<string[]> {
  const list = await commands.executeCommand<CompletionList>("vscode.executeCompletionItemProvider", at(path), new Position(line, character));
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

test("a marked text tells why it matters", async () => {
  says(await hover("shop/compose.yaml", 3, 8), "**Container runs privileged**", "controls the host");
});

test("the name of a service tells what it may do", async () => {
  says(await hover("shop/compose.yaml", 1, 3), "**Service `web`**", "✗ privileges", "| privileged | `yes` |");
});

test("FROM and USER tell as whom a stage runs", async () => {
  await write("user/Dockerfile", "FROM alpine:3.22 AS build\nFROM alpine:3.22\nUSER 1000\n");
  says(await hover("user/Dockerfile", 0, 2), "Stage `build` ends as `root` (root)");
  says(await hover("user/Dockerfile", 2, 2), "Stage 1, the final one,", "`1000` (not root)");
});

test("the configuration is completed: keys, rules, values, parameters", async () => {
  await opened("dockwarden.yaml", "\nrules:\n  \n  compose/privileged: \n  dockerfile/user-missing:\n    \n");
  const top = await until("keys", async () => {
    const found = await completions("dockwarden.yaml", 0, 0);
    return found.includes("fail-on") && found;
  });
  holds(top.includes("overrides"), top.join());
  holds((await completions("dockwarden.yaml", 2, 2)).includes("compose/host-pid"), "rules");
  holds((await completions("dockwarden.yaml", 3, 22)).includes("critical"), "severities");
  holds((await completions("dockwarden.yaml", 5, 4)).includes("severity"), "settings of a rule");
  await remove("dockwarden.yaml");
});

test("the table of defence in depth has a row for each service", async () => {
  await commands.executeCommand("dockwarden.showDefence");
  const uri = at("").with({ scheme: "dockwarden", authority: "", path: "/Defence in depth.md", query: at("").toString().replace(/\/$/, "") });
  const page = await workspace.openTextDocument(uri);
  says(page.getText(), "| service `web` |", "| base |", "**✗**");
});

test("what policies see of a file is shown as JSON", async () => {
  await window.showTextDocument(at("shop/compose.yaml"));
  await commands.executeCommand("dockwarden.showInput");
  const shown = await until("the input", () => window.activeTextEditor?.document.uri.scheme === "dockwarden" && window.activeTextEditor.document);
  const input = JSON.parse(shown.getText()) as { services: { web: { privileged: boolean } } };
  holds(input.services.web.privileged, await read("shop/compose.yaml"));
});
