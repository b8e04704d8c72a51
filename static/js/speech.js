/**
 * Reads aloud with a Mandarin voice of the reader's system, if there is one.
 *
 * Voices on the device are preferred to those that send the text to a server.
 */

/** @type {Record<string, string[]>} the regions whose voices suit each edition, best first */
const PREFERRED = { "zh-Hans": ["cn", "sg"], "zh-Hant-TW": ["tw"], "zh-Hant-HK": ["tw", "cn"] };

/** @param {SpeechSynthesisVoice} voice its `lang` may be `zh-CN`, `zh_CN` or `cmn-Hans-CN` */
const tags = (voice) => voice.lang.toLowerCase().split(/[-_]/);

/**
 * Whether a voice speaks Mandarin; Hong Kong voices speak Cantonese.
 * @param {SpeechSynthesisVoice} voice
 */
const isMandarin = (voice) => /^(zh|cmn)$/.test(tags(voice)[0]) && !/hk|yue/i.test(voice.lang);

/** @returns {SpeechSynthesisVoice | undefined} the best voice for the edition of the page */
function bestVoice() {
  const regions = PREFERRED[document.documentElement.lang] ?? [];
  /** @param {SpeechSynthesisVoice} voice */
  const rank = (voice) => {
    const region = regions.findIndex((tag) => tags(voice).includes(tag));
    return (voice.localService ? 0 : 10) + (region < 0 ? regions.length : region);
  };
  const voices = globalThis.speechSynthesis?.getVoices().filter(isMandarin) ?? [];
  return voices.sort((a, b) => rank(a) - rank(b))[0];
}

/**
 * Shows a button if there is a voice, or as soon as the browser has loaded one.
 * @param {HTMLElement} button
 */
export const showIfVoice = (button) => whenVoices((has) => (button.hidden = !has));

/** @param {(has: boolean) => void} tell whether there is a voice: now, and whenever this may change */
export function whenVoices(tell) {
  const ask = () => tell(Boolean(bestVoice()));
  ask();
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", ask);
}

/**
 * Reads a text aloud, instead of what is being read.
 * @param {string} text
 * @param {number} [rate] 1 is the pace of the voice
 * @returns {SpeechSynthesisUtterance | null} null without a voice
 */
export function speak(text, rate = 0.85) {
  const voice = bestVoice();
  if (!voice) return null;
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  spoken.rate = rate;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
  return spoken;
}

/** Stops reading. */
export const hush = () => globalThis.speechSynthesis?.cancel();
