{#
  Runs before the first paint: sets the reader's settings as attributes of the root. Without scripts
  it has those of the site that a style sheet selects. Later ones win: the site's defaults, the stored
  settings, and those in the address, as in `#b3.s1&level=hsk3&pinyin=unknown`, a place and then
  settings. `settings.js` corrects values that do not exist.
#}
((root) => {
  const wide = matchMedia("(min-width: 64rem)");
  const defaults = {
    {%- for setting in site.settings -%}
      {{ setting.name }}: {% if setting.setting.by_window and setting.value == "auto" %}wide.matches ? {{ setting.setting.by_window[0] | tojson }} : {{ setting.setting.by_window[1] | tojson }}{% else %}{{ setting.value | tojson }}{% endif %},
    {%- endfor -%}
  };
  const exists = (name) => Object.hasOwn(defaults, name);
  const asked = (hash, exists) => {
    const found = {};
    for (let [, name, value] of hash.toLowerCase().matchAll(/[#&](\w+)=([^&]+)/g)) {
      if (name == "level") value = value.replace(/^hsk-?/, "").replace(/^(7-9|8|9)$/, "7");
      if (exists(name, value)) found[name] = value;
    }
    if (found.level) found.pinyin ??= "level";
    return found;
  };
  const preset = asked(location.hash, exists);
  let stored;
  try {
    if (!localStorage.getItem("jiazhu-hint")) root.dataset.hint = "";
    if (localStorage.getItem("jiazhu-voice")) root.dataset.voice = "";
    stored = JSON.parse(localStorage.getItem("jiazhu"));
  } catch { {#- Storage is blocked or invalid: use the defaults. -#} }
  const chosen = { ...defaults, ...stored, ...preset };
  for (const name in chosen) if (exists(name)) root.setAttribute("data-" + name, chosen[name]);
  root.dataset.js = "";
  {% for setting in site.settings if setting.name == "spelling" %}
  if (root.dataset.spelling != {{ setting.value | tojson }}) root.dataset.respelling = "";
  {% endfor %}
  {# `wide`: whether two languages fit side by side, as in `translation.css`. #}
  window.jiazhu = { asked, preset, wide, received: {} };
  {# Where a host asks for it, only the panels may become HTML, and only our own scripts run. #}
  window.trustedTypes?.createPolicy("default", {
    createHTML: (html) => (Object.values(jiazhu.panels ?? {}).reduce((rest, panel) => rest.replace(panel, ""), html) ? null : html),
    createScriptURL: (url) => (new URL(url, document.baseURI).origin == location.origin ? url : null),
  });
  {# Scripts with data pass it here (`lazy_data.js`). #}
  jiazhu.take = (name, data) => (jiazhu.received[name] = data);
})(document.documentElement);
