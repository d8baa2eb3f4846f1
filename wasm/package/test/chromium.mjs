// A page in Chromium, served from this machine.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const open = [];

/** Ends what was served and opened. */
export async function close() {
  for (const thing of open.splice(0).reverse()) await thing.close();
}

/** Serves a folder; gives its address. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    try {
      const body = await readFile(join(folder, path.endsWith("/") ? `${path}index.html` : path));
      response.setHeader("content-type", types[extname(path)] ?? "text/html").end(body);
    } catch {
      response.writeHead(path === "/" ? 200 : 404, { "content-type": "text/html" }).end("<!doctype html>");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return `http://127.0.0.1:${server.address().port}`;
}

let browser;

/** A new page at an address. */
export async function page(address) {
  browser ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags }).then((browser) => {
    open.push(browser);
    return browser;
  });
  const page = await (await browser).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  return page;
}

let shared;

/** Runs a function in a page that can import `/dist/index.js`. */
export async function inPage(run, argument) {
  shared ??= serve(fileURLToPath(new URL("..", import.meta.url))).then(page);
  return (await shared).evaluate(run, argument);
}
