/**
 * The service worker: pages that have been read can be read again without a network.
 *
 * It is at the root of the site and handles only the site's own addresses.
 *
 * - Pages and files come from the network first, so that nobody reads an old text, or a new one
 *   with an old style sheet, when the new is available. The cached copy is used if the network
 *   fails or takes longer than `TIMEOUT`.
 * - The files of a page that is such a copy come from the cache first: the network has just failed
 *   or been slow, and they fit the page.
 * - Of the files that every page loads, the host is asked each time whether they have changed,
 *   however long it lets browsers keep them: the address of a new style sheet is that of the old.
 * - The caches are bounded, and the entries fetched longest ago are removed first. The files of an
 *   earlier build are removed with its worker; pages stay, because the reader has read them.
 *
 * `BUILD` describes the build (`generator/site/offline.py`).
 */

/**
 * @typedef {{version: string, files: Record<string, string>, pages: string[], missing: string, own: string[]}} Build
 * `files`: the digest of each file of the build, by its place.
 * `own`: the first path segments of the site's addresses below its root.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { BUILD } = /** @type {{BUILD: Build}} */ (/** @type {unknown} */ (self));

const TIMEOUT = 3000;
const root = new URL("./", location.href).href;
const prefix = `jiazhu ${root} `;
const CACHES = { build: prefix + BUILD.version, pages: `${prefix}pages`, files: `${prefix}files` };
const BOUNDS = { pages: 60, files: 600 };
/** The files of the build, which are stored when the worker is installed. */
const BUILD_FILES = new Set(Object.keys(BUILD.files).map((place) => new URL(place, root).href));
/** The ids of the pages that were answered from the cache, while the worker lives. */
const cachedPages = new Set();

/** @typedef {"pages" | "files"} Kind */

/**
 * @param {string} address
 * @returns {boolean} whether it belongs to the site
 */
function isOwn(address) {
  if (!address.startsWith(root)) return false;
  return BUILD.own.includes(new URL(address).pathname.slice(new URL(root).pathname.length).split("/")[0]);
}

/**
 * @param {string} address
 * @returns {string} the cache key: `…/`, `…/index.html` and `…/#b1` are the same page
 */
function keyOf(address) {
  const url = new URL(address);
  url.hash = "";
  url.search = "";
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

/**
 * @param {Kind} kind
 * @param {string} key
 * @param {Response} response
 */
async function store(kind, key, response) {
  const cache = await caches.open(CACHES[kind]);
  await cache.delete(key); // so that it moves to the end
  await cache.put(key, response);
  const keys = await cache.keys();
  const surplus = keys.slice(0, Math.max(0, keys.length - BOUNDS[kind]));
  await Promise.all(surplus.map((old) => cache.delete(old)));
}

/**
 * @param {string} key
 * @param {Response} response
 * @returns {Promise<boolean>} whether it is of this site: the portal of a network has its own page,
 *   without our script, for every address
 */
async function isCacheable(key, response) {
  if (response.status !== 200 || response.redirected || response.type !== "basic") return false;
  const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (!isPage) return !key.endsWith(".html");
  return (await response.clone().text()).includes("/js/jiazhu.js");
}

/**
 * @param {Kind} kind
 * @param {string} key
 * @param {Response} response
 */
async function storeOwn(kind, key, response) {
  if (await isCacheable(key, response)) await store(kind, key, response);
}

/**
 * @param {FetchEvent} event
 * @param {Kind} kind
 * @returns {Promise<Response>}
 */
async function fromNetwork(event, kind) {
  const key = keyOf(event.request.url);
  const isOfBuild = BUILD_FILES.has(key);
  const response = await fetch(event.request, isOfBuild ? { cache: "no-cache" } : {});
  if (isOfBuild) return response;
  if (response.ok) {
    // A full disk must not prevent reading the page.
    event.waitUntil(storeOwn(kind, key, response.clone()).catch(() => {}));
  } else if (response.status === 404 || response.status === 410) {
    event.waitUntil(caches.open(CACHES[kind]).then((cache) => cache.delete(key)));
  }
  return response;
}

/**
 * @param {FetchEvent} event
 * @param {Kind} kind
 * @returns {Promise<Response>}
 */
async function networkFirst(event, kind) {
  const fetched = fromNetwork(event, kind);
  event.waitUntil(fetched.catch(() => {}));
  const kept = await find(event.request.url, kind);
  if (kept) {
    const late = new Promise((done) => setTimeout(done, TIMEOUT, kept));
    const sound = fetched.then((response) => (response.status < 500 ? response : kept));
    const first = await Promise.race([sound, late]).catch(() => kept);
    if (kind === "pages" && first === kept) cachedPages.add(event.resultingClientId);
    return first;
  }
  return kind === "pages" ? fetched.catch(offlinePage) : fetched;
}

/**
 * @param {FetchEvent} event a file of a page that is a copy
 * @returns {Promise<Response>}
 */
async function cacheFirst(event) {
  return (await find(event.request.url, "files")) ?? fromNetwork(event, "files");
}

/** @returns {Promise<Response>} the page for addresses that are not cached */
async function offlinePage() {
  const page = await caches.match(new URL(BUILD.missing, root), { cacheName: CACHES.build });
  const html = (await page?.text()) ?? "";
  return new Response(html.replace("<head>", `<head><base href="${root}">`), {
    status: 503,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

/**
 * @param {string} address
 * @param {Kind} kind
 * @returns {Promise<Response | undefined>} the cached copy
 */
function find(address, kind) {
  const key = keyOf(address);
  const name = BUILD_FILES.has(key) ? "build" : kind;
  return caches.match(key, { cacheName: CACHES[name] });
}

/**
 * Fetches and stores a file that a page loaded before the worker was active.
 * @param {Kind} kind
 * @param {string} address
 */
async function storeIfMissing(kind, address) {
  if (!isOwn(address)) return;
  const key = keyOf(address);
  if (await find(key, kind)) return;
  await storeOwn(kind, key, await fetch(key));
}

worker.addEventListener("install", (event) => {
  const run = async () => {
    const anew = Object.entries(BUILD.files).map(
      ([place, integrity]) => new Request(new URL(place, root), { cache: "no-cache", integrity }),
    );
    try {
      await (await caches.open(CACHES.build)).addAll(anew);
    } catch (error) {
      await caches.delete(CACHES.build);
      throw error;
    }
    await Promise.all(BUILD.pages.map((place) => storeIfMissing("pages", new URL(place, root).href)));
    await worker.skipWaiting();
  };
  event.waitUntil(run());
});

worker.addEventListener("activate", (event) => {
  const run = async () => {
    const current = Object.values(CACHES);
    const old = (await caches.keys()).filter((key) => key.startsWith(prefix) && !current.includes(key));
    await Promise.all(old.map((key) => caches.delete(key)));
    await worker.clients.claim();
  };
  event.waitUntil(run());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range") || !isOwn(request.url)) return;
  if (request.mode === "navigate") event.respondWith(networkFirst(event, "pages"));
  else if (cachedPages.has(event.clientId)) event.respondWith(cacheFirst(event));
  else event.respondWith(networkFirst(event, "files"));
});

worker.addEventListener("message", (event) => {
  const { page, files } = /** @type {{page: string, files: string[]}} */ (event.data);
  const all = [storeIfMissing("pages", page), ...files.map((file) => storeIfMissing("files", file))];
  event.waitUntil(Promise.allSettled(all));
});
