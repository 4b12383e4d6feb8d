"use strict";
(function () {
  const on = document.getElementById("keys-on");
  const keys = document.getElementById("keys");
  const moves = { j: ["statement", 1], k: ["statement", -1], n: ["finding", 1], p: ["finding", -1] };
  let last = null;

  function chained(element) {
    const at = element instanceof Element ? element.closest("[data-chain]") : null;
    return at ? at.dataset.chain.split(" ").filter(Boolean) : [];
  }

  function show(names) {
    for (const old of document.querySelectorAll(".linked")) old.classList.remove("linked");
    for (const name of names) {
      for (const mention of document.querySelectorAll('[data-chain~="' + CSS.escape(name) + '"]')) {
        if (!mention.classList.contains("speaker")) mention.classList.add("linked");
      }
    }
  }

  function move(kind, step) {
    const stops = Array.from(document.querySelectorAll('[data-stop="' + kind + '"]')).filter(function (stop) {
      return stop.checkVisibility();
    });
    if (!stops.length) return;
    const here = document.activeElement && document.activeElement !== document.body ? document.activeElement : last;
    let next;
    if (!here || !here.isConnected) {
      next = step > 0 ? stops[0] : stops[stops.length - 1];
    } else {
      const wanted = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
      const fitting = stops.filter(function (stop) {
        return stop !== here && here.compareDocumentPosition(stop) & wanted;
      });
      next = step > 0 ? fitting[0] : fitting[fitting.length - 1];
    }
    if (!next) return;
    last = next;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  document.addEventListener("mouseover", function (event) { show(chained(event.target)); });
  document.addEventListener("focusin", function (event) { show(chained(event.target)); });
  document.addEventListener("mouseleave", function () { show([]); });
  document.addEventListener("keydown", function (event) {
    if (!on || !on.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.matches("textarea, select, input:not([type=checkbox])")) return;
    if (event.key === "?" && keys) {
      keys.open = !keys.open;
      return;
    }
    if (event.key === "Escape" && keys) keys.open = false;
    const wanted = moves[event.key];
    if (!wanted) return;
    event.preventDefault();
    move(wanted[0], wanted[1]);
  });
})();
