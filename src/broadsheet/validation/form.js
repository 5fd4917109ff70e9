"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const design = JSON.parse(data[0]);
  const place = "broadsheet-" + design.id;
  const coder = document.getElementById("coder");
  const sections = [...document.querySelectorAll(".item")];

  const fields = (section) => [...section.querySelectorAll("[data-question]")];
  const read = (field) => {
    if (field.tagName !== "FIELDSET") return field.value.trim();
    const chosen = field.querySelector("input:checked");
    return chosen ? chosen.value : "";
  };
  const write = (field, value) => {
    if (field.tagName !== "FIELDSET") { field.value = value; return; }
    for (const input of field.querySelectorAll("input")) input.checked = input.value === value;
  };
  const answers = () => {
    const all = {};
    for (const section of sections) {
      const given = {};
      for (const field of fields(section)) {
        const value = isAsked(field) ? read(field) : "";
        if (value) given[field.dataset.question] = value;
      }
      if (Object.keys(given).length) all[section.dataset.number] = given;
    }
    return all;
  };
  // A question that another answer makes needless is not shown and not asked.
  const isAsked = (field) => {
    if (!field.dataset.unless) return true;
    const other = field.closest(".item").querySelector(`[data-question="${field.dataset.unless}"]`);
    return !field.dataset.codes.split("|").includes(read(other));
  };
  const isDone = (section) => fields(section).every((field) => !isAsked(field) || read(field));
  const show = () => {
    for (const section of sections) {
      for (const field of fields(section)) field.hidden = !isAsked(field);
      section.classList.toggle("done", isDone(section));
    }
    const done = sections.filter(isDone).length;
    document.getElementById("progress").textContent = `${done} of ${sections.length} done`;
  };
  const keep = () => {
    try { localStorage.setItem(place, JSON.stringify({ coder: coder.value, answers: answers() })); }
    catch (error) { document.getElementById("progress").textContent = "This browser keeps nothing: save often."; return; }
    show();
  };
  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(place)); } catch (error) { kept = null; }
    if (!kept) return;
    coder.value = kept.coder || "";
    for (const section of sections)
      for (const field of fields(section)) {
        const value = (kept.answers[section.dataset.number] || {})[field.dataset.question];
        if (value) write(field, value);
      }
  };
  const save = () => {
    const name = coder.value.trim() || "coder";
    const content = JSON.stringify({ broadsheet: data, coder: name, answers: answers() }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = `${design.kind}-sheet-${name.replace(/[^\p{L}\p{N}]+/gu, "_")}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const add = (field, words) => {
    const before = field.value.trim();
    const rest = before && before !== "-" ? before.replace(/\s*\|\s*$/, "") + " | " : "";
    field.value = rest + words;
    keep();
  };

  document.addEventListener("input", keep);
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("next").addEventListener("click", () => {
    const open = sections.find((section) => !isDone(section));
    if (open) open.scrollIntoView({ block: "start" });
  });
  for (const button of document.querySelectorAll("button.add, button.none")) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const field = button.closest(".item").querySelector("textarea");
      const words = button.dataset.value || String(getSelection()).replace(/\s+/g, " ").trim();
      if (button.dataset.value) field.value = words, keep();
      else if (words) add(field, words);
    });
  }
  restore();
  show();
})();
