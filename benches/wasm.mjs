#!/usr/bin/env node
// Measures the package that scripts/build-wasm built, with all rules: bytes, time to the first result, time for a
// keystroke in Node and in Chromium, memory over many checks, and the command on the same files. Run it on a quiet machine.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { close, inPage } from "../wasm/package/test/chromium.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "wasm/package/dist");
const bytes = readFileSync(join(dist, "dockwarden.wasm"));
const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
const told = (name, value) => console.log(`${name.padEnd(44)} ${value}`);
const ms = (value) => `${value.toFixed(1)} ms`;
told("bytes: raw, gzip, brotli", [bytes, gzipSync(bytes, { level: 9 }), brotli].map((text) => text.length).join(", "));

/** Types a Dockerfile of 200 lines, made of what Dockerfiles are made of; gives the times of all keystrokes. */
async function typed(address) {
  const stage = (n) => `FROM debian:12-slim AS part${n}
WORKDIR /src/part${n}
ARG VERSION=1.${n}
ENV PART=${n} LANG=C.UTF-8
COPY --chown=1000:1000 part${n}/ ./
RUN apt-get update && apt-get install -y --no-install-recommends build-essential=12.9 \\
    && rm -rf /var/lib/apt/lists/*
RUN ./configure --prefix=/opt/part${n} && make -j4 && make install

`;
  const text = Array.from({ length: 23 }, (_, n) => stage(n)).join("").split("\n").slice(0, 200).join("\n");
  const { Dockwarden } = await import(address);
  const begin = performance.now();
  const dockwarden = await Dockwarden.create({ config: "set: strict" });
  const timed = (content) => {
    const start = performance.now();
    dockwarden.checkDocument({ path: "Dockerfile", content });
    return performance.now() - start;
  };
  timed(text);
  const first = performance.now() - begin;
  // A letter comes and goes: the same text again would find everything as it was.
  return { text, first, typing: Array.from(text, (_, n) => timed(text.slice(0, n + 1))), whole: Array.from({ length: 200 }, (_, n) => timed(text + "x".repeat(n % 2))) };
}

function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => ms(sorted[Math.floor((sorted.length - 1) * part)]);
  return `median ${at(0.5)}, 99th percentile ${at(0.99)}`;
}

function keystrokes(where, { first, typing, whole }) {
  told(`${where}: time to first result`, ms(first));
  told(`${where}: a keystroke, typing 200 lines`, quantiles(typing));
  told(`${where}: a keystroke at the end of them`, quantiles(whole));
}

const inNode = await typed(join(dist, "index.js"));
keystrokes("Node", inNode);
keystrokes("Chromium", await inPage(typed, "/dist/index.js"));
await close();

const since = (start) => performance.now() - start;
const command = join(root, "target/release/dockwarden");
if (existsSync(command)) {
  const folder = mkdtempSync(join(tmpdir(), "dockwarden-"));
  const run = (copies) => {
    for (let n = 0; n < copies; n += 1) {
      mkdirSync(join(folder, `${n}`), { recursive: true });
      writeFileSync(join(folder, `${n}/Dockerfile`), inNode.text);
    }
    const start = performance.now();
    // One processor, as WASM has.
    execFileSync("taskset", ["-c", "0", command, "check", "--set", "strict", "--fail-on", "critical", "--format", "json", folder], { stdio: "ignore" });
    return since(start);
  };
  const native = (run(1), -run(20) + run(220)) / 200;
  rmSync(folder, { recursive: true });
  told("WASM in Node / native", (inNode.whole.toSorted((a, b) => a - b)[100] / native).toFixed(2));
}

const { Dockwarden } = await import(join(dist, "index.js"));
const dockwarden = await Dockwarden.create();
const small = { path: "compose.yaml", content: "services:\n  web:\n    image: nginx\n    privileged: true\n" };
const checks = (times) => {
  for (let n = 0; n < times; n += 1) dockwarden.checkDocument(small);
  return `${(dockwarden.memory() / 1048576).toFixed(1)} MiB`;
};
const start = performance.now();
told("memory after 1,000, then 100,000 checks", `${checks(1000)}, ${checks(99_000)} (${(since(start) / 1000).toFixed(0)} s)`);
