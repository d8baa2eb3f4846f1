// What Node has and browsers do not, asked for without importing it: bundlers for pages stumble over
// such imports.

interface Process {
  getBuiltinModule?(name: string): unknown;
}

interface FileSystem {
  readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
}

/** A thread of Node. */
export interface NodeWorker {
  on(event: "message", listener: (message: unknown) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  postMessage(message: unknown): void;
  terminate(): unknown;
}

interface Threads {
  Worker: new (script: URL) => NodeWorker;
  parentPort: Pick<NodeWorker, "on" | "postMessage"> | null;
}

function builtin(name: string): unknown {
  const { process } = globalThis as { process?: Process };
  return process?.getBuiltinModule?.(name);
}

/** Files, where there are any. */
export function fileSystem(): FileSystem | undefined {
  return builtin("node:fs/promises") as FileSystem | undefined;
}

/** Threads of Node. */
export function threads(): Threads | undefined {
  return builtin("node:worker_threads") as Threads | undefined;
}
