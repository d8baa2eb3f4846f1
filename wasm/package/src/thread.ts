// What runs in a worker: answers one request after the other.

import { Dockwarden } from "./dockwarden.js";
import { DockwardenError } from "./error.js";
import { load } from "./module.js";
import { threads } from "./platform.js";
import type { Answer, Request, Start } from "./protocol.js";
import { Workspace } from "./workspace.js";

type Subject = Dockwarden | Workspace;

let subject: Subject | undefined;

async function create(start: Start): Promise<Subject> {
  await load(start.module);
  return start.of === "workspace" ? new Workspace(start.options, start.state) : new Dockwarden(start.options);
}

async function answer(request: Request): Promise<unknown> {
  if ("of" in request) {
    subject = await create(request);
    return undefined;
  }
  if (!subject) throw new DockwardenError("load", "nothing was created yet");
  const method = subject[request.method as keyof Subject] as (...args: readonly unknown[]) => unknown;
  return method.apply(subject, request.args as unknown[]);
}

async function answered(request: Request): Promise<Answer> {
  try {
    return { ok: true, value: await answer(request) };
  } catch (error) {
    if (!(error instanceof DockwardenError)) throw error;
    const { code, message, problems } = error;
    return { ok: false, code, message, problems };
  }
}

const port = threads()?.parentPort;
if (port) {
  port.on("message", (request) => void answered(request as Request).then((answer) => port.postMessage(answer)));
} else {
  const scope = self as unknown as { onmessage: (event: MessageEvent<Request>) => void; postMessage(answer: Answer): void };
  scope.onmessage = ({ data }) => void answered(data).then((answer) => scope.postMessage(answer));
}
