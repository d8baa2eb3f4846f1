// Measures the built page as a visitor on a slower line and computer meets it: `node figures.js`.
// Ends with status 1 where a budget is broken.

import { loadavg } from "node:os";
import { deflateRawSync } from "node:zlib";
import { checked, openExample, start } from "./test/browser.js";

/** Fast mobile line and a processor four times slower. */
const LINE = { offline: false, latency: 60, downloadThroughput: (9 * 1024 * 1024) / 8, uploadThroughput: (3 * 1024 * 1024) / 8 };
const SLOWER = 4;
/** Brotli bytes of everything; milliseconds until the first findings on the slow profile; of a check in the
 * worker, of one Dockerfile of 200 lines and of the largest example; until the latter is shown. */
const BUDGET = { bytes: 1_400_000, findings: 12_000, dockerfile: 8, example: 60, shown: 90 };

const visitor = await start();

async function load(slow) {
  const before = visitor.server.sent.bytes;
  const context = await visitor.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  if (slow) {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  }
  const started = performance.now();
  await page.goto(visitor.server.address);
  await page.waitForFunction(() => document.documentElement.dataset.ready !== undefined, undefined, { polling: 20, timeout: 60_000 });
  const interactive = performance.now() - started;
  await checked(page);
  const findings = performance.now() - started;
  return { page, context, interactive, findings, bytes: visitor.server.sent.bytes - before };
}

const round = (value) => Math.round(value * 10) / 10;
const told = (name, value, budget) => {
  const broken = budget !== undefined && value > budget;
  console.log(`${name.padEnd(58)} ${String(round(value)).padStart(9)}${budget === undefined ? "" : ` of ${budget}`}${broken ? "  BROKEN" : ""}`);
  if (broken) process.exitCode = 1;
};

/** Types 60 characters at the end of the shown file; milliseconds until each is checked, and until its findings are shown. */
async function typing(page) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+End");
  const times = { checked: [], shown: [] };
  for (let n = 0; n < 60; n += 1) {
    const [took, all] = await page.evaluate(async () => {
      const root = document.documentElement;
      const shown = new Promise((done) => {
        new MutationObserver((_, observer) => {
          if (root.dataset.checked !== "yes") return;
          observer.disconnect();
          done();
        }).observe(root, { attributeFilter: ["data-checked"] });
      });
      const started = performance.now();
      document.execCommand("insertText", false, "#");
      await shown;
      return [Number(root.dataset.took), performance.now() - started];
    });
    times.checked.push(took);
    times.shown.push(all);
  }
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  return { median: times.checked[30], late: times.checked[57], shown: times.shown[30] };
}

/** A Dockerfile of 200 lines, with what Dockerfiles are made of. */
function dockerfile() {
  const stage = (n) => `FROM debian:12-slim AS part${n}
WORKDIR /src/part${n}
ARG VERSION=1.${n}
ENV PART=${n} LANG=C.UTF-8
COPY --chown=1000:1000 part${n}/ ./
RUN apt-get update && apt-get install -y --no-install-recommends build-essential=12.9 \\
    && rm -rf /var/lib/apt/lists/*
RUN ./configure --prefix=/opt/part${n} && make -j4 && make install

`;
  return `${Array.from({ length: 23 }, (_, n) => stage(n)).join("").split("\n").slice(0, 199).join("\n")}\n`;
}

told("load of this machine, one minute", loadavg()[0]);
const slow = await load(true);
told("bytes sent, brotli", slow.bytes, BUDGET.bytes);
told("slow line and computer: interactive, ms", slow.interactive);
told("slow line and computer: first findings, ms", slow.findings, BUDGET.findings);
await slow.context.close();

const fast = await load(false);
told("here: interactive, ms", fast.interactive);
told("here: first findings, ms", fast.findings);
await openExample(fast.page, "Insecure shop");
const example = await typing(fast.page);
told("key, largest example: checked, median ms", example.median, BUDGET.example);
told("key, largest example: checked, 95th percentile ms", example.late);
told("key, largest example: shown, median ms", example.shown, BUDGET.shown);
await fast.context.close();

const files = JSON.stringify([[["Dockerfile", dockerfile()]], "Dockerfile", "findings"]);
const one = await visitor.visit({ hash: `#s=1.${deflateRawSync(files).toString("base64url")}` });
const alone = await typing(one);
told("key, Dockerfile of 200 lines: checked, median ms", alone.median, BUDGET.dockerfile);
told("key, Dockerfile of 200 lines: checked, 95th percentile ms", alone.late);
told("key, Dockerfile of 200 lines: shown, median ms", alone.shown);
told("load of this machine, one minute", loadavg()[0]);
await visitor.close();
