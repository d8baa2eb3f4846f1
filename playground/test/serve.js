// Serves the build from a path of its own, as any static host would, with compression.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm" };
const root = fileURLToPath(new URL("../dist", import.meta.url));
const packed = new Map();

/** Compressed once, as hosts do. */
async function answer(path) {
  if (!packed.has(path)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    packed.set(path, await promisify(brotliCompress)(await readFile(join(root, path)), { params }));
  }
  return packed.get(path);
}

/** Starts a server; gives its address, and counts the bytes that it sent. */
export async function serve() {
  const sent = { bytes: 0, requests: 0, hosts: new Set() };
  const server = createServer(async (request, response) => {
    sent.hosts.add(request.headers.host);
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    try {
      if (!path.startsWith("/any/path/")) throw new Error("elsewhere");
      const name = path.slice("/any/path/".length) || "index.html";
      const body = await answer(name);
      sent.bytes += body.length;
      sent.requests += 1;
      response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "content-encoding": "br", "content-length": body.length });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/any/path/`, sent, close: () => server.close() };
}
