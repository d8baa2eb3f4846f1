// The WASM module: loaded once for a thread, thrown away and made anew when it stops in the middle.

import { __wbg_reset_state, held, initSync } from "./bindings.js";
import { DockwardenError, ofProblems } from "./error.js";
import { fileSystem } from "./platform.js";
import type { Problem, WasmSource } from "./types.js";

let loading: Promise<void> | undefined;
let ready = false;
let generation = 0;

/**
 * Loads the WASM module. Later calls wait for the first one, and do nothing else.
 *
 * Without `source` the module is taken from beside this file; Vite and webpack find it there too.
 */
export function load(source?: WasmSource | PromiseLike<WasmSource>): Promise<void> {
  loading ??= instantiate(source).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Throws the module's memory away. Checkers stay usable: they build themselves anew. */
export function reset(): void {
  generation += 1;
  if (ready) __wbg_reset_state();
}

/** Bytes of memory that the module holds; they only grow until {@link reset}. */
export function memory(): number {
  return held();
}

/** Changes whenever the memory is thrown away; what was made before must not be used. */
export function current(): number {
  if (!ready) throw new DockwardenError("load", "await load() or Dockwarden.create() first");
  return generation;
}

/** Calls the module. What it refuses and what stops it come out as {@link DockwardenError}. */
export function call<T>(use: () => T): T {
  try {
    return use();
  } catch (thrown) {
    if (typeof thrown === "string") {
      const { code, problems } = JSON.parse(thrown) as { code: "config" | "policy" | "input"; problems: Problem[] };
      throw ofProblems(code, problems);
    }
    reset();
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DockwardenError("trap", `the module stopped: ${why}`, [], thrown);
  }
}

/** Fetches and compiles the module, and starts nothing. */
export async function compile(source?: WasmSource | PromiseLike<WasmSource>): Promise<WebAssembly.Module> {
  try {
    return await compiled((await source) ?? new URL("./dockwarden.wasm", import.meta.url));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DockwardenError("load", `the WASM module cannot be loaded: ${why}`, [], error);
  }
}

async function instantiate(source?: WasmSource | PromiseLike<WasmSource>): Promise<void> {
  initSync({ module: await compile(source) });
  ready = true;
}

async function compiled(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === "string" || source instanceof URL) return compiled(await open(source));
  if (!(typeof Response === "function" && source instanceof Response)) {
    return WebAssembly.compile(source as BufferSource);
  }
  if (!source.ok) throw new Error(`${source.url}: ${source.status} ${source.statusText}`);
  // Servers that do not know the type are common.
  const streams = source.headers.get("content-type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(source) : WebAssembly.compile(await source.arrayBuffer());
}

async function open(address: string | URL): Promise<WasmSource> {
  const files = fileSystem();
  if (files && String(address).startsWith("file:")) return files.readFile(new URL(address));
  return fetch(address);
}
