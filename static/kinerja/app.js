/* What a page cannot do without script: warn about unsaved figures, tick all rows, close menus. Pages work without it. */
(() => {
  "use strict";
  let unsaved = false;

  const watch = (form) => {
    const touched = () => { unsaved = true; };
    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    if (form.dataset.unsaved === "already") { unsaved = true; }
    form.addEventListener("submit", () => { unsaved = false; });
  };
  document.querySelectorAll("form[data-unsaved]").forEach(watch);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) { event.preventDefault(); }
  });

  // A form beside the entry form (submit, upload) leaves the page too: it says first that figures are not saved.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = form.dataset.confirm || (unsaved && !("unsaved" in form.dataset) && form.dataset.leaves);
    if (question && !window.confirm(question)) { event.preventDefault(); return; }
    if (form.method === "post" && !event.defaultPrevented) {
      if (form.dataset.leaves) { unsaved = false; }
      const button = event.submitter;
      if (button) { window.setTimeout(() => { button.disabled = true; }, 0); }
    }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form button[disabled][type=submit]:not([data-off])").forEach((b) => { b.disabled = false; });
  });

  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-tick-all]");
    if (!all) { return; }
    document.querySelectorAll(`input[name="${all.dataset.tickAll}"]`).forEach((box) => { box.checked = all.checked; });
  });

  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { return; }
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // The two copies of a conflict: choosing "mine" or "theirs" fills the field below.
  document.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (pick) { pick.checked = true; }
  });
})();
