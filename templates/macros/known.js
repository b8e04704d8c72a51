{#
  Adds the class `known` to the words that the reader knows, if that hides their pinyin. This first
  runs when the text has been parsed, before it is painted; until then the root has `data-marking`.
#}
(function (root, jiazhu) {
  var heads, script, settled;
  jiazhu.known = function () {
    var words = null;
    try {
      words = JSON.parse(localStorage.getItem("jiazhu-known"));
    } catch (error) { {#- Storage is blocked or invalid: no word is known. -#} }
    return new Set(Array.isArray(words) ? words.filter(function (word) { return typeof word === "string"; }) : []);
  };
  {# Scripts with data pass it here (`lazy_data.js`). -#}
  jiazhu.received = {};
  jiazhu.take = function (name, data) { jiazhu.received[name] = data; };
  {# The headwords by `data-k`, in both scripts: a word is known by either. Empty until they have been loaded. #}
  jiazhu.headwords = function () {
    var text = document.querySelector("[data-words]");
    var items = text && jiazhu.received[text.getAttribute("data-words").match(/articles\/.*(?=\.js)/)[0]];
    if (!heads && items) heads = items.map(function (item) { return [item[0], item[1] || item[0]]; });
    return heads || [];
  };
  {# If they are needed and have not been loaded, the text stays hidden until they are. #}
  jiazhu.markKnown = function () {
    var text = document.querySelector(".reader[data-words]");
    var known = text && root.getAttribute("data-pinyin") === "unknown" ? jiazhu.known() : new Set();
    if (known.size && !jiazhu.headwords().length && !settled) {
      if (script) return;
      script = document.createElement("script");
      script.src = text.getAttribute("data-words");
      script.onload = script.onerror = function () { settled = true; jiazhu.markKnown(); };
      document.head.append(script);
      return;
    }
    try {
      var flags = jiazhu.headwords().map(function (forms) { return known.has(forms[0]) || known.has(forms[1]); });
      if (text && root.getAttribute("data-pinyin") === "unknown") text.querySelectorAll(".w").forEach(function (word) {
        word.classList.toggle("known", Boolean(flags[word.getAttribute("data-k")]));
      });
    } finally {
      root.removeAttribute("data-marking");
    }
  };
  if (root.getAttribute("data-pinyin") === "unknown") root.setAttribute("data-marking", "");
})(document.documentElement, window.jiazhu);
