/*
  The words that the reader knows get the class `known`, where that hides their pinyin. The first
  time is after the text has been read and before it is painted: until then the root says so.
*/
(function (root, jiazhu) {
  var heads;
  jiazhu.known = function () {
    var words = null;
    try {
      words = JSON.parse(localStorage.getItem("jiazhu-known"));
    } catch (error) { /* storage is blocked or holds rubbish: nothing is known */ }
    return new Set(Array.isArray(words) ? words.filter(function (word) { return typeof word === "string"; }) : []);
  };
  /* The headwords of the page by `data-k`, simplified and traditional: either makes a word known. */
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
