// Keeps the book on the reader's device: registers the worker that does. Only the pages that `cargo xtask build` makes ask for this script.

(() => {
  const { serviceWorker } = navigator;
  const worker = new URL("worker.js", document.currentScript.src);
  // Not from a file, not in somebody's frame, and not where the reader pays by the byte.
  if (!serviceWorker || !/^https?:$/.test(location.protocol) || parent !== window || navigator.connection?.saveData) return;

  // Everything this page asks for by itself it has now, so that it may go on under the next version.
  function follow(next) {
    if (next?.state === "installed") next.postMessage("take over");
    else if (next) next.onstatechange = () => follow(next);
  }

  // Whoever takes the worker away wants it gone; whoever is not online does not say so.
  async function leave(registration) {
    const { status } = await fetch(worker, { method: "HEAD", cache: "no-store" });
    if (status !== 404 || !(await registration.unregister())) return;
    const kept = (await caches.keys()).filter((name) => name.startsWith(`${registration.scope} `));
    await Promise.all(kept.map((name) => caches.delete(name)));
  }

  async function start() {
    let registration = await serviceWorker.getRegistration(worker);
    const known = registration?.scope === new URL(".", worker).href;
    if (!known) registration = await serviceWorker.register(worker);
    follow(registration.waiting);
    registration.addEventListener("updatefound", () => follow(registration.installing));
    if (known) await registration.update().catch(() => leave(registration));
  }

  // Where it cannot be kept, the book is read as any other.
  const quietly = () => start().catch(() => {});
  const idle = window.requestIdleCallback ?? setTimeout;
  addEventListener("load", () => setTimeout(() => idle(quietly), 1000));
})();
