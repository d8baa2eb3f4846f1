// Serves the page from what was kept when it was first visited. A new build is a new version.

const VERSION = "dockwarden-97ad504292a14155";
const FILES = ["./","./icon.svg","./assets/index-73dooFkG.js","./assets/example-texts-BQFNE4L-.js","./assets/dockwarden-Btnf2B0Q.wasm","./assets/index-CJT6zQzf.css","./assets/thread-CUUywkBI.js","./assets/thread-CmQKJ-3W.js"];

self.addEventListener("install", (event) => {
  const fill = async () => (await caches.open(VERSION)).addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("dockwarden-") && name !== VERSION);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const answer = async () => {
    const kept = await caches.open(VERSION);
    const found = await kept.match(request, { ignoreSearch: true });
    if (found) return found;
    // A page of an older build, or one that is not there.
    return fetch(request);
  };
  event.respondWith(answer());
});
