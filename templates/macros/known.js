{#
  Adds the class `known` to the words that the reader knows, the class `f` to the first use of each,
  and to all words their levels, if that hides their pinyin. This first runs when the text has been parsed, before it is painted; until then
  the root has `data-marking`.
#}
((root) => {
  let all, heads, places, loading, settled;
  {# The addresses of the scripts with the words of the article and with the common ones. #}
  const sources = () => {
    const own = document.querySelector("[data-words]")?.dataset.words;
    return own && [own, own.replace(/articles\/.*/, "words/common.js")];
  };
  {# The records of an article from their columns (`site/word_columns.py`), with those of common words. #}
  const split = (column) => column.split("\x7f").slice(1);
  const rows = ([first = "", ...others]) => {
    const cells = others.map(split);
    return split(first).map((value, at) => [value, ...cells.map((column) => column[at])]);
  };
  {# A character is most often written in traditional text, and read, as it last was (`site/guesses.py`). #}
  const hole = "\x80";
  const vowels = "aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ";
  const syllable = RegExp(`${hole}|[^${vowels}${hole} '-]{0,3}[${vowels}]+(?:(?:ng?|r)(?![${vowels}]))?`, "gi");
  const guesses = (jiazhu.guesses = () => {
    const forms = {};
    const syllables = {};
    const learn = (cells) => {
      const [s, t, p] = [[...cells[0]], [...cells[1]], cells[2].toLowerCase().match(syllable) ?? []];
      if (s.length == t.length) s.forEach((char, at) => (forms[char] = t[at]));
      if (s.length == p.length) s.forEach((char, at) => (syllables[char] = p[at]));
      return cells;
    };
    const whole = ([simplified, form, pinyin, ...others]) => {
      const chars = [...simplified];
      const t = [...(form || hole.repeat(chars.length))].map((char, at) => (char == hole ? (forms[chars[at]] ?? chars[at]) : char));
      let at = 0;
      const p = pinyin
        ? pinyin.trim().replace(syllable, (text) => (at++, text == hole ? syllables[chars[at - 1]] : text))
        : chars.map((char) => syllables[char]).reduce((line, text) => line + (/^[aeoāáǎàēéěèōóǒò]/.test(text) ? "'" : "") + text);
      return learn([simplified, t.join(""), p, ...others]);
    };
    return { learn, whole };
  });
  const joined = ({ names, columns, rest }, common) => {
    const shared = rows(common.columns).map(guesses().whole);
    const named = new Map(split(common.names).map((name, at) => [name, shared[at]]));
    const { learn, whole } = guesses();
    let number = 0;
    const ofNames = [...names.matchAll(/(\D)(\d*)/gu)].map(([, gap, at]) => {
      number += gap.codePointAt() - 0x60;
      return learn(named.get(at ? `${number}.${at}` : `${number}`));
    });
    const members = Object.entries(rest).map(([key, column]) => [key, split(column)]);
    return [...ofNames, ...rows(columns).map(whole)].map((cells, at) => {
      const found = members.map(([key, column]) => [key, column[at]]).filter(([, value]) => value);
      const parts = found.map(([key, value]) => [key, /^(in|of)$/.test(key) ? value.split(" ").map(Number) : value]);
      return [...cells, Object.fromEntries(parts)];
    });
  };
  {# The records by key (`site/article_words.py`); undefined until they have been loaded. #}
  jiazhu.records = () => {
    const [own, common] = (sources() || []).map((src) => jiazhu.received[src.match(/(?:articles|words)\/.*(?=\.js)/)[0]]);
    if (own && common) all ??= joined(own, common);
    return all;
  };
  {# The headwords by key, in both scripts: a word is known by either. Empty until they have been loaded. #}
  jiazhu.headwords = () => (heads ??= jiazhu.records()?.map((item) => [item[0], item[1]])) || [];
  {# The key of a word. Its `data-k` has it after `#`, or says which of the records with its text it is; NaN if records have not been loaded. #}
  jiazhu.keyOf = (word) => {
    const { k } = word.dataset;
    if (k[0] == "#") return +k.slice(1);
    const form = root.lang == "zh-Hans" ? 0 : 1;
    if (jiazhu.records() && !places) {
      places = new Map(jiazhu.headwords().map((forms) => [forms[form], []]));
      jiazhu.headwords().forEach((forms, key) => places.get(forms[form]).push(key));
    }
    return places?.get(word.textContent)?.[+k] ?? NaN;
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
    if ((known.size || byLevel) && !jiazhu.records() && !settled) {
      if (loading) return;
      loading = sources().map((src) => {
        const script = document.createElement("script");
        script.src = src;
        const done = new Promise((done) => (script.onload = script.onerror = done));
        document.head.append(script);
        return done;
      });
      Promise.all(loading).then(() => {
        settled = true;
        jiazhu.markKnown();
      });
      return;
    }
    try {
      {#- The page has the class itself if the site shows pinyin at the first use. #}
      const seen = new Set();
      for (const word of pinyin == "first" && text && !text.querySelector(".f") ? text.querySelectorAll("[data-k]") : []) {
        const record = word.dataset.k + word.textContent;
        if (!seen.has(record)) word.classList.add("f");
        seen.add(record);
      }
      for (const word of byLevel ? text.querySelectorAll("[data-k]") : []) {
        const levels = jiazhu.records()?.[jiazhu.keyOf(word)][3];
        if (levels) word.dataset.l = levels;
      }
      if (!byList) return;
      const flags = jiazhu.headwords().map((forms) => forms.some((form) => known.has(form)));
      for (const word of text.querySelectorAll("[data-k]")) word.classList.toggle("known", !!flags[jiazhu.keyOf(word)]);
    } finally {
      delete root.dataset.marking;
    }
  };
  if (/unknown|level|first/.test(root.dataset.pinyin)) root.dataset.marking = "";
})(document.documentElement);
