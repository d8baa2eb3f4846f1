// Figures, taken inside the extension host: what a keystroke costs, a large workspace, memory over time.

import { commands, window, workspace, WorkspaceEdit, Position, Range, type TextDocument } from "vscode";
import { at, shown, until, write } from "../host/lib";

const KEYS = 60;
const EDITS = Number(process.env["DOCKWARDEN_EDITS"] ?? 3000);

export async function run(): Promise<void> {
  const files = await workspace.findFiles("many/**/Dockerfile");
  const start = performance.now();
  let longest = 0;
  // Another extension, such as this one, must get its turn while files are read.
  for (let last = start; ; ) {
    await new Promise((done) => setTimeout(done, 0));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (shown(`many/s${files.length - 1}/Dockerfile`).length > 0 && shown("many/s0/Dockerfile").length > 0) break;
    if (now - start > 100_000) throw new Error("the workspace is never done");
  }
  figure("many", { files: files.length, all: performance.now() - start, longest });

  await keystrokes("Dockerfile", dockerfile(200));
  await keystrokes("big/compose.yaml", compose(600));
  const before = memory();
  const document = await workspace.openTextDocument(at("Dockerfile"));
  for (let count = 0; count < EDITS; count += 1) {
    await type(document, document.lineCount - 1, count % 2 === 0 ? "x" : "");
    if (count === EDITS / 10) figure("memory", { edits: count, before, now: memory() });
  }
  figure("memory", { edits: EDITS, before, now: memory() });
}

/** Types a finding into the last line and away again, and waits for each to be shown. */
async function keystrokes(path: string, text: string): Promise<void> {
  await write(path, text);
  const document = await workspace.openTextDocument(at(path));
  await until("as written", () => document.getText() === text);
  await window.showTextDocument(document);
  await until("first findings", () => shown(path).length > 0);
  const marked = () => shown(path).some(({ message }) => /sudo|privileged/.test(message));
  const last = document.lineCount - 1;
  const on = path.endsWith("yaml") ? "    privileged: true" : "RUN sudo true";
  const times: number[] = [];
  for (let count = 0; count < KEYS; count += 1) {
    const start = performance.now();
    await type(document, last, count % 2 === 0 ? on : "");
    while (marked() !== (count % 2 === 0)) {
      await new Promise((done) => setTimeout(done, 0));
      if (performance.now() - start > 10_000) throw new Error(`nothing comes of typing in ${path}`);
    }
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  figure("keystroke", { path, lines: last, median: times[KEYS >> 1], worst: times.at(-1) });
  await commands.executeCommand("workbench.action.files.save");
}

async function type(document: TextDocument, line: number, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new Range(new Position(line, 0), end), text);
  await workspace.applyEdit(edit);
}

function memory(): number {
  const { rss } = process.memoryUsage();
  return Math.round(rss / 2 ** 20);
}

function figure(name: string, values: object): void {
  const round = (_: string, value: unknown) => (typeof value === "number" ? Math.round(value * 10) / 10 : value);
  console.log(`figure ${name} ${JSON.stringify(values, round)}`);
}

function dockerfile(lines: number): string {
  const body = Array.from({ length: lines - 4 }, (_, line) => `RUN echo "step ${line}" && mkdir -p /srv/app/${line} && touch /srv/app/${line}/done`);
  return ["FROM alpine:3.22", "WORKDIR /srv/app", ...body, "EXPOSE 8080:80", "USER 1000", ""].join("\n");
}

function compose(lines: number): string {
  const service = (index: number) =>
    [`  s${index}:`, "    image: alpine:3.22", "    read_only: true", "    cap_drop: [ALL]", `    ports: ["127.0.0.1:${8000 + index}:80"]`, "    environment:", `      NAME: s${index}`, "    networks: [inner]", "    mem_limit: 64m", "    restart: always"].join("\n");
  const services = Array.from({ length: Math.floor(lines / 10) }, (_, index) => service(index));
  return ["networks:", "  inner:", "services:", ...services, ""].join("\n");
}
