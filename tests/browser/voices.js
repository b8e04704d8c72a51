/* A browser with a Mandarin voice, which says nothing, and ends when the test says so. */
(() => {
  let current = null;
  const leave = () => {
    const left = current;
    current = null;
    return left;
  };
  window.said = [];
  window.endSpeech = () => leave().onend({});
  window.reachCharacter = (charIndex) => current.onboundary({ charIndex });
  window.isSpeaking = () => current !== null;
  Object.defineProperty(window, "speechSynthesis", {
    value: {
      getVoices: () => [{ lang: "zh-CN", localService: true, name: "zh-CN" }],
      addEventListener() {},
      cancel: () => leave()?.onerror({ error: "interrupted" }),
      speak(utterance) {
        current = utterance;
        said.push([utterance.text, utterance.rate]);
      },
    },
  });
  window.SpeechSynthesisUtterance = function (text) {
    this.text = text;
  };
})();
