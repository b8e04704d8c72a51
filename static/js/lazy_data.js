/**
 * Data that is asked for when the reader does: scripts below `static/`, each of which hands
 * over one value by its name. From disk nothing else can be loaded.
 */

const base = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
const SHARDS = 32;

/** @type {Map<string, Promise<any>>} */
const asked = new Map();
/** @type {Map<string, unknown>} */
const taken = new Map();

/** @type {any} */ (window).jiazhu.take = (/** @type {string} */ name, /** @type {unknown} */ data) =>
  taken.set(name, data);

/**
 * @param {string} href relative to `static/`
 * @returns {string}
 */
export const address = (href) => new URL(href, base).href;

/**
 * Runs a script, once.
 * @param {string} path below `static/`
 * @returns {Promise<unknown>} rejected where it cannot be loaded; the next call tries again
 */
export function run(path) {
  const running =
    asked.get(path) ??
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = address(path);
      script.onload = done;
      script.onerror = () => {
        asked.delete(path);
        script.remove();
        fail(new Error(`${path} cannot be loaded`));
      };
      document.head.append(script);
    });
  asked.set(path, running);
  return running;
}

/**
 * @param {string} name
 * @returns {Promise<any>} what the script of that name hands over
 */
export async function load(name) {
  await run(`${name}.js`);
  return taken.get(name);
}

/**
 * @param {string} folder
 * @param {string} text
 * @returns {Promise<any>} what the shard has that keeps what begins as the text does
 */
export function loadShard(folder, text) {
  const shard = (text.codePointAt(0) ?? 0) % SHARDS;
  return load(`${folder}/${shard.toString(16).padStart(2, "0")}`);
}
