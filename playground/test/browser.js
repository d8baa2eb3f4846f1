// A visitor: Chromium on the built page, and what visitors do.

import { chromium } from "playwright-core";
import { serve } from "./serve.js";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Starts browser and server; `visit` opens pages of their own, `close` ends both. */
export async function start() {
  const server = await serve();
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ARGS });
  const contexts = [];
  return {
    server,
    browser,
    /** A new visitor; what the page logs as an error fails the test that looks at `errors`. */
    async visit({ hash = "", ready = true, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1360, height: 850 }, acceptDownloads: true, ...options });
      contexts.push(context);
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const page = await context.newPage();
      page.setDefaultTimeout(45_000);
      page.errors = [];
      page.on("pageerror", (error) => page.errors.push(error.message));
      page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
      page.on("dialog", (dialog) => { page.errors.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
      await page.goto(server.address + hash);
      if (ready) await checked(page);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Waits until the findings of the newest text are shown. */
export async function checked(page) {
  try {
    await page.waitForFunction(() => document.documentElement.dataset.checked === "yes");
  } catch (error) {
    const said = await page.locator("#notices").textContent({ timeout: 1000 }).catch(() => "nothing, it does not answer");
    throw new Error(`nothing was checked; the page says: ${said}; errors: ${page.errors.join("; ")}`, { cause: error });
  }
}

/** Opens an example of the menu. */
export async function openExample(page, title) {
  await page.getByLabel("Examples").selectOption({ label: title });
  await page.waitForFunction((text) => document.getElementById("notices").textContent.includes(text), title);
  await checked(page);
}

/** Opens a view. */
export async function openView(page, name) {
  await page.locator("#views").getByRole("tab", { name }).click();
}

/** Opens a file. */
export async function openFile(page, path) {
  await page.locator("#files").getByRole("tab", { name: path }).first().click();
}

/** Replaces the text of the shown file, as by pasting. */
export async function write(page, text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
  await checked(page);
}

/** The text of the shown file. */
export async function read(page) {
  return page.evaluate(() => document.querySelector("#editor .cm-content").cmTile?.root?.view?.state.doc.toString() ?? document.querySelector("#editor .cm-content").cmView.view.state.doc.toString());
}

/** Adds a file by its path. */
export async function addFile(page, path, text) {
  await page.getByRole("button", { name: "Add a file" }).click();
  await page.getByLabel("Path, such as").fill(path);
  await answer(page, "Add");
  if (text !== undefined) await write(page, text);
}

/** Answers the dialog that is open, and waits for what follows. */
export async function answer(page, label) {
  await page.locator("dialog").getByRole("button", { name: label, exact: true }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await checked(page);
}

/** Drops files and folders of this machine onto the page, as from a file manager. */
export async function drop(page, paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  await page.waitForFunction(() => document.getElementById("notices").textContent.match(/^(Added|Opened) \d/));
  await checked(page);
}

/** Messages of the findings that are listed. */
export async function findings(page) {
  return page.locator("#panel-findings .finding .message").allTextContents();
}
