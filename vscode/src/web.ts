// The extension in a browser.

import type { ExtensionContext } from "vscode";
import type { Threads } from "./engine";
import { start } from "./extension";

export function activate(context: ExtensionContext): Promise<void> {
  return start(context, threads);
}

const threads: Threads = (script) => {
  const address = URL.createObjectURL(new Blob([script as BlobPart], { type: "text/javascript" }));
  return () => new Worker(address);
};
