/*
  The words that the reader knows get the class `known`, where that hides their pinyin. The first
  time is after the text has been read and before it is painted: until then the root says so.
*/
(function (root, jiazhu) {
  var items;
  jiazhu.known = function () {
    var words = null;
    try {
      words = JSON.parse(localStorage.getItem("jiazhu-known"));
    } catch (error) { /* storage is blocked or holds rubbish: nothing is known */ }
    return new Set(Array.isArray(words) ? words.filter(function (word) { return typeof word === "string"; }) : []);
  };
  /* The headwords of a word of the text, simplified and traditional: either makes it known. */
  jiazhu.headwords = function (word) {
    items = items || JSON.parse(document.getElementById("dictionary").textContent);
    var item = items[word.getAttribute("data-k")];
    return [item.s, item.t];
  };
  jiazhu.markKnown = function () {
    try {
      if (root.getAttribute("data-pinyin") !== "unknown") return;
      var known = jiazhu.known();
      document.querySelectorAll(".reader .w").forEach(function (word) {
        var is = known.size > 0 && jiazhu.headwords(word).some(function (form) { return known.has(form); });
        word.classList.toggle("known", is);
      });
    } finally {
      root.removeAttribute("data-marking");
    }
  };
  if (root.getAttribute("data-pinyin") === "unknown") root.setAttribute("data-marking", "");
})(document.documentElement, window.jiazhu);
