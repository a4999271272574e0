// A static server over one folder, and over pages that a test keeps in memory.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

// Links may carry long states; Node refuses more than 16 KB by itself.
const LONGEST_HEAD = 1 << 20;

// As static hosts have it: other pages may use the module and what it fetches.
const OPEN = { "access-control-allow-origin": "*" };

/**
 * Serves `folder` on a free port, or on `port`, below the path `base`. `pages` maps paths to HTML, to `{ body, headers }`, or to
 * `{ pieces }`, a function that gives what is sent piece by piece, and goes before the files.
 */
export async function serve(folder, pages = new Map(), { base = "", port = 0 } = {}) {
  const server = createServer({ maxHeaderSize: LONGEST_HEAD }, async (request, response) => {
    // A URL's path has its dots resolved already; normalising again costs nothing.
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const below = path.startsWith(`${base}/`) ? path.slice(base.length) : "/no such place";
    const file = below.endsWith("/") ? `${below}index.html` : below;
    // Browsers ask for one by themselves where a page names none.
    if (file === "/favicon.ico") return response.writeHead(204).end();
    try {
      const page = pages.get(file);
      if (page?.pieces) {
        response.writeHead(200, { "content-type": TYPES[".html"] });
        for await (const piece of page.pieces()) response.write(piece);
        return response.end();
      }
      const { body, headers } = page?.headers ? page : { body: page };
      const content = body ?? (await readFile(join(folder, file)));
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", ...OPEN, ...headers });
      response.end(content);
    } catch {
      response.writeHead(404, { "content-type": TYPES[".txt"] });
      response.end("There is no such file.");
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
