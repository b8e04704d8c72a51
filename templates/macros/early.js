{# The script that runs before the first paint of every page (`site/panels.py`). #}
{% set site = view.site %}
{% filter minify %}{% include "macros/head.js" %}{% include "macros/known.js" %}{% include "macros/pairs.js" %}{% endfilter %}
