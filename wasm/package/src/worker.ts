// A checker in a thread of its own, ended when it takes too long: there is no clock inside WASM.

import type { Dockwarden } from "./dockwarden.js";
import { DockwardenError } from "./error.js";
import { compile } from "./module.js";
import { threads } from "./platform.js";
import type { Answer, Method, Request } from "./protocol.js";
import type { Options, WasmSource } from "./types.js";

export { DockwardenError, type ErrorCode } from "./error.js";
export type * from "./types.js";

/** What a worker works with. */
export interface WorkerOptions extends Options {
  /** Where the WASM module comes from, if not from beside this file. */
  wasm?: WasmSource | PromiseLike<WasmSource>;
  /** Milliseconds that one call may take; 5000 if left out. */
  timeLimit?: number;
  /** Makes the browser's worker, a module that runs `dockwarden/thread`, where a bundler needs to be told. */
  worker?: () => Worker;
}

/** What both kinds of workers can do. */
interface Thread {
  send(request: Request): void;
  end(): void;
}

interface Call {
  request: Request;
  resolve(value: unknown): void;
  reject(error: DockwardenError): void;
}

type Answers<M extends Method> = Promise<ReturnType<Dockwarden[M]>>;
type Arguments<M extends Method> = Parameters<Dockwarden[M]>;

/** A {@link Dockwarden} in a thread of its own: the same methods, one call at a time, in order. */
export class DockwardenWorker {
  readonly #module: WebAssembly.Module;
  readonly #options: WorkerOptions;
  readonly #waiting: Call[] = [];
  #setup: Options;
  #thread: Thread | undefined;
  #running: Call | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
    this.#module = module;
    this.#options = options;
    const { wasm: _wasm, timeLimit: _timeLimit, worker: _worker, ...setup } = options;
    this.#setup = setup;
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
    const calls = this.#running ? [this.#running, ...this.#waiting] : this.#waiting;
    const rejected = calls.splice(0);
    this.#waiting.length = 0;
    this.#end();
    for (const call of rejected) call.reject(new DockwardenError("timeout", "the worker was ended"));
  }

  #ask<M extends Method>(method: M, ...args: Arguments<M>): Answers<M> {
    return new Promise((resolve, reject) => {
      const request = { method, args } as Request;
      this.#waiting.push({ request, resolve: resolve as (value: unknown) => void, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#running) return;
    if (this.#waiting.length === 0) return;
    this.#running = this.#thread ? this.#waiting.shift() : this.#start();
    if (!this.#running) return;
    const limit = this.#options.timeLimit ?? 5000;
    const late = () => this.#fail(new DockwardenError("timeout", `the worker was ended after ${limit} ms`));
    this.#timer = setTimeout(late, limit);
    this.#thread?.send(this.#running.request);
  }

  /** A new thread, and the call that makes its checker; if that fails, so does the call after it. */
  #start(): Call | undefined {
    const done = (answer: Answer) => this.#done(answer);
    const lost = (why: string) => this.#fail(new DockwardenError("load", `the worker failed: ${why}`));
    this.#thread = this.#options.worker ? ofPage(this.#options.worker(), done, lost) : thread(done, lost);
    const reject = (error: DockwardenError) => {
      this.#end();
      this.#waiting.shift()?.reject(error);
    };
    return { request: { method: "create", module: this.#module, options: this.#setup }, resolve: () => {}, reject };
  }

  #done(answer: Answer): void {
    const call = this.#take();
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(new DockwardenError(answer.code, answer.message, answer.problems));
    this.#next();
  }

  #fail(error: DockwardenError): void {
    const call = this.#take();
    this.#end();
    call?.reject(error);
    this.#next();
  }

  #take(): Call | undefined {
    clearTimeout(this.#timer);
    const call = this.#running;
    this.#running = undefined;
    return call;
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#running = undefined;
    this.#thread?.end();
    this.#thread = undefined;
  }
}

function thread(done: (answer: Answer) => void, lost: (why: string) => void): Thread {
  const node = threads();
  if (!node) return ofPage(new Worker(new URL("./thread.js", import.meta.url), { type: "module" }), done, lost);
  const worker = new node.Worker(new URL("./thread.js", import.meta.url));
  let ended = false;
  worker.on("message", (answer) => ended || done(answer as Answer));
  worker.on("error", (error) => ended || lost(error.message));
  return {
    send: (request) => worker.postMessage(request),
    end() {
      ended = true;
      worker.terminate();
    },
  };
}

function ofPage(worker: Worker, done: (answer: Answer) => void, lost: (why: string) => void): Thread {
  let ended = false;
  worker.onmessage = ({ data }: MessageEvent<Answer>) => ended || done(data);
  worker.onerror = (event) => ended || lost(event.message);
  return {
    send: (request) => worker.postMessage(request),
    end() {
      ended = true;
      worker.terminate();
    },
  };
}
