// What the desk does beyond what HTML does by itself: filters, keys to walk by, ticks and notes that stay in this browser
// until they are exported. With scripts off it is a page to read, or to print and tick by hand.
"use strict";
{
  const $ = (selector, within = document) => within.querySelector(selector);
  const main = $("main");
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'").replace(/[“”„«»]/g, '"').replace(/\s+/g, " ");

  const rows = [...main.querySelectorAll(".claim")].map((element) => {
    const { mark, passage, verdict, kind, part, sources, differ, ok, note } = element.dataset;
    const kept = ok === undefined ? null : { ok: ok === "1", note };
    return { element, mark, passage, verdict, kind, part, sources: sources.split(" "), differ: differ !== undefined, kept, article: element.closest("article") };
  });
  const twins = Map.groupBy ? Map.groupBy(rows, (row) => row.mark) : rows.reduce((map, row) => map.set(row.mark, [...(map.get(row.mark) ?? []), row]), new Map());
  const rowOf = new Map(rows.map((row) => [row.element, row]));

  // --- what this browser keeps ---

  const { brief, edition } = document.documentElement.dataset;
  const shelf = {
    name: `briefpress-desk-${edition}`,
    sound: true,
    read(name, otherwise) {
      try {
        return JSON.parse(localStorage.getItem(name)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    write(name, value) {
      try {
        localStorage.setItem(name, JSON.stringify(value));
        this.sound = true;
      } catch {
        this.sound = false;
      }
    },
  };
  const local = shelf.read(shelf.name, {});

  // A tick is of the claim and the passage that were seen: where either has changed since, it counts no more.
  const own = (row) => {
    const said = local[row.mark];
    return said && said.passage === row.passage ? said : null;
  };
  const said = (row) => own(row) ?? row.kept ?? { ok: false, note: "" };
  const stateOf = ({ ok, note }) => (ok ? "checked" : note ? "noted" : "open");
  const asKept = (row, { ok, note }) => ok === (row.kept?.ok ?? false) && note.trim() === (row.kept?.note ?? "");
  const changed = () => rows.filter((row) => own(row) && !asKept(row, own(row)) && twins.get(row.mark)[0] === row);

  function say(row, next) {
    if (asKept(row, next)) delete local[row.mark];
    else local[row.mark] = { ok: next.ok, note: next.note, passage: row.passage };
    shelf.write(shelf.name, local);
    for (const twin of twins.get(row.mark)) show(twin);
    count();
  }

  // --- a claim's tick and note ---

  const checkForm = $(".check-form").content;
  const noteForm = $(".note-form").content;

  function show(row) {
    const now = said(row);
    row.element.dataset.state = stateOf(now);
    $(".check input", row.element).checked = now.ok;
    const area = $("textarea", row.element);
    if (area && area !== document.activeElement) area.value = now.note;
    else if (!area && own(row)?.note) open(row).value = now.note;
  }

  function open(row) {
    const known = $("textarea", row.element);
    if (known) return known;
    const area = noteForm.cloneNode(true).firstElementChild;
    area.value = said(row).note;
    $(".check", row.element).append(area);
    return area;
  }

  for (const row of rows) {
    row.element.append(checkForm.cloneNode(true));
    show(row);
  }

  main.addEventListener("change", (event) => {
    const row = rowOf.get(event.target.closest(".claim"));
    if (row && event.target.type === "checkbox") say(row, { ...said(row), ok: event.target.checked });
  });
  main.addEventListener("input", (event) => {
    const row = rowOf.get(event.target.closest(".claim"));
    if (row && event.target.matches("textarea")) say(row, { ...said(row), note: event.target.value });
  });
  main.addEventListener("click", (event) => {
    if (event.target.closest(".edit")) open(rowOf.get(event.target.closest(".claim"))).focus();
  });

  // --- filters ---

  const pressed = new Set();
  const around = (article) => [...article.querySelectorAll(".stub, .column, .sentence, :scope > .where")].map((said) => said.textContent).join(" ");
  const field = Object.fromEntries(["search", "kind", "part", "source", "state"].map((id) => [id, document.getElementById(id)]));
  const buttons = [...document.querySelectorAll(".count[data-verdict]")];
  const differing = $(".count[data-differ]");
  const onlyDiffering = () => differing?.getAttribute("aria-pressed") === "true";
  const parts = [...main.querySelectorAll(".part")];
  const quiet = [...main.querySelectorAll(".quiet")];

  function filter() {
    const words = fold(field.search.value).split(" ").filter(Boolean);
    for (const row of rows) {
      const state = row.element.dataset.state;
      row.text ??= words.length ? fold(`${around(row.article)} ${row.element.textContent}`) : undefined;
      row.shown =
        (!pressed.size || pressed.has(row.verdict)) &&
        (row.differ || !onlyDiffering()) &&
        (!field.kind.value || row.kind === field.kind.value) &&
        (!field.part.value || row.part === field.part.value) &&
        (!field.source.value || row.sources.includes(field.source.value)) &&
        (!field.state.value || (field.state.value === "noted" ? said(row).note !== "" : field.state.value === "open" ? state !== "checked" : state === "checked")) &&
        words.every((word) => row.text.includes(word));
      row.element.hidden = !row.shown;
    }
    // What has no claims is shown only where all else is, too.
    for (const article of quiet) article.hidden = rows.some((row) => !row.shown);
    for (const box of new Set([...rows.map((row) => row.article), ...parts])) box.hidden = !$(".claim:not([hidden]), .quiet:not([hidden])", box);
    $(".none").hidden = rows.some((row) => row.shown);
    for (const button of buttons) button.setAttribute("aria-pressed", pressed.has(button.dataset.verdict));
    count();
  }

  function count() {
    const shown = rows.filter((row) => row.shown).length;
    const checked = rows.filter((row) => row.element.dataset.state === "checked").length;
    const claims = shown === rows.length ? `${shown} claims` : `${shown} of ${rows.length} claims`;
    const lost = shelf.sound ? "" : " This browser keeps no ticks: export them before you close the page.";
    const text = `${claims}, ${checked} checked.${lost}`;
    if ($(".now").textContent !== text) $(".now").textContent = text;
  }

  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  };
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener("click", () => {
      const { verdict } = button.dataset;
      if (!pressed.delete(verdict)) pressed.add(verdict);
      filter();
    });
  }
  const press = (on) => differing?.setAttribute("aria-pressed", on);
  if (differing) differing.disabled = false;
  differing?.addEventListener("click", () => {
    press(!onlyDiffering());
    filter();
  });
  for (const input of Object.values(field)) input.addEventListener("input", soon);
  $(".reset").addEventListener("click", () => {
    pressed.clear();
    press(false);
    for (const input of Object.values(field)) input.value = "";
    filter();
  });

  // --- keys ---

  let current = null;

  function walk(step, wanted = () => true) {
    const visible = rows.filter((row) => row.shown);
    const here = visible.indexOf(current);
    const ahead = step > 0 ? visible.slice(here + 1) : visible.slice(0, Math.max(here, 0)).reverse();
    const next = ahead.find(wanted);
    if (!next) return;
    next.element.focus({ preventScroll: true });
    const whole = next.article.getBoundingClientRect().height < window.innerHeight * 0.8;
    (whole ? next.article : next.element).scrollIntoView({ block: "nearest" });
  }

  const unchecked = (row) => row.element.dataset.state !== "checked";
  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    n: () => walk(1, unchecked),
    p: () => walk(-1, unchecked),
    x: () => current && say(current, { ...said(current), ok: !said(current).ok }),
    e: () => current && open(current).focus(),
    "/": () => field.search.focus(),
    "?": () => $(".help-dialog").showModal(),
  };

  main.addEventListener("focusin", (event) => {
    current = rowOf.get(event.target.closest(".claim")) ?? current;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("textarea, #search")) {
      if (event.target.matches("textarea")) event.target.closest(".claim").focus({ preventScroll: true });
      else {
        event.preventDefault();
        event.target.value = "";
        event.target.blur();
        filter();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !single.checked) return;
    if (event.target.matches("textarea, select, input:not([type=checkbox])") || event.target.closest("dialog")) return;
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Single keys can be switched off: some who speak to their computer set them off unawares (WCAG 2.1.4).
  const single = $(".single");
  single.checked = shelf.read("briefpress-desk-keys", true);
  single.addEventListener("change", () => shelf.write("briefpress-desk-keys", single.checked));

  // --- dialogs ---

  $(".help").addEventListener("click", keys["?"]);
  for (const button of document.querySelectorAll("dialog .close")) button.addEventListener("click", () => button.closest("dialog").close());

  const reviewer = document.getElementById("reviewer");
  $(".export").addEventListener("click", () => {
    const number = changed().length;
    $(".stock").textContent = number ? `${number} ${number === 1 ? "review" : "reviews"} of yours ${number === 1 ? "is" : "are"} new.` : "Nothing is new: tick a claim, or write a note.";
    $(".save").disabled = !number;
    reviewer.value = shelf.read("briefpress-desk-reviewer", "");
    $(".export-dialog").showModal();
  });
  reviewer.addEventListener("keydown", (event) => event.key === "Enter" && save());
  $(".save").addEventListener("click", save);

  function save() {
    const by = reviewer.value.trim();
    reviewer.setAttribute("aria-invalid", !by);
    if (!by) return reviewer.focus();
    if (!changed().length) return undefined;
    shelf.write("briefpress-desk-reviewer", by);
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const reviews = changed().map((row) => ({ claim: row.mark, passage: row.passage, ok: own(row).ok, note: own(row).note.trim() }));
    const file = new Blob([JSON.stringify({ format: 1, brief, by, day, reviews }, null, 1) + "\n"], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${brief}.review.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    $(".export-dialog").close();
    return undefined;
  }

  // --- begin ---

  for (const box of document.querySelectorAll(".narrowing, .bar")) box.hidden = false;
  if (matchMedia("(max-width: 61.99rem)").matches) $(".narrowing details").open = false;
  filter();
}
