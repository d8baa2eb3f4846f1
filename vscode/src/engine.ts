// The checker of one folder: a thread that can be ended, made from files of the extension.

import { WorkspaceWorker } from "dockwarden-wasm/worker";
import { Uri, workspace } from "vscode";

/** Turns the script of the thread into a way to start one. */
export type Threads = (script: Uint8Array) => () => Worker;

/** Makes checkers. */
export type Engines = (timeLimit: number) => Promise<WorkspaceWorker>;

/** Checkers from the files that the extension brings; they are read and compiled once. */
export function engines(extension: Uri, threads: Threads): Engines {
  const file = (name: string) => workspace.fs.readFile(Uri.joinPath(extension, "dist", name));
  let parts: Promise<[WebAssembly.Module, () => Worker]> | undefined;
  const load = async (): Promise<[WebAssembly.Module, () => Worker]> => {
    const [wasm, script] = await Promise.all([file("dockwarden.wasm"), file("thread.js")]);
    return [await WebAssembly.compile(wasm as BufferSource), threads(script)];
  };
  return async (timeLimit) => {
    parts ??= load();
    const [wasm, worker] = await parts;
    return WorkspaceWorker.create({ wasm, worker, timeLimit });
  };
}
