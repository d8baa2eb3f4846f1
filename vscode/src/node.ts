// The extension on the desktop and on servers: threads are Node's.

import { Worker as NodeWorker } from "node:worker_threads";
import type { ExtensionContext } from "vscode";
import type { Threads } from "./engine";
import { start } from "./extension";

export function activate(context: ExtensionContext): Promise<void> {
  return start(context, threads);
}

/** Node's threads, in the clothes of a browser's. */
const threads: Threads = (script) => () => {
  const thread = new NodeWorker(new TextDecoder().decode(script), { eval: true });
  const worker = {
    onmessage: (_: { data: unknown }) => {},
    onerror: (_: { message: string }) => {},
    postMessage: (message: unknown) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
  };
  thread.on("message", (data: unknown) => worker.onmessage({ data }));
  thread.on("error", (error) => worker.onerror({ message: String(error) }));
  // The editor must not wait for the checker when it closes.
  thread.unref();
  return worker as unknown as Worker;
};
