/**
 * The service worker: what has been read can be read again without a network.
 *
 * It stands at the root of the site and answers for the site's own addresses alone.
 *
 * - A page, and any file whose address may be used again for another content, comes from the
 *   network: nobody reads an old text who could have the new one. What was kept stands in
 *   where the network fails, or has not answered after a while (`PATIENCE`).
 * - A file with a stamp of its content in its address never changes and is fetched once.
 * - What is kept is bounded; what was fetched longest ago goes first. The files of an earlier
 *   build go when its worker does; the pages stay, for they are what the reader has read.
 *
 * The build says in `BUILD` what it made (`generator/site/offline.py`).
 */

/**
 * @typedef {{version: string, files: string[], pages: string[], missing: string, own: string[]}} Build
 * `own`: the first parts of the site's addresses below its root.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { BUILD } = /** @type {{BUILD: Build}} */ (/** @type {unknown} */ (self));

const PATIENCE = 3000;
const root = new URL("./", location.href).href;
const prefix = `jiazhu ${root} `;
const CACHES = { build: prefix + BUILD.version, pages: `${prefix}pages`, files: `${prefix}files` };
const BOUNDS = { pages: 60, files: 300 };
const STAMPED = /^\?[0-9a-f]{8}$/;

/** @typedef {"pages" | "files"} Kind */

/**
 * @param {string} address
 * @returns {boolean} whether it is one of the site
 */
function isOwn(address) {
  if (!address.startsWith(root)) return false;
  return BUILD.own.includes(new URL(address).pathname.slice(new URL(root).pathname.length).split("/")[0]);
}

/**
 * @param {string} address
 * @param {Kind} kind
 * @returns {string} under what an answer is kept: `…/`, `…/index.html` and `…/#b1` are one page
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
async function keep(kind, key, response) {
  const cache = await caches.open(CACHES[kind]);
  await cache.delete(key, { ignoreSearch: true }); // another stamp, and to stand last
  await cache.put(key, response);
  const keys = await cache.keys();
  const surplus = keys.slice(0, Math.max(0, keys.length - BOUNDS[kind]));
  await Promise.all(surplus.map((old) => cache.delete(old)));
}

/** @param {Response} response */
const isWhole = (response) => response.status === 200 && !response.redirected && response.type === "basic";

/**
 * @param {FetchEvent} event
 * @param {Kind} kind
 * @returns {Promise<Response>}
 */
async function fromNetwork(event, kind) {
  const key = keyOf(event.request.url, kind);
  const response = await fetch(event.request);
  if (isWhole(response)) {
    // A full disk must not keep a page from being read.
    event.waitUntil(keep(kind, key, response.clone()).catch(() => {}));
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
async function fresh(event, kind) {
  const fetched = fromNetwork(event, kind);
  event.waitUntil(fetched.catch(() => {}));
  const kept = await caches.match(keyOf(event.request.url, kind), { cacheName: CACHES[kind] });
  if (kept) {
    const late = new Promise((done) => setTimeout(done, PATIENCE, kept));
    const sound = fetched.then((response) => (response.status < 500 ? response : kept));
    return Promise.race([sound, late]).catch(() => kept);
  }
  return kind === "pages" ? fetched.catch(missing) : fetched;
}

/** @returns {Promise<Response>} the page that says what is not kept, at whatever address */
async function missing() {
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
async function stamped(event) {
  const same = (await find(event.request.url)) ?? fromNetwork(event, "files");
  return Promise.resolve(same).catch(async (error) => {
    // A page of an earlier build, without a network: the file as it is now.
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
 * Fetches and keeps what a page had loaded before there was a worker.
 * @param {Kind} kind
 * @param {string} address
 */
async function keepToo(kind, address) {
  if (!isOwn(address)) return;
  const key = keyOf(address, kind);
  if (await (kind === "files" ? find(key) : caches.match(key, { cacheName: CACHES.pages }))) return;
  const response = await fetch(key);
  if (isWhole(response)) await keep(kind, key, response);
}

worker.addEventListener("install", (event) => {
  const begin = async () => {
    const anew = BUILD.files.map((place) => new Request(new URL(place, root), { cache: "no-cache" }));
    await (await caches.open(CACHES.build)).addAll(anew);
    await Promise.all(BUILD.pages.map((place) => keepToo("pages", new URL(place, root).href)));
    await worker.skipWaiting();
  };
  event.waitUntil(begin());
});

worker.addEventListener("activate", (event) => {
  const begin = async () => {
    const current = Object.values(CACHES);
    const old = (await caches.keys()).filter((key) => key.startsWith(prefix) && !current.includes(key));
    await Promise.all(old.map((key) => caches.delete(key)));
    await worker.clients.claim();
  };
  event.waitUntil(begin());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range") || !isOwn(request.url)) return;
  if (request.mode === "navigate") event.respondWith(fresh(event, "pages"));
  else if (STAMPED.test(new URL(request.url).search)) event.respondWith(stamped(event));
  else event.respondWith(fresh(event, "files"));
});

worker.addEventListener("message", (event) => {
  const { page, files } = /** @type {{page: string, files: string[]}} */ (event.data);
  const all = [keepToo("pages", page), ...files.map((file) => keepToo("files", file))];
  event.waitUntil(Promise.allSettled(all));
});
