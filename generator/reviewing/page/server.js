/** The client of the review server. */

/** @typedef {import("./text.js").Place} Place */
/** @typedef {import("./text.js").Sentence} Sentence */

/**
 * @typedef {object} Doubt
 * @property {string} id
 * @property {string} code
 * @property {string} about
 * @property {string} severity
 * @property {string} message
 * @property {string} hint
 * @property {string} path
 * @property {number} line
 * @property {number} column
 * @property {string} slug
 * @property {Place | null} place
 * @property {boolean} in_english
 * @property {string} english
 * @property {boolean} may_accept
 */

/**
 * @typedef {object} Change
 * @property {number} id
 * @property {string} summary
 * @property {string[]} paths
 * @property {string} at
 * @property {boolean} undone
 */

/**
 * @typedef {object} State
 * @property {string} token
 * @property {Doubt[]} doubts
 * @property {Record<string, string>} articles
 * @property {string} edition
 * @property {Change[]} changes
 */

/**
 * @typedef {object} Facets
 * @property {Place} place
 * @property {string} text
 * @property {string} sentence
 * @property {string} script
 * @property {string[]} words
 * @property {{ pinyin: string, sources: string[], senses: string[],
 *              current: boolean }[] | null} readings null if the place has no Han characters
 * @property {string | null} name
 * @property {string | null} term
 * @property {Record<string, string>} terms
 * @property {Record<string, string[]>} forms by edition: the current form, then the alternatives
 * @property {{ headword: string, pinyin: string, text: string, value: string | number,
 *              chosen: boolean }[]} senses
 * @property {{ slug: string, sentence: string, excerpt: string, pinyin: string,
 *              stated: boolean }[]} similar
 * @property {{ id: string, text: string, zh: string[] }[]} english
 */

/** @typedef {{ place: Place, text: string, script: string, alone: boolean }} Near */

/** Thrown when the server refuses a request; `hint` says what to do about it. */
export class RefusedError extends Error {
  /**
   * @param {string} message
   * @param {string} hint
   */
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

export class Server {
  /** @param {string} base the address of the review's files */
  constructor(base) {
    this.base = base;
  }

  /** @returns {Promise<State>} */
  state() {
    return this.#get("state", {});
  }

  /**
   * @param {string} page
   * @returns {Promise<{ slug?: string, sentences?: Sentence[] }>}
   */
  text(page) {
    return this.#get("text", { page });
  }

  /**
   * @param {Place} place
   * @returns {Promise<Facets>}
   */
  facets({ slug, block, start, end }) {
    return this.#get("place", { slug, block, start: String(start), end: String(end) });
  }

  /**
   * The sentences that an English one may translate.
   * @param {string} slug
   * @param {string} english
   * @returns {Promise<Near[]>}
   */
  counterparts(slug, english) {
    return this.#get("counterparts", { slug, english });
  }

  /**
   * @param {string} what
   * @param {Record<string, unknown>} data
   * @returns {Promise<{ change: Change }>}
   */
  async change(what, data) {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(data);
    const answer = await this.#fetch(this.base + what, { method: "POST", headers, body });
    if (answer.status === 409) {
      const { message, hint } = await answer.json();
      throw new RefusedError(message, hint);
    }
    return this.#parse(answer);
  }

  /**
   * Calls back once the files differ from those of `token`.
   * @param {string} token
   * @param {() => void} then
   */
  listen(token, then) {
    /** @type {EventSource | null} */
    let source = null;
    const listen = () => {
      source ??= new EventSource(`${this.base}events?since=${encodeURIComponent(token)}`);
      source.addEventListener("built", then);
    };
    const stop = () => {
      source?.close();
      source = null;
    };
    // A hidden page disconnects, because a browser opens only six connections to a server.
    document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
    addEventListener("pagehide", stop);
    addEventListener("pageshow", listen);
    listen();
  }

  /**
   * @param {string} what
   * @param {Record<string, string>} query
   */
  async #get(what, query) {
    return this.#parse(await this.#fetch(`${this.base}${what}?${new URLSearchParams(query)}`));
  }

  /**
   * @param {string} address
   * @param {RequestInit} [request]
   */
  async #fetch(address, request) {
    try {
      return await fetch(address, request);
    } catch {
      const hint = "Start `jiazhu review` again and open the address that it prints.";
      throw new RefusedError("The review server does not respond; it may have ended", hint);
    }
  }

  /** @param {Response} answer */
  #parse(answer) {
    if (answer.ok) return answer.json();
    const missing = answer.status === 404;
    throw new RefusedError(
      missing ? "This no longer exists" : `The server returned status ${answer.status}`,
      missing
        ? "Reload the page; if that does not help, open the address that the terminal shows."
        : "Reload the page.",
    );
  }
}
