{# Runs before the first paint: sets the reader's choices as attributes of the root. #}
(function (root) {
  var options = { {%- for setting in site.settings %}{{ setting.name }}: {{ setting.values | tojson }}{{ ", " if not loop.last }}{% endfor -%} };
  var defaults = { {%- for setting in site.settings %}{{ setting.name }}: {{ setting.value | tojson }}{{ ", " if not loop.last }}{% endfor -%} };
  var stored = null;
  try {
    stored = JSON.parse(localStorage.getItem("jiazhu"));
  } catch (error) { {#- Storage is blocked or invalid: use the defaults. -#} }
  for (var name in options) {
    var value = stored ? stored[name] : undefined;
    if (options[name].indexOf(value) < 0) value = defaults[name];
    root.setAttribute("data-" + name, value);
  }
  root.setAttribute("data-js", "");
  window.jiazhu = { options: options, defaults: defaults };
})(document.documentElement);
