{#
  Sets sentences and their English while the page is being parsed, so that text is painted at once
  and nothing moves afterwards; `translation.js` goes on from there.

  Beside: the style sheet floats the other language, but a float cannot be higher than the line that
  contains it, which for the English is the last line of the sentence. So it is positioned at the
  first, and the block is made tall enough. Everything is measured before anything is written, to
  reflow only once. On tap: a button stands between the two languages, so that the keyboard can show
  the other too.
#}
((root) => {
  const setting = (name) => root.getAttribute("data-" + name);
  const isBeside = () => setting("translation") == "side" && jiazhu.wide.matches;
  const isOnTap = () => setting("translation") == "tap";

  {# The element in which to position the other language: a paragraph, a heading or the outermost
     list item; none in a table, whose cells contain both languages. #}
  const holderOf = (aside) => {
    if (aside.closest("td, th")) return null;
    let holder = aside.closest("p, h1, h2, h3, h4, h5, h6");
    for (let item = aside.closest("li"); item; item = item.parentElement?.closest("li")) holder = item;
    return holder;
  };

  {# The top of the first line of what stands beside it, in px. #}
  const lineTop = (aside) => {
    const pair = aside.closest(".pair");
    const first = pair
      ? pair.querySelector(aside.matches(".tr") ? ".s" : ".tr")
      : document.getElementById((aside.dataset.for ?? "").split(" ")[0]);
    const rect = first?.getClientRects()[0];
    return rect ? rect.top + rect.height / 2 - parseFloat(getComputedStyle(first).lineHeight) / 2 : -Infinity;
  };

  const measure = ([holder, asides]) => {
    const origin = holder.getBoundingClientRect().top;
    let height = 0;
    const places = asides.map((aside) => {
      const { marginTop, marginBottom } = getComputedStyle(aside);
      const drop = parseFloat(marginTop);
      const top = Math.max(lineTop(aside) - origin, height - drop);
      height = top + drop + aside.offsetHeight + parseFloat(marginBottom);
      return { aside, top };
    });
    return { holder, height, places };
  };

  const placeBeside = (blocks) => {
    const asidesByHolder = new Map();
    for (const block of blocks) {
      for (const aside of block.querySelectorAll(setting("base") == "en" ? ".pair > .zh" : ".tr")) {
        const holder = holderOf(aside);
        if (holder) asidesByHolder.set(holder, [...(asidesByHolder.get(holder) ?? []), aside]);
      }
    }
    for (const { holder, height, places } of [...asidesByHolder].map(measure)) {
      holder.classList.add("tall");
      holder.style.setProperty("--tall", `${height}px`);
      for (const { aside, top } of places) {
        aside.classList.add("placed");
        aside.style.setProperty("--top", `${top}px`);
      }
    }
  };

  {# The button of a pair, or of English on its own. #}
  const buttonOf = (english) => {
    const pair = english.closest(".pair");
    const button = pair ? pair.querySelector(":scope > .reveal") : english.previousElementSibling;
    return button?.matches(".reveal") ? button : null;
  };

  const newButton = () =>
    Object.assign(document.createElement("button"), { className: "reveal", type: "button", ariaExpanded: "false" });

  const addButtons = (blocks) => {
    const base = setting("base");
    for (const english of blocks.flatMap((block) => [...block.querySelectorAll(".tr")])) {
      const pair = english.closest(".pair");
      if (!pair && base == "en") continue; {#- It is always shown. #}
      const button = buttonOf(english) ?? newButton();
      {#- The labels come with the panels. #}
      if (jiazhu.revealLabels) button.ariaLabel = jiazhu.revealLabels[base];
      {#- The revealed language comes last, on a line of its own. #}
      const chinese = pair?.querySelector(":scope > .zh");
      if (base == "en" && chinese) pair.append(button, chinese);
      else if (button.nextElementSibling != english) english.before(button);
    }
  };

  const setPairs = (blocks) => {
    if (isOnTap()) addButtons(blocks);
    if (isBeside()) placeBeside(blocks);
  };

  {# Gives the style sheet the lengths of blocks as they are parsed (`site/lengths.py`). #}
  const followLengths = (prose) => {
    const pass = (blocks) => blocks.forEach(({ style, dataset }) => dataset?.n && style.setProperty("--n", dataset.n));
    pass([...prose.children]);
    new MutationObserver((changes) => changes.forEach(({ addedNodes }) => pass(addedNodes))).observe(prose, { childList: true });
  };

  {# Called by a script before the text, in the element that contains both: sets blocks as they are
     parsed, before they are painted, down to a little below the window. #}
  const followText = () => {
    const reader = document.currentScript.parentElement;
    let done = 0;
    let isFollowed = false;
    const observer = new MutationObserver(() => {
      const prose = reader.querySelector(":scope > .prose");
      if (prose && !isFollowed) followLengths(prose);
      isFollowed = !!prose;
      const blocks = [...reader.querySelectorAll(":scope > .prose > *")];
      const below = blocks.findIndex((block) => block.getBoundingClientRect().top > 1.5 * innerHeight);
      const near = below < 0 ? blocks : blocks.slice(0, below);
      setPairs(near.slice(done));
      done = Math.max(0, near.length - 1); {#- The last one may not be whole. #}
      if (below >= 0) observer.disconnect();
    });
    observer.observe(reader, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => observer.disconnect());
  };

  jiazhu.pairs = { isBeside, isOnTap, buttonOf, setPairs, followText };
})(document.documentElement);
