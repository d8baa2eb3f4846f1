// A checker in a thread of its own, ended when it takes too long: there is no clock inside WASM.

import { Channel, type WorkerOptions } from "./channel.js";
import type { Dockwarden } from "./dockwarden.js";
import { compile } from "./module.js";
import type { Method } from "./protocol.js";
import type { Options } from "./types.js";

export type { WorkerOptions } from "./channel.js";
export { DockwardenError, type ErrorCode } from "./error.js";
export type * from "./types.js";
export { WorkspaceWorker } from "./workspace-worker.js";

type Answers<M extends Method> = Promise<ReturnType<Dockwarden[M]>>;
type Arguments<M extends Method> = Parameters<Dockwarden[M]>;

/** A {@link Dockwarden} in a thread of its own: the same methods, one call at a time, in order. */
export class DockwardenWorker {
  readonly #channel: Channel;
  #setup: Options;

  /** Starts a worker. Rejects with `config` or `policy` if the options cannot be used. */
  static async create(options: WorkerOptions = {}): Promise<DockwardenWorker> {
    const worker = new DockwardenWorker(await compile(options.wasm), options);
    try {
      await worker.#ask("rules");
    } catch (error) {
      worker.terminate();
      throw error;
    }
    return worker;
  }

  private constructor(module: WebAssembly.Module, options: WorkerOptions) {
    const { wasm: _wasm, timeLimit: _timeLimit, worker: _worker, ...setup } = options;
    this.#setup = setup;
    this.#channel = new Channel(options, () => ({ method: "create", of: "dockwarden", module, options: this.#setup }));
  }

  /** {@link Dockwarden.configure} */
  async configure(...args: Arguments<"configure">): Answers<"configure"> {
    const problems = await this.#ask("configure", ...args);
    if (problems.length === 0) this.#setup = args[0];
    return problems;
  }

  /** {@link Dockwarden.check} */
  check(...args: Arguments<"check">): Answers<"check"> {
    return this.#ask("check", ...args);
  }

  /** {@link Dockwarden.checkDocument} */
  checkDocument(...args: Arguments<"checkDocument">): Answers<"checkDocument"> {
    return this.#ask("checkDocument", ...args);
  }

  /** {@link Dockwarden.applyFixes} */
  applyFixes(...args: Arguments<"applyFixes">): Answers<"applyFixes"> {
    return this.#ask("applyFixes", ...args);
  }

  /** {@link Dockwarden.render} */
  render(...args: Arguments<"render">): Answers<"render"> {
    return this.#ask("render", ...args);
  }

  /** {@link Dockwarden.sarif} */
  sarif(...args: Arguments<"sarif">): Answers<"sarif"> {
    return this.#ask("sarif", ...args);
  }

  /** {@link Dockwarden.input} */
  input(...args: Arguments<"input">): Answers<"input"> {
    return this.#ask("input", ...args);
  }

  /** {@link Dockwarden.locate} */
  locate(...args: Arguments<"locate">): Answers<"locate"> {
    return this.#ask("locate", ...args);
  }

  /** {@link Dockwarden.test} */
  test(...args: Arguments<"test">): Answers<"test"> {
    return this.#ask("test", ...args);
  }

  /** {@link Dockwarden.rules} */
  rules(...args: Arguments<"rules">): Answers<"rules"> {
    return this.#ask("rules", ...args);
  }

  /** {@link Dockwarden.explain} */
  explain(...args: Arguments<"explain">): Answers<"explain"> {
    return this.#ask("explain", ...args);
  }

  /** Ends the thread. Calls that wait are rejected with `timeout`; a later call starts a new thread. */
  terminate(): void {
    this.#channel.terminate();
  }

  #ask<M extends Method>(method: M, ...args: Arguments<M>): Answers<M> {
    return this.#channel.ask(method, args) as Answers<M>;
  }
}
