/**
 * Plays the recording of the article a sentence at a time, where the page says when each is read.
 *
 * Sentences that follow one another are played without a break.
 */

/** @typedef {{ onend: (() => void) | null, onerror: (() => void) | null, onboundary: unknown }} Spoken */

const audio = /** @type {HTMLAudioElement | null} */ (
  document.querySelector(".recording audio[data-times]")
);

/** @type {Map<string, [number, number]>} when each sentence begins and ends, in seconds */
const times = new Map(
  (audio?.dataset.times ?? "").split(",").map((entry) => {
    const [id, start, end] = entry.split(" ");
    return [id, [Number(start), Number(end)]];
  }),
);

/** How far the sound may be from the start of a sentence without a jump, in seconds. */
const NEAR = 0.25;

/** @type {{ spoken: Spoken, end: number } | null} the sentence that is played */
let current = null;

/** Whether the page has a recording whose sentences are known. */
export const isRecorded = Boolean(audio);

/** @param {string} id of a sentence @returns {boolean} whether it is read in the recording */
export const reads = (id) => Boolean(audio) && times.has(id);

/**
 * Plays a sentence.
 * @param {string} id
 * @param {number} rate
 * @returns {Spoken | null}
 */
export function play(id, rate) {
  const [start, end] = times.get(id) ?? [0, 0];
  if (!audio || !end) return null;
  /** @type {Spoken} */
  const spoken = { onend: null, onerror: null, onboundary: null };
  const own = { spoken, end };
  current = own;
  audio.playbackRate = rate;
  if (Math.abs(audio.currentTime - start) > NEAR) audio.currentTime = start;
  audio.play().then(
    () => watch(own, rate),
    () => own === current && spoken.onerror?.(),
  );
  return spoken;
}

/**
 * Ends a sentence in time: events of the sound come too seldom.
 * @param {{ spoken: Spoken, end: number }} own
 * @param {number} rate
 */
function watch(own, rate) {
  if (!audio || own !== current) return;
  const rest = own.end - audio.currentTime;
  if (rest > 0.02 && !audio.ended) {
    setTimeout(() => watch(own, rate), Math.min(250, Math.max(10, (rest * 1000) / rate)));
    return;
  }
  current = null;
  own.spoken.onend?.();
  if (!current) audio.pause(); // nothing follows at once
}

/** Stops the recording. */
export function stop() {
  current = null;
  audio?.pause();
}

/** @param {(id: string) => void} tell the sentence that is heard, while readers use the recording's own buttons */
export function whileHeard(tell) {
  audio?.addEventListener("timeupdate", () => {
    if (current || audio.paused) return;
    const now = audio.currentTime;
    const found = [...times].find(([, [start, end]]) => start <= now && now < end);
    if (found) tell(found[0]);
  });
  audio?.addEventListener("pause", () => {
    const stopped = current;
    current = null;
    stopped?.spoken.onerror?.();
  });
}
