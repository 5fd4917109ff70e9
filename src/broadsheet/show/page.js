/* Tables that can be sorted, filtered and paged, and the search on the front page. Part of broadsheet, under
   its licence (MIT). Written for this page alone: it loads nothing, sends nothing, keeps nothing, and puts
   text in only as text. Without it every table stands as it is. */
(() => {
  "use strict";

  const FEW_ROWS = 12; // with fewer a reader sees all at once, and needs no filter
  const MOST_HITS = 8; // of each kind
  const MOST_WORDS = 120; // longer passages are cited by their first words
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const number = (value) => value.toLocaleString("en");

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function address(data, link) {
    const target = link === undefined || link === null ? null : data.links[link];
    if (target === null || target === undefined) return null;
    if (typeof target === "string") return target;
    const [head, start] = target;
    return data.heads[head] + start;
  }

  function linked(data, text, link) {
    const href = address(data, link);
    return href ? element("a", { className: "bs-passage", href }, text) : text;
  }

  /* A table: `box` holds it as it stands and, as JSON, all its rows. */
  class Table {
    constructor(box) {
      this.box = box;
      this.body = box.querySelector("tbody");
      this.source = box.querySelector("script.bs-data");
      this.total = Number(box.dataset.rows);
      this.step = Number(box.dataset.step);
      this.first = 0;
      this.words = [];
      this.sorted = { column: -1, down: false };
      box.classList.add("bs-live");
      this.addHeadings();
      this.addControls();
    }

    get data() {
      if (!this.parsed) {
        this.parsed = JSON.parse(this.source.textContent);
        this.chosen = this.parsed.rows.map((row, place) => place);
      }
      return this.parsed;
    }

    addHeadings() {
      this.headings = [...this.box.querySelectorAll("thead th")];
      this.headings.forEach((heading, column) => {
        const button = element("button", { type: "button", className: "bs-sort" });
        button.append(...heading.childNodes);
        button.addEventListener("click", () => this.sort(column));
        heading.append(button);
      });
    }

    addControls() {
      const controls = element("div", { className: "bs-controls" });
      if (this.total > FEW_ROWS) {
        const input = element("input", { type: "search", autocomplete: "off" });
        input.addEventListener("input", () => this.filter(input.value));
        controls.append(element("label", {}, "Filter ", input));
      }
      this.order = element("select", {}, element("option", { value: "" }, "as they stand"));
      this.headings.forEach((heading, column) => {
        const name = heading.textContent;
        this.order.append(element("option", { value: `${column} up` }, `${name}, rising`));
        this.order.append(element("option", { value: `${column} down` }, `${name}, falling`));
      });
      this.order.addEventListener("change", () => {
        const [column, way] = this.order.value.split(" ");
        this.sortBy(column ? Number(column) : -1, way === "down");
      });
      controls.append(element("label", { className: "bs-order" }, "Order ", this.order));
      const scroll = this.box.querySelector(".bs-scroll");
      this.box.insertBefore(controls, scroll);
      this.status = element("p", { className: "bs-note" });
      this.status.setAttribute("role", "status");
      this.pager = element("div", { className: "bs-pager" });
      this.back = this.turner("Previous", -1);
      this.on = this.turner("Next", 1);
      this.pager.append(this.back, this.on, this.status);
      const note = this.box.querySelector(":scope > .bs-note");
      if (note) note.remove();
      scroll.after(this.pager);
      this.describe(this.total);
    }

    turner(text, way) {
      const button = element("button", { type: "button" }, text);
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        this.first += way * this.step;
        this.draw();
      });
      return button;
    }

    sort(column) {
      // A number is asked for largest first, a name from A.
      const isNumber = this.headings[column].classList.contains("bs-number");
      const { column: before, down } = this.sorted;
      if (before !== column) this.sortBy(column, isNumber);
      else if (down === isNumber) this.sortBy(column, !down);
      else this.sortBy(-1, false);
    }

    sortBy(column, down) {
      this.sorted = { column, down };
      this.headings.forEach((heading, place) => {
        if (place === column) heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        else heading.removeAttribute("aria-sort");
      });
      this.order.value = column < 0 ? "" : `${column} ${down ? "down" : "up"}`;
      this.choose();
    }

    filter(text) {
      this.words = fold(text).split(/\s+/).filter(Boolean);
      this.choose();
    }

    choose() {
      const { rows, orders } = this.data;
      if (!this.texts) this.texts = rows.map((row) => fold(row.map(cellText).join("\n")));
      const fits = (text) => this.words.every((word) => text.includes(word));
      this.chosen = [...rows.keys()].filter((place) => fits(this.texts[place]));
      const { column, down } = this.sorted;
      if (column >= 0) this.chosen.sort(comparison(rows, column, orders[column], down));
      this.first = 0;
      this.draw();
    }

    draw() {
      const { rows } = this.data;
      const shown = this.chosen.slice(this.first, this.first + this.step);
      this.body.replaceChildren(...shown.map((place) => this.row(rows[place])));
      this.describe(this.chosen.length);
    }

    row(cells) {
      const made = cells.map((cell, column) => {
        const { name, heading, css } = this.data.columns[column];
        const parts = typeof cell === "string" ? [[cell]] : cell;
        const filled = element("td", { className: css });
        filled.dataset.column = name;
        filled.dataset.label = heading;
        parts.forEach(([text, link, look], place) => {
          if (place && !look) filled.append(element("br"));
          filled.append(piece(this.data, text, link, look, cells));
        });
        return filled;
      });
      return element("tr", {}, ...made);
    }

    describe(count) {
      const last = Math.min(this.first + this.step, count);
      const of = count === this.total ? number(count) : `${number(count)} found among ${number(this.total)}`;
      let text = count ? `Rows ${number(this.first + 1)} to ${number(last)} of ${of}.` : "No row has that.";
      if (last - this.first === this.total) text = "";
      if (this.box.dataset.left) text += ` ${this.box.dataset.left}`;
      this.status.textContent = text;
      this.pager.hidden = !text;
      const isLong = count > this.step;
      for (const [button, isEnd] of [[this.back, !this.first], [this.on, last >= count]]) {
        button.hidden = !isLong;
        button.setAttribute("aria-disabled", isEnd);
      }
    }
  }

  function piece(data, text, link, look, cells) {
    if (look === "key") return element("b", { className: "bs-key" }, text);
    if (look === "left") return element("bdi", {}, text);
    if (look === "cite") return citation(data, text, cells);
    return linked(data, text, link);
  }

  /* What is said of the passage is a text, or the number of its paragraph and that of the cell with its words. */
  function citation(data, [number, passage, cell], cells) {
    const [head, place] = data.cited[number];
    let about = passage;
    if (cell !== undefined) {
      about = passage === null ? "" : `, paragraph ${passage.toLocaleString("en")}`;
      about += `: ${quoted(cellText(cells[cell]))}`;
    }
    const text = element("textarea", { readOnly: true, rows: 5 }, head + about + place);
    text.setAttribute("aria-label", "Citation");
    return element("details", { className: "bs-cite" }, element("summary", {}, "cite"), text);
  }

  /* As `quote` has it in citation.py. */
  function quoted(words) {
    const parts = words.split(/\s+/).filter(Boolean);
    const text = parts.slice(0, MOST_WORDS).join(" ") + (parts.length > MOST_WORDS ? " …" : "");
    if (text.startsWith("‘") && text.endsWith("’")) return `“${text}”`;
    let turn = 0;
    const single = { "“": () => "‘", "”": () => "’", '"': () => "‘’"[turn++ % 2] };
    return `“${text.replace(/[“”"]/g, (mark) => single[mark]())}”`;
  }

  function cellText(cell) {
    if (typeof cell === "string") return cell;
    return cell.map(([text]) => (typeof text === "string" ? text : "")).join(" ");
  }

  /* What is missing comes last, whichever way; what is level keeps its order. */
  function comparison(rows, column, ranks, down) {
    const way = down ? -1 : 1;
    if (ranks) {
      return (a, b) => (ranks[a] < 0) - (ranks[b] < 0) || way * (ranks[a] - ranks[b]) || a - b;
    }
    const text = (place) => cellText(rows[place][column]);
    return (a, b) => !text(a) - !text(b) || way * collator.compare(text(a), text(b)) || a - b;
  }

  /* The search: `box` has a field and, as JSON, what can be found. */
  class Search {
    constructor(box) {
      this.box = box;
      this.input = box.querySelector("input");
      this.status = box.querySelector("[role=status]");
      this.hits = box.querySelector(".hits");
      this.input.addEventListener("input", () => this.find());
      this.input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        const first = this.hits.querySelector("a");
        if (first) first.focus();
      });
      box.hidden = false;
    }

    get data() {
      if (!this.parsed) {
        this.parsed = JSON.parse(this.box.querySelector("script.bs-data").textContent);
        for (const group of this.parsed.groups) {
          group.folded = group.entries.map(([text, about]) => searchable(text, about));
        }
      }
      return this.parsed;
    }

    find() {
      const words = fold(this.input.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      this.hits.replaceChildren();
      if (!words.length) {
        this.status.textContent = "";
        return;
      }
      let total = 0;
      for (const group of this.data.groups) {
        const fits = (place) => words.every((word) => group.folded[place].includes(` ${word}`));
        const found = [...group.entries.keys()].filter(fits);
        total += found.length;
        if (found.length) this.hits.append(this.list(group, found));
      }
      this.status.textContent = total ? `${number(total)} found.` : "Nothing is called that.";
    }

    list(group, found) {
      const items = found.slice(0, MOST_HITS).map((place) => {
        const [text, about, ...links] = group.entries[place];
        const item = element("li", {}, linked(this.data, text, links[0]), " ");
        item.append(element("span", {}, written(about)));
        links.slice(1).forEach((link, turn) => item.append(" ", linked(this.data, `place ${turn + 2}`, link)));
        return item;
      });
      const left = found.length - items.length;
      if (left > 0) items.push(element("li", {}, `and ${number(left)} more`));
      return element("section", {}, element("h2", {}, group.name), element("ul", {}, ...items));
    }
  }

  /* Words are found by what begins them. Of two numbers nobody searches for either. */
  function searchable(text, about) {
    const whole = typeof about === "string" ? `${text} ${about}` : text;
    return ` ${fold(whole).replace(/[^\p{L}\p{N}]+/gu, " ")}`;
  }

  function written(about) {
    if (typeof about === "string") return about;
    const [count, articles] = about;
    const often = count === 1 ? "once" : `${number(count)} times`;
    return `${often} in ${number(articles)} ${articles === 1 ? "article" : "articles"}`;
  }

  function addSearchLink() {
    const list = document.querySelector(".masthead nav ul");
    const home = document.querySelector(".nameplate a");
    if (!list || !home || document.querySelector(".search")) return;
    list.append(element("li", {}, element("a", { href: `${home.getAttribute("href")}#search` }, "Search")));
  }

  for (const box of document.querySelectorAll(".bs-table[data-rows]:not(.bs-live)")) new Table(box);
  for (const box of document.querySelectorAll(".search[hidden]")) new Search(box);
  addSearchLink();
})();
