// Measures the built page as a visitor on a slower line and computer meets it: `node figures.js`.
// Ends with status 1 where a budget is broken.

import { checked, openExample, start } from "./test/browser.js";

/** Fast mobile line and a processor four times slower. */
const LINE = { offline: false, latency: 60, downloadThroughput: (9 * 1024 * 1024) / 8, uploadThroughput: (3 * 1024 * 1024) / 8 };
const SLOWER = 4;
/** Milliseconds of a check, brotli bytes of everything, milliseconds until the first findings on the slow profile. */
const BUDGET = { keystroke: 60, bytes: 1_400_000, findings: 12_000 };

const visitor = await start();
const figures = {};

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

const round = (value) => Math.round(value);
const slow = await load(true);
figures["bytes sent, brotli"] = slow.bytes;
figures["slow line and computer: interactive, ms"] = round(slow.interactive);
figures["slow line and computer: first findings, ms"] = round(slow.findings);
await slow.context.close();

const fast = await load(false);
figures["here: interactive, ms"] = round(fast.interactive);
figures["here: first findings, ms"] = round(fast.findings);
await openExample(fast.page, "Insecure shop");
await fast.page.locator(".cm-content").click();
await fast.page.keyboard.press("ControlOrMeta+End");
const typed = [];
for (let n = 0; n < 60; n += 1) {
  typed.push(await fast.page.evaluate(async () => {
    const page = document.documentElement;
    const shown = new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (page.dataset.checked !== "yes") return;
        observer.disconnect();
        done();
      }).observe(page, { attributeFilter: ["data-checked"] });
    });
    const started = performance.now();
    document.execCommand("insertText", false, "#");
    await shown;
    return performance.now() - started;
  }));
}
typed.sort((a, b) => a - b);
figures["keystroke to findings, largest example, median ms"] = round(typed[30]);
figures["keystroke to findings, largest example, 95th percentile ms"] = round(typed[57]);
await visitor.close();

for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
const broken = [
  figures["bytes sent, brotli"] > BUDGET.bytes,
  figures["slow line and computer: first findings, ms"] > BUDGET.findings,
  figures["keystroke to findings, largest example, median ms"] > BUDGET.keystroke,
];
if (broken.includes(true)) {
  console.log("a budget is broken");
  process.exitCode = 1;
}
