// The page for everybody: no serious violation in any view, in light, dark and on a narrow screen.
// Keeps pictures of each in target/playground, to be looked at.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { openExample, openView, start } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = fileURLToPath(new URL("../../target/playground/", import.meta.url));
mkdirSync(pictures, { recursive: true });

let visitor;
before(async () => { visitor = await start(); });
after(() => visitor.close());

const VIEWS = ["Findings", "Defence in depth", "Input", "Rules", "Rego", "Report"];
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  narrow: { colorScheme: "light", viewport: { width: 390, height: 844 } },
};

/** Violations that are serious or worse. */
async function violations(page) {
  const { violations: found } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return found.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}

for (const [look, options] of Object.entries(LOOKS)) {
  test(`no serious violation in ${look}`, async () => {
    // Only the test's own script needs the page's policy out of the way.
    const page = await visitor.visit({ ...options, bypassCSP: true });
    await page.evaluate(axe);
    for (const view of VIEWS) {
      if (view === "Rego") await openExample(page, "A rule of your own");
      await openView(page, view);
      if (view === "Findings") await page.locator(".finding > button").nth(1).click();
      if (view === "Rules") await page.locator(".rule summary").nth(1).click();
      await page.waitForTimeout(700);
      await page.screenshot({ path: `${pictures}${look}-${view.toLowerCase().replaceAll(" ", "-")}.png` });
      assert.deepEqual(await violations(page), [], view);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${view} is ${wide} pixels too wide`);
    }
    await openExample(page, "Insecure shop");
    await page.getByRole("button", { name: "Fix all…" }).click();
    await page.locator("dialog .cm-changedLine").first().waitFor();
    await page.screenshot({ path: `${pictures}${look}-fix.png` });
    assert.deepEqual(await violations(page), [], "dialog");
    await page.context().close();
  });
}

test("everything is reached with the keyboard alone", async () => {
  const page = await visitor.visit({ reducedMotion: "reduce" });
  const reached = new Set();
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => {
      const at = document.activeElement;
      return at.getAttribute("aria-label") ?? at.textContent.slice(0, 40);
    }));
  }
  const has = (pattern) => assert.ok([...reached].some((label) => pattern.test(label)), `${pattern} in ${[...reached].join(", ")}`);
  for (const pattern of [/^Skip/, /^Examples/, /^Share/, /^Download/, /compose\.yaml/, /Add a file/, /Text of/, /^Findings/, /Filter findings/, /critical/]) has(pattern);
  await page.context().close();
});
