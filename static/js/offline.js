/**
 * Offline reading: installs the service worker (`worker.js`) and tells it which files this page
 * loaded before the worker was active.
 */

import { loadDictionary } from "./dictionary.js";

/** @param {URL} address of the worker */
async function install(address) {
  const { serviceWorker } = navigator;
  const known = serviceWorker.controller !== null;
  await serviceWorker.register(address, { updateViaCache: "none" });
  if (known) return;
  const { active } = await serviceWorker.ready;
  await loadDictionary().catch(() => {}); // so that it is among the files
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage({ page: location.href, files });
}

/** Called once, when the page has been parsed. */
export function start() {
  const manifest = document.querySelector('link[rel="manifest"]');
  if (!(manifest instanceof HTMLLinkElement) || !/^https?:/.test(location.protocol)) return;
  if (!("serviceWorker" in navigator)) return;
  const address = new URL("worker.js", manifest.href);
  // Installing fails in a browser that stores nothing, such as in a private window.
  addEventListener("load", () => install(address).catch(() => {}));
}
