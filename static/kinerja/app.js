/* What a page cannot do without script: warn about unsaved figures, tick all rows, close menus. Pages work without it. */
(() => {
  "use strict";

  // ── unsaved figures ──
  let unsaved = false;
  const watch = (form) => {
    const touched = (event) => { if (event.target.form === form) { unsaved = true; } };
    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    form.addEventListener("submit", () => { unsaved = false; });
    if (form.dataset.unsaved === "already") { unsaved = true; }
  };
  document.querySelectorAll("form[data-unsaved]").forEach(watch);
  window.addEventListener("beforeunload", (event) => { if (unsaved) { event.preventDefault(); } });

  // ── a button whose work takes long says so while the page waits ──
  const busy = (button) => {
    if (!button.dataset.busy) { return; }
    button.dataset.idle = button.textContent;
    button.textContent = button.dataset.busy;
    button.setAttribute("aria-busy", "true");
  };
  const idle = (button) => {
    if (!button.dataset.idle) { return; }
    button.textContent = button.dataset.idle;
    button.removeAttribute("aria-busy");
  };

  // ── forms: ask before what cannot be undone or loses input; nothing is sent twice ──
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = form.dataset.confirm || (unsaved && form.dataset.leaves);
    if (question && !window.confirm(question)) { event.preventDefault(); return; }
    if (form.dataset.leaves) { unsaved = false; }
    if (event.submitter && form.method === "post" && !form.hasAttribute("hx-post")) {
      window.setTimeout(() => { event.submitter.disabled = true; busy(event.submitter); }, 0);
    }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("button[type=submit]:disabled:not([data-off])").forEach((button) => { button.disabled = false; idle(button); });
  });

  // ── a file that is too large is not sent at all ──
  document.addEventListener("change", (event) => {
    const input = event.target;
    const limit = Number(input.dataset && input.dataset.maxBytes);
    if (!limit || !input.files) { return; }
    const tooLarge = [...input.files].some((file) => file.size > limit);
    if (tooLarge) { input.value = ""; tell("413"); }
  });

  // ── requests of htmx that fail say so, and leave the page as it is ──
  const box = document.getElementById("galat");
  const tell = (what) => {
    if (!box) { return; }
    box.textContent = box.getAttribute(`data-${what}`) || box.dataset.lain;
    box.hidden = false;
    box.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:responseError", (event) => { tell(String(event.detail.xhr.status)); });
  document.addEventListener("htmx:sendError", () => { tell("putus"); });
  document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.shouldSwap && box) { box.hidden = true; } });
  // The session ended: whoever has typed something stays and signs in elsewhere; everybody else is led there.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const to = event.detail.xhr.getResponseHeader("HX-Redirect");
    if (to && unsaved && to.startsWith("/masuk/")) { event.preventDefault(); tell("masuk"); }
  });

  // ── small comforts ──
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-tick-all]");
    if (!all) { return; }
    document.querySelectorAll(`input[name="${all.dataset.tickAll}"]`).forEach((each) => { each.checked = all.checked; });
  });
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { return; }
    openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // ── a queue: j or → goes to the next, k or ← to the one before; never while somebody types ──
  const ways = { j: "next", ArrowRight: "next", k: "previous", ArrowLeft: "previous" };
  document.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!way || held || event.defaultPrevented || event.target.closest("input, textarea, select, [contenteditable]")) { return; }
    const link = document.querySelector(`[data-key-${way}]`);
    if (link) { event.preventDefault(); link.click(); }
  });
})();
