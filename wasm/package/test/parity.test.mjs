// The package and the command say the same, byte for byte, in Node and in Chromium.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Dockwarden } from "../dist/index.js";
import { close, inPage } from "./chromium.mjs";
import { files, folders, native, today } from "./files.mjs";

after(close);

for (const [name, folder] of Object.entries(folders())) {
  for (const format of ["json", "sarif"]) {
    const expected = native(folder, format);

    test(`${name}: ${format} of Node is that of the command`, async () => {
      const dockwarden = await Dockwarden.create({ today });
      same(dockwarden.render(files(folder), format), expected);
    });

    test(`${name}: ${format} of Chromium is that of the command`, async () => {
      const given = files(folder).map(({ path, content }) => [path, Buffer.from(content).toString("base64")]);
      const run = async ([given, format, today]) => {
        const { Dockwarden } = await import("/dist/index.js");
        const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
        const dockwarden = await Dockwarden.create({ today });
        return dockwarden.render(given.map(([path, text]) => ({ path, content: bytes(text) })), format);
      };
      same(await inPage(run, [given, format, today]), expected);
    });
  }
}

/** Like assert.equal, which takes minutes to show how large texts differ. */
function same(found, expected) {
  if (found === expected) return;
  const [a, b] = [found.split("\n"), expected.split("\n")];
  const line = a.findIndex((text, at) => text !== b[at]);
  assert.fail(`line ${line + 1}:\n${a.slice(line - 5, line + 5).join("\n")}\n--- command:\n${b.slice(line - 5, line + 5).join("\n")}`);
}
