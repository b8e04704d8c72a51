{#
  Adds the class `known` to the words that the reader knows, if that hides their pinyin. This first
  runs when the text has been parsed, before it is painted; until then the root has `data-marking`.
#}
(function (root, jiazhu) {
  var heads;
  jiazhu.known = function () {
    var words = null;
    try {
      words = JSON.parse(localStorage.getItem("jiazhu-known"));
    } catch (error) { {#- Storage is blocked or invalid: no word is known. -#} }
    return new Set(Array.isArray(words) ? words.filter(function (word) { return typeof word === "string"; }) : []);
  };
  {# The headwords of the page by `data-k`, in both scripts: a word is known by either. #}
  jiazhu.headwords = function () {
    if (!heads) {
      heads = JSON.parse(document.getElementById("dictionary").textContent).map(function (item) { return [item.s, item.t]; });
    }
    return heads;
  };
  jiazhu.markKnown = function () {
    try {
      if (root.getAttribute("data-pinyin") !== "unknown" || !document.getElementById("dictionary")) return;
      var known = jiazhu.known();
      var flags = known.size ? jiazhu.headwords().map(function (forms) { return known.has(forms[0]) || known.has(forms[1]); }) : [];
      document.querySelectorAll(".reader .w").forEach(function (word) {
        word.classList.toggle("known", Boolean(flags[word.getAttribute("data-k")]));
      });
    } finally {
      root.removeAttribute("data-marking");
    }
  };
  if (root.getAttribute("data-pinyin") === "unknown") root.setAttribute("data-marking", "");
})(document.documentElement, window.jiazhu);
