// Policy as code for Docker, in JavaScript.

export { Dockwarden } from "./dockwarden.js";
export { DockwardenError, type ErrorCode } from "./error.js";
export { load, reset } from "./module.js";
export type * from "./types.js";
export { Workspace } from "./workspace.js";
