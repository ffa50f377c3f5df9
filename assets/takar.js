/* Takar in the browser. Every page works without this file; it makes some of them pleasanter.
 *   data-confirm="question"  on a form or a submit button: asks before it is sent
 *   data-unsaved             on a form: what was typed and not saved is there again on the next visit; closing the tab asks first
 *   data-grid                on a table of inputs: arrows and Enter move, a block copied from a spreadsheet can be pasted
 *   data-marks               on a textarea: buttons and keys that put stars around the chosen words
 *   data-print               on a button: prints the page
 */
"use strict";
(() => {
  const wrong = document.getElementById("salah");
  const on = (type, act, capture) => document.addEventListener(type, act, capture);

  /* ---- asking first ---- */
  function ask(question, yes) {
    const dialog = document.createElement("dialog");
    dialog.className = "ask";
    dialog.innerHTML = '<p></p><div class="ask-buttons"><button class="btn btn-outline" value="no">Batal</button><button class="btn btn-primary" value="yes">Ya, lanjutkan</button></div>';
    dialog.firstChild.textContent = question;
    dialog.addEventListener("click", (e) => e.target.value && dialog.close(e.target.value));
    dialog.addEventListener("close", () => { dialog.remove(); if (dialog.returnValue === "yes") yes(); });
    document.body.append(dialog);
    dialog.showModal();
  }
  const agreed = new WeakSet(), sent = new WeakSet();
  on("submit", (e) => {
    const form = e.target, button = e.submitter;
    const question = (button && button.dataset.confirm) || form.dataset.confirm;
    if (question && !agreed.has(form)) {
      e.preventDefault();
      e.stopPropagation();
      ask(question, () => { agreed.add(form); form.requestSubmit(button); });
      return;
    }
    agreed.delete(form);
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (sent.has(form)) return e.preventDefault(); /* a second click sends nothing twice */
    sent.add(form);
    form.setAttribute("aria-busy", "true");
    leaving = Date.now();
    if (form.getAttribute("action") === "/keluar") sessionStorage.clear();
    else if (dirty.delete(form)) store(form, true);
  }, true);
  on("htmx:confirm", (e) => {
    if (!e.detail.question) return;
    e.preventDefault();
    ask(e.detail.question, () => e.detail.issueRequest(true));
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((f) => { sent.delete(f); f.removeAttribute("aria-busy"); }));

  /* ---- what was typed and is not saved yet: kept in this tab until it is, for this person only ---- */
  const dirty = new Set();
  let leaving = 0;
  const who = (document.querySelector(".who-text strong") || {}).textContent || "";
  const keyOf = (form) => `takar ${who} ${new URL(form.action).pathname}`;
  const box = (c) => c.type === "checkbox" || c.type === "radio";
  const typed = (form) => [...form.elements].filter((c) => c.name && !/^(file|password|hidden|submit|button|fieldset)$/.test(c.type));
  const nameOf = (c) => c.id || `${c.name} ${box(c) ? c.value : [...c.form.elements].filter((o) => o.name === c.name).indexOf(c)}`;
  const changed = (c) => (box(c) ? c.checked !== c.defaultChecked : c.tagName === "SELECT" ? !(c.selectedOptions[0] || {}).defaultSelected && c.selectedIndex > 0 : c.value !== c.defaultValue);
  const rowOf = (c) => c.closest(".typing");
  const versions = (form) => [...form.elements].filter((c) => c.type === "hidden" && c.id); /* so that a later change of somebody else is seen */

  function store(form, sent) {
    const values = {}, cells = typed(form).filter(changed);
    for (const c of cells) values[nameOf(c)] = box(c) ? c.checked : c.value;
    for (const v of versions(form)) if (cells.some((c) => rowOf(c) && rowOf(c) === rowOf(v))) values[v.id] = v.value;
    if (cells.length) sessionStorage.setItem(keyOf(form), JSON.stringify({ values, sent }));
    else sessionStorage.removeItem(keyOf(form));
  }
  function bring(form) {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) || "null");
    sessionStorage.removeItem(keyOf(form));
    const back = (performance.getEntriesByType("navigation")[0] || {}).type === "back_forward";
    if (!kept || (kept.sent && !back) || wrong) return; /* a refused form comes back from the server as it was typed */
    for (const v of versions(form)) if (v.id in kept.values) v.value = kept.values[v.id];
    const cells = typed(form).filter((c) => nameOf(c) in kept.values && (box(c) ? c.checked : c.value) !== kept.values[nameOf(c)]);
    for (const c of cells) box(c) ? (c.checked = kept.values[nameOf(c)]) : (c.value = kept.values[nameOf(c)]);
    if (!cells.length) return;
    dirty.add(form);
    const note = document.createElement("p");
    note.className = "restored";
    note.setAttribute("role", "status");
    note.innerHTML = 'Isian yang belum disimpan dikembalikan. <button type="button" class="btn btn-ghost">Buang</button>';
    note.lastChild.addEventListener("click", () => { dirty.delete(form); location.reload(); });
    form.before(note);
    for (const c of cells) if (rowOf(c)) c.dispatchEvent(new Event("change", { bubbles: true })); /* a cell saves itself */
  }
  const unsaved = () => document.querySelectorAll("form[data-unsaved]");
  on("input", (e) => { const form = e.target.form; if (form && form.hasAttribute("data-unsaved")) dirty.add(form); });
  on("click", (e) => { if (e.target.closest("a[href]")) leaving = Date.now(); });
  addEventListener("beforeunload", (e) => { for (const form of dirty) if (form.isConnected && Date.now() - leaving > 1000) e.preventDefault(); });
  addEventListener("pagehide", () => { for (const form of dirty) if (form.isConnected) store(form, false); });

  /* ---- a cell that saves itself ---- */
  function tell(cell, ...words) {
    const old = cell.querySelector(".unsaved"), note = document.createElement("p");
    if (old) old.remove();
    if (!words.length) return;
    note.className = "invalid-feedback unsaved";
    note.setAttribute("role", "alert");
    note.append(...words);
    cell.append(note);
  }
  /* The server's own words, or that something is wrong. */
  function said(xhr) {
    const words = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(".alert p, .invalid-feedback");
    return words ? words.textContent : "Belum tersimpan. Muat ulang halaman ini; angka ini tidak hilang.";
  }
  const isCell = (e) => e.detail.elt.classList.contains("typing");
  on("htmx:afterRequest", (e) => {
    if (!isCell(e) || !e.detail.successful) return;
    tell(e.detail.elt);
    for (const c of e.detail.elt.querySelectorAll("input")) c.defaultValue = c.value;
    const grid = document.getElementById("grid");
    if (!grid || typed(grid).some(changed)) return;
    dirty.delete(grid);
    document.querySelectorAll(".restored").forEach((note) => note.nextElementSibling === grid && note.remove());
  });
  on("htmx:responseError", (e) => {
    if (!isCell(e)) return;
    const again = Object.assign(document.createElement("a"), { href: "/masuk?ke=" + encodeURIComponent(location.pathname), textContent: "Masuk lagi" });
    if (e.detail.xhr.status === 401) tell(e.detail.elt, "Belum tersimpan: sesi Anda sudah berakhir. ", again, "; angka ini tidak hilang.");
    else tell(e.detail.elt, said(e.detail.xhr));
  });
  on("htmx:sendError", (e) => isCell(e) && tell(e.detail.elt, "Belum tersimpan: server tidak terjangkau. Tekan Simpan semua bila sudah tersambung."));

  /* ---- grids ---- */
  const cells = (row) => [...row.querySelectorAll("input,select,textarea")].filter((c) => c.type !== "hidden" && !c.disabled);
  const rows = (grid) => [...grid.querySelectorAll("tbody tr")].filter((r) => cells(r).length);
  function place(cell) {
    const grid = cell.closest && cell.closest("[data-grid]");
    if (!grid) return null;
    const list = rows(grid), row = list.indexOf(cell.closest("tr"));
    return row < 0 ? null : { list, row, column: cells(list[row]).indexOf(cell) };
  }
  function go(at, row, column) {
    const next = at.list[row] && cells(at.list[row])[column];
    if (!next) return false;
    next.focus();
    if (next.select) next.select();
    return true;
  }
  on("keydown", (e) => {
    const cell = e.target, at = e.ctrlKey || e.metaKey || e.altKey ? null : place(cell);
    if (!at || cell.tagName === "TEXTAREA") return;
    const text = cell.tagName === "INPUT" && cell.type === "text";
    const first = text && cell.selectionStart === 0 && (cell.selectionEnd === 0 || cell.selectionEnd === cell.value.length);
    const last = text && cell.selectionEnd === cell.value.length && (cell.selectionStart === cell.selectionEnd || cell.selectionStart === 0);
    const step = { Enter: [e.shiftKey ? -1 : 1, 0], ArrowDown: text && [1, 0], ArrowUp: text && [-1, 0], ArrowLeft: first && [0, -1], ArrowRight: last && [0, 1] }[e.key];
    if (step && go(at, at.row + step[0], at.column + step[1])) e.preventDefault();
  });
  on("paste", (e) => {
    const at = place(e.target), text = e.clipboardData && e.clipboardData.getData("text/plain");
    if (!at || !text || !/[\t\n]/.test(text.trimEnd())) return;
    e.preventDefault();
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, r) => line.split("\t").forEach((value, c) => {
      const row = at.list[at.row + r], cell = row && cells(row)[at.column + c];
      if (!cell || cell.readOnly || cell.type === "file" || cell.type === "checkbox") return;
      cell.value = value.trim();
      cell.dispatchEvent(new Event("input", { bubbles: true }));
      cell.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  });

  /* ---- emphasis ---- */
  function emphasise(area, stars) {
    const { selectionStart: from, selectionEnd: to, value } = area, chosen = value.slice(from, to), words = chosen.trim();
    const start = from + chosen.indexOf(words), end = start + words.length;
    area.focus();
    area.setSelectionRange(start, end);
    const around = (n) => value.slice(start - n, start) === "*".repeat(n) && value.slice(end, end + n) === "*".repeat(n);
    const marked = around(stars.length) && (stars.length > 1 || !around(2) || around(3));
    if (marked) area.setRangeText(words, start - stars.length, end + stars.length, "select");
    else area.setRangeText(stars + words + stars, start, end, "end");
    if (!marked) area.setSelectionRange(start + stars.length, end + stars.length);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.querySelectorAll("textarea[data-marks]").forEach((area) => {
    const bar = document.createElement("div");
    bar.className = "marks";
    [["**", "b", "B", "Tebal"], ["*", "i", "I", "Miring"]].forEach(([stars, tag, letter, name]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-outline";
      button.title = button.ariaLabel = name + " (Ctrl+" + letter + ")";
      button.append(Object.assign(document.createElement(tag), { textContent: letter }));
      button.addEventListener("click", () => emphasise(area, stars));
      bar.append(button);
    });
    area.before(bar);
    area.addEventListener("keydown", (e) => {
      const stars = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && { b: "**", i: "*" }[e.key.toLowerCase()];
      if (stars) e.preventDefault(), emphasise(area, stars);
    });
  });

  on("click", (e) => { if (e.target.closest("[data-print]")) print(); });
  if (wrong) wrong.focus();
  on("DOMContentLoaded", () => unsaved().forEach(bring)); /* after htmx is ready */
})();
