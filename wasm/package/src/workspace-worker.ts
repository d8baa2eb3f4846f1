// A workspace in a thread of its own, ended when a check takes too long; the next call starts another.

import { Channel, type WorkerOptions } from "./channel.js";
import { compile } from "./module.js";
import { empty, note } from "./state.js";
import type { Options } from "./types.js";
import type { Workspace } from "./workspace.js";

type Method = "configure" | "update" | "check" | "settle" | "fail" | "depth" | "input" | "applyFixes" | "rules" | "explain" | "complete" | "switchOff" | "newRule";
type Answers<M extends Method> = Promise<ReturnType<Workspace[M]>>;
type Arguments<M extends Method> = Parameters<Workspace[M]>;

/** A {@link Workspace} in a thread of its own: the same methods, one call at a time, in order. */
export class WorkspaceWorker {
  readonly #state = empty();
  readonly #channel: Channel;
  #setup: Options;

  /** Starts a worker. Rejects with `config` or `policy` if the options cannot be used. */
  static async create(options: WorkerOptions = {}): Promise<WorkspaceWorker> {
    const worker = new WorkspaceWorker(await compile(options.wasm), options);
    try {
      await worker.rules();
    } catch (error) {
      worker.terminate();
      throw error;
    }
    return worker;
  }

  private constructor(module: WebAssembly.Module, options: WorkerOptions) {
    const { wasm: _wasm, timeLimit: _timeLimit, worker: _worker, ...setup } = options;
    this.#setup = setup;
    const state = this.#state;
    this.#channel = new Channel(options, () => ({ method: "create", of: "workspace", module, options: this.#setup, state }));
  }

  /** {@link Workspace.configure} */
  async configure(...args: Arguments<"configure">): Answers<"configure"> {
    const problems = await this.#ask("configure", ...args);
    if (problems.length > 0) return problems;
    this.#setup = args[0];
    this.#state.failed.clear();
    return problems;
  }

  /** {@link Workspace.update} */
  update(...args: Arguments<"update">): Answers<"update"> {
    note(this.#state, args[0]);
    return this.#ask("update", ...args);
  }

  /** {@link Workspace.check} */
  check(...args: Arguments<"check">): Answers<"check"> {
    return this.#ask("check", ...args);
  }

  /** {@link Workspace.settle} */
  settle(...args: Arguments<"settle">): Answers<"settle"> {
    return this.#ask("settle", ...args);
  }

  /** {@link Workspace.fail} */
  fail(...args: Arguments<"fail">): Answers<"fail"> {
    const [due, why] = args;
    this.#state.failed.set(due.part, { ...due, why });
    return this.#ask("fail", ...args);
  }

  /** {@link Workspace.depth} */
  depth(...args: Arguments<"depth">): Answers<"depth"> {
    return this.#ask("depth", ...args);
  }

  /** {@link Workspace.input} */
  input(...args: Arguments<"input">): Answers<"input"> {
    return this.#ask("input", ...args);
  }

  /** {@link Workspace.applyFixes} */
  applyFixes(...args: Arguments<"applyFixes">): Answers<"applyFixes"> {
    return this.#ask("applyFixes", ...args);
  }

  /** {@link Workspace.rules} */
  rules(...args: Arguments<"rules">): Answers<"rules"> {
    return this.#ask("rules", ...args);
  }

  /** {@link Workspace.explain} */
  explain(...args: Arguments<"explain">): Answers<"explain"> {
    return this.#ask("explain", ...args);
  }

  /** {@link Workspace.complete} */
  complete(...args: Arguments<"complete">): Answers<"complete"> {
    return this.#ask("complete", ...args);
  }

  /** {@link Workspace.switchOff} */
  switchOff(...args: Arguments<"switchOff">): Answers<"switchOff"> {
    return this.#ask("switchOff", ...args);
  }

  /** {@link Workspace.newRule} */
  newRule(...args: Arguments<"newRule">): Answers<"newRule"> {
    return this.#ask("newRule", ...args);
  }

  /** Ends the thread. Calls that wait are rejected with `timeout`; a later call starts a new thread. */
  terminate(): void {
    this.#channel.terminate();
  }

  #ask<M extends Method>(method: M, ...args: Arguments<M>): Answers<M> {
    return this.#channel.ask(method, args) as Answers<M>;
  }
}
