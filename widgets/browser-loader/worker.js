// Answers for the book out of what it keeps on the device, in versions that are whole.
//
// `cargo xtask build` writes before it: FILES, every file that is kept with its hash; LIVE, the version that figures name in `?v=`; and
// VERSION, a hash over both. A version is fetched whole, each file held against its hash, before any of it is shown: one that is being published
// just now fails, and is fetched at the next visit. Pages are shown in the newest version. A page that was open before goes on with the
// older one, which is kept as long as any page of the book is open.

const NAME = `${registration.scope} ${VERSION} ${LIVE}`;
const LIST = "worker-files.json";
const ELSEWHERE = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Not on this device</title>
<h1>Not on this device</h1><p>This page is not among those that are kept on your device, and there is no connection. <a href="${registration.scope}">To the book</a></p></html>`;

// Of all that this origin keeps, the versions of this book up to ours, oldest first.
async function versions() {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${registration.scope} `));
  const own = names.indexOf(NAME);
  return own < 0 ? names : names.slice(0, own + 1);
}

async function install() {
  const last = (await versions()).filter((name) => name !== NAME).at(-1);
  const [cache, old] = [await caches.open(NAME), last && (await caches.open(last))];
  const list = (await (await old?.match(LIST))?.json()) ?? {};
  const missing = [];
  for (const [path, integrity] of Object.entries(FILES)) {
    if (await cache.match(path)) continue;
    const same = list[path] === integrity && (await old.match(path));
    if (same) await cache.put(path, same);
    else missing.push(new Request(path, { integrity, cache: "no-cache", priority: "low" }));
  }
  await cache.addAll(missing);
  await cache.put(LIST, new Response(JSON.stringify(FILES)));
}

// Lets go of older versions, unless a page is open that may need one.
async function tidy() {
  if ((await clients.matchAll({ type: "window", includeUncontrolled: true })).length > 0) return;
  const old = (await versions()).filter((name) => name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function kept(path, live) {
  const names = (await versions()).reverse();
  for (const name of names.filter((name) => !live || name.endsWith(` ${live}`))) {
    const found = await (await caches.open(name)).match(path);
    // A page that came by way of another address is refused where a page is asked for.
    if (found) return found.redirected ? new Response(found.body, found) : found;
  }
}

async function answer(request, path, live) {
  const found = await kept(path, live);
  if (found) return found;
  try {
    return await fetch(request);
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    return new Response(ELSEWHERE, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
  }
}

// The path below the book, as FILES has it.
function named({ href, pathname }) {
  if (!href.startsWith(registration.scope)) return undefined;
  const path = decodeURIComponent(pathname.slice(new URL(registration.scope).pathname.length));
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  return !(path in FILES) && `${path}.html` in FILES ? `${path}.html` : path;
}

addEventListener("install", (event) => event.waitUntil(install()));
// Pages that were open before the first version was kept are answered for too.
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const path = request.method === "GET" ? named(url) : undefined;
  if (path === undefined) return;
  if (request.mode === "navigate") event.waitUntil(tidy());
  event.respondWith(answer(request, path, url.searchParams.get("v")));
});
