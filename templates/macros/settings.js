/* Runs before the first paint: the reader's choices become attributes of the root. */
(function (root) {
  var options = {
    pinyin: ["all", "none"],
    translation: ["side", "under", "tap", "off"],
    sandhi: ["on", "off"],
    erhua: ["joined", "apart", "off"],
    tones: ["on", "off"],
    theme: ["auto", "light", "dark"]
  };
  var defaults = JSON.parse(root.dataset.defaults);
  var stored = null;
  try {
    stored = JSON.parse(localStorage.getItem("jiazhu"));
  } catch (error) { /* storage is blocked or holds rubbish: the defaults stand */ }
  for (var name in options) {
    var value = stored ? stored[name] : undefined;
    if (options[name].indexOf(value) < 0) value = defaults[name];
    if (typeof value === "boolean") value = value ? "on" : "off";
    if (options[name].indexOf(value) >= 0) root.setAttribute("data-" + name, value);
  }
  root.setAttribute("data-js", "");
  window.jiazhu = { options: options };
})(document.documentElement);
