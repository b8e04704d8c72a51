/**
 * Words read aloud by a voice of the reader's system; without a Mandarin voice nothing is offered.
 *
 * A voice of the device is taken before one that sends the word away to be read.
 */

/** @type {Record<string, string[]>} the regions whose voices suit an edition, the best first */
const PREFERRED = { "zh-Hans": ["cn", "sg"], "zh-Hant-TW": ["tw"], "zh-Hant-HK": ["tw", "cn"] };

/** @param {SpeechSynthesisVoice} voice `zh-CN`, on Android `zh_CN`, also `cmn-Hans-CN` */
const tags = (voice) => voice.lang.toLowerCase().split(/[-_]/);

/**
 * Voices of Hong Kong read Cantonese, and the readings of a page are Mandarin.
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
 * Shows a button where there is a voice, as soon as the browser has found it.
 * @param {HTMLElement} button
 */
export function offer(button) {
  const show = () => {
    button.hidden = !bestVoice();
  };
  show();
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", show);
}

/** @param {string} text */
export function speak(text) {
  const voice = bestVoice();
  if (!voice) return;
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  spoken.rate = 0.85;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}
