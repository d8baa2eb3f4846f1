// Prints the figures of the README: `npm run measure`, after `npm run package`.

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { install } from "./editor.mjs";
import { inside } from "./host.mjs";

process.chdir(new URL("..", import.meta.url).pathname);
const target = resolve("../target/vscode");
await inside(install(target), join(target, "figures"), { entry: "test/figures/index.ts", web: false, workspace: many, settings: {} });

/** A thousand Docker files: services, each with a Dockerfile and a Compose file. */
function many(folder) {
  for (let index = 0; index < 500; index += 1) {
    const service = join(folder, `many/s${index}`);
    mkdirSync(service, { recursive: true });
    writeFileSync(join(service, "Dockerfile"), `FROM node:22-slim\nWORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN sudo npm ci\nCOPY . .\nEXPOSE 30${index}\nUSER 1000\nCMD ["node", "server.js"]\n`);
    writeFileSync(join(service, "compose.yaml"), `services:\n  web:\n    build: .\n    read_only: true\n    ports: ["127.0.0.1:${3000 + index}:3000"]\n  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n`);
  }
}
