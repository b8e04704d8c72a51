{#
  Takes a step that cannot wait until a page has been parsed. A file of its own rather than part of
  the page, because strict hosts run no script that is in a page.
#}
{% filter minify %}
({ text: jiazhu.pairs.followText, words: jiazhu.markKnown })[document.currentScript.dataset.step]();
{% endfilter %}
