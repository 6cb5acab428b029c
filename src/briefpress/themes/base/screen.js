// What the web page does beyond what HTML does by itself: contents that follow the reader, notes and references that
// open beside their call. With scripts off, every link leads where it says, and the contents stand above the text.
"use strict";
{
  const main = document.querySelector("main");

  // --- contents that follow ---

  const nav = document.querySelector("nav.contents");

  function contentsFollow() {
    const fold = nav.querySelector("details");
    const now = nav.querySelector(".contents-now");
    const entries = [...nav.querySelectorAll("a")]
      .map((link) => ({ link, part: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter((entry) => entry.part);
    let current = null;
    let above = null;

    // Whether the contents stand above the text, told by where they are: a style may have its own widths.
    const stoodAbove = () => {
      const own = nav.getBoundingClientRect();
      const text = main.getBoundingClientRect();
      return own.left < text.right && own.right > text.left;
    };

    // The section that is read: the last that begins above a line, which is a quarter down the window, and slides to
    // its foot with the end of the page, so that short last sections have their turn.
    const read = () => {
      const height = window.innerHeight;
      const left = document.documentElement.scrollHeight - height - window.scrollY;
      const line = Math.max(height / 4, height - left);
      const aimed = entries.find(({ link }) => link.hash === location.hash);
      if (aimed && left < height * 0.75) {
        const top = aimed.part.getBoundingClientRect().top;
        if (top >= 0 && top < height) return aimed;
      }
      return entries.filter(({ part }) => part.getBoundingClientRect().top <= line).pop() ?? null;
    };

    const mark = () => {
      const next = read();
      if (next === current) return;
      current?.link.removeAttribute("aria-current");
      current = next;
      current?.link.setAttribute("aria-current", "location");
      now.textContent = current?.link.textContent ?? "";
      show();
    };

    // Scroll the list, and nothing but the list, to its current line.
    const show = () => {
      if (!current) return;
      const list = [nav, nav.querySelector("ol")].find((box) => box.scrollHeight > box.clientHeight);
      if (!list) return;
      const line = current.link.getBoundingClientRect();
      const box = list.getBoundingClientRect();
      if (line.top < box.top || line.bottom > box.bottom) list.scrollTop += line.top - box.top - box.height / 3;
    };

    const arrange = () => {
      const next = stoodAbove();
      if (next !== above) fold.open = !next;
      above = next;
      mark();
    };

    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    };

    // Above the text the list is folded, and lies over the text while it is open.
    const away = () => {
      if (above) fold.open = false;
    };
    nav.addEventListener("click", (event) => event.target.closest("a") && away());
    nav.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !above || !fold.open) return;
      away();
      fold.querySelector("summary").focus();
    });
    document.addEventListener("pointerdown", (event) => !nav.contains(event.target) && away());
    document.addEventListener("focusin", (event) => !nav.contains(event.target) && away());
    fold.addEventListener("toggle", show);
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("hashchange", soon);
    window.addEventListener("resize", arrange);
    document.documentElement.classList.add("follows");
    arrange();
  }

  // --- notes and references beside their call ---

  const CALLS = 'a[role="doc-noteref"], a[role="doc-biblioref"]';
  const BACK = ".footnote-back, .backlinks";

  function besideTheirCall(panel) {
    const name = panel.querySelector(".beside-name");
    const body = panel.querySelector(".beside-body");
    let call = null; // the link in the text that the panel stands beside
    let pressed = null; // the call whose panel a press is about to close

    const fill = (link, source) => {
      const noted = link.getAttribute("role") === "doc-noteref";
      const words = noted ? `${panel.dataset.note} ${link.textContent.trim()}` : panel.dataset.reference;
      const copy = source.cloneNode(true);
      copy.querySelectorAll(BACK).forEach((way) => way.remove());
      copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
      body.className = `beside-body ${source.className}`;
      body.replaceChildren(...copy.childNodes);
      name.textContent = words;
      name.setAttribute("href", link.getAttribute("href"));
      panel.setAttribute("aria-label", words);
    };

    // In the margin at the height of the call where there is room, else below the line of the call.
    const place = () => {
      const at = call.getClientRects()[0];
      const text = main.getBoundingClientRect();
      const rtl = document.dir === "rtl";
      const gap = parseFloat(getComputedStyle(panel).columnGap) || 0;
      const room = (rtl ? text.left : document.documentElement.clientWidth - text.right) - gap;
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const inMargin = room >= 13 * rem;
      panel.classList.toggle("in-margin", inMargin);
      panel.style.width = inMargin ? `${Math.min(room - gap / 2, 18 * rem)}px` : "";
      const { width, height } = panel.getBoundingClientRect();
      let left, top;
      if (inMargin) {
        left = rtl ? text.left - gap - width : text.right + gap;
        top = at.top - gap / 4;
      } else {
        left = Math.min(Math.max(at.left + at.width / 2 - width / 2, text.left), text.right - width);
        const below = at.bottom + gap / 4;
        const over = at.top - gap / 4 - height;
        top = below + height > window.innerHeight && over > 0 ? over : below;
      }
      panel.style.left = `${left + window.scrollX}px`;
      panel.style.top = `${top + window.scrollY}px`;
    };

    const open = (link, source) => {
      if (!panel.contains(link)) {
        call?.classList.remove("is-open");
        call = link;
      }
      fill(link, source);
      if (!panel.matches(":popover-open")) panel.showPopover();
      call.classList.add("is-open");
      place();
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest" });
    };

    const close = () => {
      panel.hidePopover();
      call.focus({ preventScroll: true });
    };

    document.addEventListener("pointerdown", (event) => {
      pressed = panel.matches(":popover-open") && event.target.closest(CALLS) === call ? call : null;
    }, { capture: true });

    document.addEventListener("click", (event) => {
      const link = event.target.closest(CALLS);
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const source = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!source) return;
      event.preventDefault();
      if (link === pressed) pressed = null;
      else open(link, source);
    });

    panel.addEventListener("click", (event) => {
      if (event.target.closest(".beside-close")) close();
      else if (event.target.closest('a[href^="#"]') && !event.target.closest(CALLS)) panel.hidePopover();
    });

    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
      if (event.key !== "Tab") return;
      // The panel stands at the end of the page; Tab goes on from its call.
      const stops = [...panel.querySelectorAll("a[href], button, [tabindex='0']")];
      const last = event.shiftKey ? [panel, stops[0]] : [stops.at(-1)];
      if (!last.includes(document.activeElement)) return;
      if (event.shiftKey) event.preventDefault();
      close();
    });

    panel.addEventListener("toggle", () => {
      if (!panel.matches(":popover-open")) call?.classList.remove("is-open");
    });
    window.addEventListener("resize", () => panel.matches(":popover-open") && place());
  }

  if (nav) contentsFollow();
  const template = document.querySelector("template.beside-form");
  // Where the browser knows no popovers, links lead to the notes as they do without a script.
  if (template && "popover" in HTMLElement.prototype) {
    main.append(template.content.cloneNode(true));
    besideTheirCall(main.lastElementChild);
  }
}
