/**
 * Reading without a network: has the site's service worker (`worker.js`) installed, and tells it
 * what this page had loaded before it was there.
 */

/** @param {URL} address of the worker */
async function install(address) {
  const { serviceWorker } = navigator;
  const known = serviceWorker.controller !== null;
  await serviceWorker.register(address, { updateViaCache: "none" });
  if (known) return;
  const { active } = await serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage({ page: location.href, files });
}

/** Called once, when the page has been read. */
export function start() {
  const manifest = document.querySelector('link[rel="manifest"]');
  if (!(manifest instanceof HTMLLinkElement) || !/^https?:/.test(location.protocol)) return;
  if (!("serviceWorker" in navigator)) return;
  const address = new URL("worker.js", manifest.href);
  // A browser that keeps nothing (a private window, say) refuses: reading goes on without.
  addEventListener("load", () => install(address).catch(() => {}));
}
