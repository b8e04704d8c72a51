/* Runs before the first paint: the reader's choices become attributes of the root. */
(function (root) {
  var options = { {%- for setting in site.settings %}{{ setting.name }}: {{ setting.values | tojson }}{{ ", " if not loop.last }}{% endfor -%} };
  var defaults = { {%- for setting in site.settings %}{{ setting.name }}: {{ setting.value | tojson }}{{ ", " if not loop.last }}{% endfor -%} };
  var stored = null;
  try {
    stored = JSON.parse(localStorage.getItem("jiazhu"));
  } catch (error) { /* storage is blocked or holds rubbish: the defaults stand */ }
  for (var name in options) {
    var value = stored ? stored[name] : undefined;
    if (options[name].indexOf(value) < 0) value = defaults[name];
    root.setAttribute("data-" + name, value);
  }
  root.setAttribute("data-js", "");
  window.jiazhu = { options: options, defaults: defaults };
})(document.documentElement);
