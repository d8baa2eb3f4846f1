#!/usr/bin/env node
// Measures the package that scripts/build-wasm built: bytes, time to the first result, time for a
// keystroke, memory over many checks, and the command on the same files. Run it on a quiet machine.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "wasm/package/dist");
const bytes = readFileSync(join(dist, "dockwarden.wasm"));
const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
const told = (name, value) => console.log(`${name.padEnd(44)} ${value}`);
const ms = (value) => `${value.toFixed(1)} ms`;
told("bytes: raw, gzip, brotli", [bytes, gzipSync(bytes, { level: 9 }), brotli].map((text) => text.length).join(", "));

// A Dockerfile of 200 lines, with what Dockerfiles are made of.
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

const { Dockwarden } = await import(join(dist, "index.js"));
const since = (start) => performance.now() - start;
let start = performance.now();
const dockwarden = await Dockwarden.create();
dockwarden.checkDocument({ path: "Dockerfile", content: text });
told("time to first result", ms(since(start)));

function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => ms(sorted[Math.floor((sorted.length - 1) * part)]);
  return `median ${at(0.5)}, 99th percentile ${at(0.99)}`;
}

function timed(contents) {
  return contents.map((content) => {
    const start = performance.now();
    dockwarden.checkDocument({ path: "Dockerfile", content });
    return since(start);
  });
}

told("a keystroke, typing 200 lines", quantiles(timed(Array.from(text, (_, n) => text.slice(0, n + 1)))));
const whole = timed(Array(200).fill(text));
told("a keystroke at the end of 200 lines", quantiles(whole));

const command = join(root, "target/release/dockwarden");
if (existsSync(command)) {
  const folder = mkdtempSync(join(tmpdir(), "dockwarden-"));
  const run = (copies) => {
    for (let n = 0; n < copies; n += 1) {
      mkdirSync(join(folder, `${n}`), { recursive: true });
      writeFileSync(join(folder, `${n}/Dockerfile`), text);
    }
    const start = performance.now();
    // One processor, as WASM has.
    execFileSync("taskset", ["-c", "0", command, "check", "--fail-on", "critical", "--format", "json", folder], { stdio: "ignore" });
    return since(start);
  };
  const native = (run(1), -run(20) + run(220)) / 200;
  rmSync(folder, { recursive: true });
  told("WASM / native", (whole.toSorted((a, b) => a - b)[100] / native).toFixed(2));
}

const small = { path: "compose.yaml", content: "services:\n  web:\n    image: nginx\n    privileged: true\n" };
const checks = (times) => {
  for (let n = 0; n < times; n += 1) dockwarden.checkDocument(small);
  return `${(dockwarden.memory() / 1048576).toFixed(1)} MiB`;
};
start = performance.now();
told("memory after 1,000, then 100,000 checks", `${checks(1000)}, ${checks(99_000)} (${(since(start) / 1000).toFixed(0)} s)`);
