{#
  Runs before the first paint, after the switches are set. The settings in the address override the
  reader's choices and are not stored: `#b3.s1&level=hsk3&pinyin=unknown`, a place, then switches.
#}
(function (root, jiazhu) {
  jiazhu.linked = { {%- for setting in site.settings if setting.setting.linked %}{{ setting.name }}: {{ setting.value | tojson }}{{ ", " if not loop.last }}{% endfor -%} };
  jiazhu.asked = function (hash) {
    var found = {};
    hash.slice(1).split("&").forEach(function (part) {
      var name = part.split("=")[0];
      var value = part.slice(name.length + 1).toLowerCase();
      if (name === "level") value = value.replace(/^hsk-?/, "").replace(/^(7-9|8|9)$/, "7");
      if (jiazhu.options.hasOwnProperty(name) && jiazhu.options[name].indexOf(value) >= 0) found[name] = value;
    });
    if (found.level && !found.pinyin) found.pinyin = "level";
    return found;
  };
  jiazhu.preset = jiazhu.asked(location.hash);
  for (var name in jiazhu.preset) root.setAttribute("data-" + name, jiazhu.preset[name]);
})(document.documentElement, window.jiazhu);
