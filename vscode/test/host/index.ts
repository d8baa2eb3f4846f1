// Runs inside the extension host of a real editor: the extension as other extensions see it.

import { tests } from "./lib";
import "./findings";
import "./fixes";
import "./ignoring";
import "./knowing";
import "./settings";
import "./policies";

export async function run(): Promise<void> {
  let failed = 0;
  for (const [name, body] of tests) {
    const start = Date.now();
    try {
      await body();
      console.log(`ok ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
