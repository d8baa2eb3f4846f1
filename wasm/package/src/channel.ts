// Calls to a thread, one at a time and in order; the thread is ended when one takes too long.

import { DockwardenError } from "./error.js";
import { threads } from "./platform.js";
import type { Answer, Request, Start } from "./protocol.js";
import type { Options, WasmSource } from "./types.js";

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

/** A thread that is started when it is needed. */
export class Channel {
  readonly #options: WorkerOptions;
  readonly #first: () => Start;
  readonly #waiting: Call[] = [];
  #thread: Thread | undefined;
  #running: Call | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `first` gives what a new thread is told before anything else. */
  constructor(options: WorkerOptions, first: () => Start) {
    this.#options = options;
    this.#first = first;
  }

  /** The answer of the thread. */
  ask(method: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request: { method, args }, resolve, reject });
      this.#next();
    });
  }

  /** Ends the thread. Calls that wait are rejected with `timeout`; a later call starts a new thread. */
  terminate(): void {
    const calls = this.#running ? [this.#running, ...this.#waiting] : this.#waiting;
    const rejected = calls.splice(0);
    this.#waiting.length = 0;
    this.#end();
    for (const call of rejected) call.reject(new DockwardenError("timeout", "the worker was ended"));
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
    return { request: this.#first(), resolve: () => {}, reject };
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
