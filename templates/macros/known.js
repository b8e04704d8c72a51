{#
  Adds the class `known` to the words that the reader knows, if that hides their pinyin. This first
  runs when the text has been parsed, before it is painted; until then the root has `data-marking`.
#}
((root) => {
  let heads;
  {# The headwords of the page by `data-k`, in both scripts: a word is known by either. #}
  jiazhu.headwords = () =>
    (heads ??= JSON.parse(document.getElementById("dictionary").textContent).map((item) => [item.s, item.t]));
  jiazhu.markKnown = () => {
    let words;
    try {
      words = JSON.parse(localStorage.getItem("jiazhu-known"));
    } catch { {#- Storage is blocked or invalid: no word is known. -#} }
    try {
      if (root.dataset.pinyin != "unknown") return;
      const known = new Set(Array.isArray(words) ? words : []);
      const flags = known.size ? jiazhu.headwords().map((forms) => forms.some((form) => known.has(form))) : [];
      for (const word of document.querySelectorAll(".reader .w")) word.classList.toggle("known", !!flags[word.dataset.k]);
    } finally {
      delete root.dataset.marking;
    }
  };
  if (root.dataset.pinyin == "unknown") root.dataset.marking = "";
})(document.documentElement);
