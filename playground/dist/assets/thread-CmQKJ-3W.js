// What runs in a worker: answers one request after the other.
import { Dockwarden } from "./dockwarden.js";
import { DockwardenError } from "./error.js";
import { threads } from "./platform.js";
let dockwarden;
async function answer(request) {
    if (request.method === "create") {
        dockwarden = await Dockwarden.create({ ...request.options, wasm: request.module });
        return undefined;
    }
    if (!dockwarden)
        throw new DockwardenError("load", "nothing was created yet");
    const method = dockwarden[request.method];
    return method.apply(dockwarden, request.args);
}
async function answered(request) {
    try {
        return { ok: true, value: await answer(request) };
    }
    catch (error) {
        if (!(error instanceof DockwardenError))
            throw error;
        const { code, message, problems } = error;
        return { ok: false, code, message, problems };
    }
}
const port = threads()?.parentPort;
if (port) {
    port.on("message", (request) => void answered(request).then((answer) => port.postMessage(answer)));
}
else {
    const scope = self;
    scope.onmessage = ({ data }) => void answered(data).then((answer) => scope.postMessage(answer));
}
