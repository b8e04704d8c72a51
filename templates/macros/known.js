{#
  Adds the class `known` to the words that the reader knows, and to all words their levels, if that
  hides their pinyin. This first runs when the text has been parsed, before it is painted; until then
  the root has `data-marking`.
#}
((root) => {
  let heads, script, settled;
  {# Scripts with data pass it here (`lazy_data.js`). #}
  jiazhu.received = {};
  jiazhu.take = (name, data) => (jiazhu.received[name] = data);
  const records = () => {
    const text = document.querySelector("[data-words]");
    return text && jiazhu.received[text.dataset.words.match(/articles\/.*(?=\.js)/)[0]];
  };
  {# The headwords by `data-k`, in both scripts: a word is known by either. Empty until they have been loaded. #}
  jiazhu.headwords = () => {
    const items = records();
    if (items) heads ??= items.map((item) => [item[0], item[1] || item[0]]);
    return heads || [];
  };
  {# If records are needed and have not been loaded, the text stays hidden until they are. #}
  jiazhu.markKnown = () => {
    const text = document.querySelector(".reader[data-words]");
    const { pinyin, level } = root.dataset;
    const byList = text && pinyin == "unknown";
    {#- The page has the levels itself if the site hides pinyin by level. #}
    const byLevel = text && (byList || pinyin == "level") && level > 0 && !text.querySelector("[data-l]");
    let words;
    try {
      words = byList && JSON.parse(localStorage.getItem("jiazhu-known"));
    } catch { {#- Storage is blocked or invalid: no word is known. -#} }
    const known = new Set(Array.isArray(words) ? words : []);
    if ((known.size || byLevel) && !records() && !settled) {
      if (script) return;
      script = document.createElement("script");
      script.src = text.dataset.words;
      script.onload = script.onerror = () => {
        settled = true;
        jiazhu.markKnown();
      };
      document.head.append(script);
      return;
    }
    try {
      for (const word of byLevel ? text.querySelectorAll("[data-k]") : []) {
        const levels = records()?.[word.dataset.k][3];
        if (levels) word.dataset.l = levels;
      }
      if (!byList) return;
      const flags = jiazhu.headwords().map((forms) => forms.some((form) => known.has(form)));
      for (const word of text.querySelectorAll("[data-k]")) word.classList.toggle("known", !!flags[word.dataset.k]);
    } finally {
      delete root.dataset.marking;
    }
  };
  if (/unknown|level/.test(root.dataset.pinyin)) root.dataset.marking = "";
})(document.documentElement);
