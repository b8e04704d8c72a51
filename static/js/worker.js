/**
 * The service worker: pages that have been read can be read again without a network.
 *
 * It is at the root of the site and handles only the site's own addresses.
 *
 * - Pages, and files whose content may change at the same address, come from the network first,
 *   so that nobody reads an old text when a new one is available. The cached copy is used if the
 *   network fails or takes longer than `TIMEOUT`.
 * - A file with a hash of its content in its address never changes and is fetched once.
 * - The caches are bounded, and the entries fetched longest ago are removed first. The files of an
 *   earlier build are removed with its worker; pages stay, because the reader has read them.
 *
 * `BUILD` describes the build (`generator/site/offline.py`).
 */

/**
 * @typedef {{version: string, files: string[], pages: string[], missing: string, own: string[]}} Build
 * `own`: the first path segments of the site's addresses below its root.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { BUILD } = /** @type {{BUILD: Build}} */ (/** @type {unknown} */ (self));

const TIMEOUT = 3000;
const root = new URL("./", location.href).href;
const prefix = `jiazhu ${root} `;
const CACHES = { build: prefix + BUILD.version, pages: `${prefix}pages`, files: `${prefix}files` };
const BOUNDS = { pages: 60, files: 300 };
const STAMPED = /^\?[0-9a-f]{8}$/;

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
 * @param {Kind} kind
 * @returns {string} the cache key: `…/`, `…/index.html` and `…/#b1` are the same page
 */
function keyOf(address, kind) {
  const url = new URL(address);
  url.hash = "";
  if (kind === "pages") url.search = "";
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
  await cache.delete(key, { ignoreSearch: true }); // removes other stamps, and moves it to the end
  await cache.put(key, response);
  const keys = await cache.keys();
  const surplus = keys.slice(0, Math.max(0, keys.length - BOUNDS[kind]));
  await Promise.all(surplus.map((old) => cache.delete(old)));
}

/** @param {Response} response */
const isCacheable = (response) => response.status === 200 && !response.redirected && response.type === "basic";

/**
 * @param {FetchEvent} event
 * @param {Kind} kind
 * @returns {Promise<Response>}
 */
async function fromNetwork(event, kind) {
  const key = keyOf(event.request.url, kind);
  const response = await fetch(event.request);
  if (isCacheable(response)) {
    // A full disk must not prevent reading the page.
    event.waitUntil(store(kind, key, response.clone()).catch(() => {}));
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
  const kept = await caches.match(keyOf(event.request.url, kind), { cacheName: CACHES[kind] });
  if (kept) {
    const late = new Promise((done) => setTimeout(done, TIMEOUT, kept));
    const sound = fetched.then((response) => (response.status < 500 ? response : kept));
    return Promise.race([sound, late]).catch(() => kept);
  }
  return kind === "pages" ? fetched.catch(offlinePage) : fetched;
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
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function cacheFirst(event) {
  const same = (await find(event.request.url)) ?? fromNetwork(event, "files");
  return Promise.resolve(same).catch(async (error) => {
    // For a cached page of an earlier build, use the current version of the file.
    const other = await find(event.request.url, { ignoreSearch: true });
    if (other) return other;
    throw error;
  });
}

/**
 * @param {string} address
 * @param {CacheQueryOptions} [options]
 * @returns {Promise<Response | undefined>}
 */
async function find(address, options) {
  for (const cacheName of [CACHES.build, CACHES.files]) {
    const found = await caches.match(address, { ...options, cacheName });
    if (found) return found;
  }
  return undefined;
}

/**
 * Fetches and stores a file that a page loaded before the worker was active.
 * @param {Kind} kind
 * @param {string} address
 */
async function storeIfMissing(kind, address) {
  if (!isOwn(address)) return;
  const key = keyOf(address, kind);
  if (await (kind === "files" ? find(key) : caches.match(key, { cacheName: CACHES.pages }))) return;
  const response = await fetch(key);
  if (isCacheable(response)) await store(kind, key, response);
}

worker.addEventListener("install", (event) => {
  const run = async () => {
    const anew = BUILD.files.map((place) => new Request(new URL(place, root), { cache: "no-cache" }));
    await (await caches.open(CACHES.build)).addAll(anew);
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
  else if (STAMPED.test(new URL(request.url).search)) event.respondWith(cacheFirst(event));
  else event.respondWith(networkFirst(event, "files"));
});

worker.addEventListener("message", (event) => {
  const { page, files } = /** @type {{page: string, files: string[]}} */ (event.data);
  const all = [storeIfMissing("pages", page), ...files.map((file) => storeIfMissing("files", file))];
  event.waitUntil(Promise.allSettled(all));
});
