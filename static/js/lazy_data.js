/**
 * Loads data on demand from scripts in `static/`, each of which passes one named value to
 * `jiazhu.take`. Pages opened from disk cannot load anything but scripts.
 */

const base = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
const SHARDS = 32;

/** @type {Map<string, Promise<any>>} */
const loading = new Map();
/**
 * The values by name. The script in the head receives them, since it may need some of them earlier.
 */
const received = /** @type {Record<string, unknown>} */ (/** @type {any} */ (window).jiazhu.received);

/**
 * @param {string} href relative to `static/`
 * @returns {string}
 */
export const address = (href) => new URL(href, base).href;

/**
 * Runs a script, once.
 * @param {string} path relative to `static/`
 * @returns {Promise<unknown>} rejected if it cannot be loaded; the next call tries again
 */
export function run(path) {
  const running =
    loading.get(path) ??
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = address(path);
      script.onload = done;
      script.onerror = () => {
        loading.delete(path);
        script.remove();
        fail(new Error(`${path} cannot be loaded`));
      };
      document.head.append(script);
    });
  loading.set(path, running);
  return running;
}

/**
 * @param {string} name
 * @returns {Promise<any>} the value that the script of that name passes
 */
export async function load(name) {
  if (!(name in received)) await run(`${name}.js`);
  return received[name];
}

/**
 * @param {string} folder
 * @param {string} text
 * @returns {Promise<any>} the shard for texts that start with the same character
 */
export function loadShard(folder, text) {
  const shard = (text.codePointAt(0) ?? 0) % SHARDS;
  return load(`${folder}/${shard.toString(16).padStart(2, "0")}`);
}
