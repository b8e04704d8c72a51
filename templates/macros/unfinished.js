{#
  Lists the articles that the reader has begun, from the places that `progress.js` stores: the latest
  first. It runs in the home page itself, before the list of articles is painted below.
#}
{% filter minify %}
((shelf) => {
  const root = new URL(shelf.dataset.root || "./", location.href);
  const list = shelf.querySelector("ul");
  const stored = () => {
    try {
      return Object.entries(JSON.parse(localStorage.getItem("jiazhu-places")) ?? {});
    } catch {
      return []; {#- Storage is blocked or invalid. #}
    }
  };
  const show = () => {
    const begun = stored().reverse().flatMap(([key, place]) => {
      const folder = key.startsWith(root.pathname) ? key.slice(root.pathname.length) : "";
      {#- Other places are of other sites on this host. -#}
      if (!/^[\w-]+\/$/.test(folder) || !place?.s || !place.t || place.d) return [];
      const line = shelf.querySelector("template").content.firstElementChild.cloneNode(true);
      const link = line.querySelector("a");
      link.href = new URL(`${document.documentElement.lang.toLowerCase()}/${folder}index.html#${place.s}`, root);
      link.textContent = place.t;
      link.lang = place.l;
      line.querySelector("b").textContent = `${Math.max(1, Math.round(place.p * 100))}%`;
      line.querySelector("button").onclick = () => {
        localStorage.setItem("jiazhu-places", JSON.stringify(Object.fromEntries(stored().filter(([other]) => other != key))));
        show();
        shelf.querySelector("a")?.focus();
      };
      return [line];
    });
    list.replaceChildren(...begun.slice(0, 3));
    shelf.hidden = !begun.length;
  };
  show();
  addEventListener("pageshow", (event) => event.persisted && show());
})(document.getElementById("unfinished"));
{% endfilter %}
