// One article: what is at hand, judgements, forms and keys.
import { $, AGAIN, article, ask, by, made, send, tell } from "./common.js";
import { edges, mark, marked, points, trimmed } from "./marks.js";

export function reviewing() {
  let now = null; // what the desk said last
  let at = ""; // the id of the statement or finding at hand
  let form = null; // the form that is open
  let judgement = ""; // what the form with a reason is for
  let picked = null; // the place that was marked in the text, or null
  let marking = null; // the same while it is being marked with keys

  const item = () => now.items.find((one) => one.id === at);
  const where = "/article/" + article;

  async function look(always) {
    const said = await ask(where + "/now" + (now && !always ? "?stamp=" + encodeURIComponent(now.stamp) : ""));
    if (!said) return;
    if (form && !always) return tell("Somebody has judged something in this article; you see it when you leave this form.");
    const before = now && Object.fromEntries(now.items.map((one) => [one.id, one.decisions]));
    take(said);
    if (!before || always) return;
    const others = now.items.flatMap((one) => one.decisions.filter((told) => !(before[one.id] || []).includes(told)).map((told) => one.name + ": " + told));
    if (others.length) tell(others.slice(0, 3).join("; ") + (others.length > 3 ? "; and " + (others.length - 3) + " more" : ""));
  }

  // what the bench covers is not where things are scrolled to
  function room() {
    document.documentElement.style.scrollPaddingBottom = $("bench").offsetHeight + "px";
    document.body.style.paddingBottom = $("bench").offsetHeight + 16 + "px";
  }
  new ResizeObserver(room).observe($("bench"));

  function take(said) {
    const first = !now;
    const focused = document.activeElement && document.activeElement.id;
    now = said;
    $("name").textContent = now.name;
    document.title = now.name + " · Desk";
    const page = document.createElement("template");
    page.innerHTML = now.html; // escaped by the desk, and the policy lets nothing in it run
    const before = new Map(switches().map(([name, of, is]) => [name, of[is]]));
    $("main").replaceChildren(page.content);
    for (const [name, of, is] of switches()) if (before.has(name)) of[is] = before.get(name);
    $("buttons").hidden = Boolean(form) || !now.items.length;
    $("bar").hidden = false;
    $("speakers").replaceChildren(...now.speakers.map((one) => { const option = made("option"); option.value = one; return option; }));
    if (first || !item()) {
      at = (next() || now.items[0] || { id: "" }).id;
      if (at) go(item());
    } else {
      if (focused && $(focused)) $(focused).focus({ preventScroll: true });
      show();
    }
  }

  // what is filtered and unfolded stays so when the article is shown anew
  function switches() {
    const boxes = [...document.querySelectorAll("#main input[type=checkbox]")].map((one) => [one.className, one, "checked"]);
    const folds = [...document.querySelectorAll("#main details")].map((one) => {
      const inside = one.closest("[id]");
      return [inside.id + " " + [...inside.querySelectorAll("details")].indexOf(one), one, "open"];
    });
    return boxes.concat(folds);
  }

  function next() {
    const waiting = now.queue.filter((id) => id !== at);
    return now.items.find((one) => one.id === waiting[0]);
  }

  function go(one) {
    at = one.id;
    show();
    const place = $(one.place) || $(one.note);
    if (!place) return;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  }

  function show() {
    const one = item();
    for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
    $("progress").textContent = now.checked + " of " + now.total + " checked";
    $("bar").max = now.total || 1;
    $("bar").value = now.checked;
    if (!one) return;
    if ($(one.note)) $(one.note).classList.add("current");
    $("place").textContent = (one.line ? "line " + one.line : "the whole article") + (one.judged ? "" : " · nobody judged it yet");
    const head = made("p");
    const who = one.voices.map((voice) => voice.label + " (" + voice.type + ")").join(" and ");
    head.append(made("strong", one.name + " "), who || (one.kind === "statement" ? "no source" : one.doubt));
    if (one.kind === "statement" && one.doubt) head.append(made("span", one.doubt, "doubt"));
    const words = made("p", one.words, "said");
    $("item").replaceChildren(head, words, ...one.decisions.map((told) => made("p", told, "off")));
    for (const button of document.querySelectorAll("#buttons [data-of]")) button.hidden = button.dataset.of !== one.kind;
  }

  function step(kind, by) {
    const stops = now.items.filter((one) => one.kind === kind);
    if (!stops.length) return tell(kind === "finding" ? "There are no findings." : "There are no statements.");
    const here = stops.findIndex((one) => one.id === at);
    const to = here < 0 ? (by > 0 ? 0 : stops.length - 1) : here + by;
    if (stops[to]) go(stops[to]); else tell(by > 0 ? "That was the last one." : "That was the first one.");
  }

  // ---- judging ----

  const seen = () => Object.fromEntries(now.items.map((one) => [one.id, one.state]));

  async function store(path, fields, told) {
    const here = item();
    try {
      const said = await send(where + path, { id: here.id, seen: seen(), by: by.value, ...fields });
      leave(true);
      await look(true);
      tell(said.stored > 1 ? told + " " + said.stored + " judgements are stored." : said.stored ? told : "That holds already.");
      if (path !== "/check" && here.kind === "statement") skip(true);
      return true;
    } catch (wrong) {
      if (wrong.field === "by") by.focus();
      if (wrong.overtaken) {
        const answers = form && values(form);
        await look(true).catch(() => {});
        if (form && answers) fill(form, answers);
      }
      tell(wrong.error || String(wrong), true);
      return false;
    }
  }

  function skip(quietly) {
    const one = next();
    if (one) return go(one);
    const open = now.items.filter((other) => other.kind === "finding" && !other.judged).length;
    const left = open ? "n goes to the " + (open === 1 ? "finding that nobody has" : open + " findings that nobody has") + " judged." : "Everything is judged.";
    if (!quietly || !now.queue.length) tell(now.queue.length ? "This is the last one." : left);
  }

  async function undo() {
    try {
      const said = await send(where + "/undo", { by: by.value });
      await look(true);
      tell(said.undone.length ? "Taken back: " + said.undone.join("; ") : "You have decided nothing here that still holds.");
    } catch (wrong) {
      if (wrong.field === "by") by.focus();
      tell(wrong.error || String(wrong), true);
    }
  }

  const deeds = {
    confirm: () => store("/judge", { judgement: "confirmed" }, "Confirmed."),
    correct: () => open("correct"),
    dismiss: () => open("dismiss", "dismissed"),
    waive: () => open("dismiss", "waived"),
    check: () => open("check"),
    undo,
    skip: () => skip(),
    help: () => $("help").showModal(),
    leave: () => leave(),
  };

  // ---- forms ----

  const values = (of) => [...of.elements].filter((one) => one.name).map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]);

  function fill(of, answers) {
    for (const [name, value] of answers) {
      const one = of.elements[name];
      if (one.type === "checkbox") one.checked = value; else one.value = value;
    }
  }

  function open(name, what) {
    const one = item();
    if (name !== "dismiss" && one.kind !== "statement") return tell("A finding is confirmed, signed off or dismissed.");
    if (what === "waived" && one.kind !== "finding") return tell("Only findings are signed off; a statement is confirmed, corrected or dismissed.");
    leave(true);
    form = $(name);
    judgement = what || "";
    picked = null;
    form.reset();
    form.hidden = false;
    $("buttons").hidden = true;
    tell("");
    if (name === "correct") {
      const whose = form.elements.source_id;
      whose.replaceChildren(...one.voices.map((voice) => { const option = made("option", voice.label); option.value = voice.source_id; return option; }));
      whose.parentElement.hidden = one.voices.length < 2;
      form.elements.words.value = one.words;
      voiced();
      form.elements.speaker.focus();
      form.elements.speaker.select();
    } else if (name === "check") {
      fill(form, [["status", one.status], ["evidence_url", one.evidence_url], ["note", one.remark]]);
      form.elements.status.focus();
    } else {
      form.elements.reason.focus();
    }
    room();
    for (const id of [one.note, one.place]) if ($(id)) $(id).scrollIntoView({ block: "nearest" });
  }

  const voice = () => item().voices.find((one) => one.source_id === $("correct").elements.source_id.value) || item().voices[0];

  function voiced() {
    const one = voice();
    const fields = $("correct").elements;
    fields.speaker.value = one ? one.label : "";
    fields.anonymity_reason.value = one ? one.reason : "";
    const others = one ? one.statements.length : 0;
    fields.whole_chain.parentElement.hidden = others < 2;
    $("chain").textContent = "for all " + others + " statements of " + (one ? one.label : "");
  }
  $("correct").elements.source_id.addEventListener("change", voiced);

  function leave(quietly) {
    if (!form) return;
    marking = null;
    $("selecting").hidden = true;
    form.hidden = true;
    form = null;
    $("buttons").hidden = false;
    if (!quietly) look(false).catch(() => {});
    const place = item() && ($(item().place) || $(item().note));
    if (place) place.focus({ preventScroll: true });
  }

  function corrected() {
    const fields = $("correct").elements;
    const one = item();
    const was = voice();
    const out = { judgement: "corrected", reason: fields.reason.value, source_id: was ? was.source_id : "", whole_chain: fields.whole_chain.checked };
    const speaker = fields.speaker.value.trim();
    if (speaker && speaker !== (was ? was.label : "")) out.speaker = speaker;
    if (fields.type.value && fields.type.value !== (was ? was.type : "")) out.type = fields.type.value;
    if (fields.words.value.trim() !== one.words.trim()) {
      out.words = fields.words.value;
      if (picked && picked.words === fields.words.value) out.place = picked.place;
    }
    if (fields.anonymity_reason.value.trim() !== (was ? was.reason : "")) out.anonymity_reason = fields.anonymity_reason.value;
    return out;
  }

  $("correct").addEventListener("submit", (event) => { event.preventDefault(); store("/judge", corrected(), "Corrected."); });
  $("dismiss").addEventListener("submit", (event) => {
    event.preventDefault();
    store("/judge", { judgement, reason: form.elements.reason.value }, judgement === "waived" ? "Signed off." : "Dismissed; u takes it back.");
  });
  $("check").addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = form.elements;
    store("/check", { status: fields.status.value, evidence_url: fields.evidence_url.value, note: fields.note.value }, "Noted.");
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    if (button) deeds[button.dataset.do]();
  });

  // ---- words marked in the text ----

  function pick(place) {
    if (!place) return;
    const words = Array.from(now.text).slice(...place).join("");
    form.elements.words.value = words;
    picked = { words: form.elements.words.value, place };
  }

  function select() {
    const bits = Array.from(document.querySelectorAll("[data-at]"));
    const place = $(item().place);
    const first = bits.find((bit) => place && place.compareDocumentPosition(bit) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!first) return;
    const start = Number(first.dataset.at);
    marking = { start, end: start + points(item().words.split(" … ")[0]), ...edges(now.text) };
    $("selecting").hidden = false;
    document.activeElement.blur();
    mark(marking.start, marking.end);
  }
  $("select").addEventListener("click", select);

  function moved(event) {
    const forward = event.key === "ArrowRight";
    const list = event.shiftKey ? marking.starts : marking.ends;
    const here = event.shiftKey ? marking.start : marking.end;
    const to = forward ? list.find((one) => one > here) : list.findLast((one) => one < here);
    if (to === undefined) return;
    const start = event.shiftKey ? to : marking.start;
    const end = event.shiftKey ? marking.end : to;
    if (start >= end) return;
    Object.assign(marking, { start, end });
    mark(start, end);
  }

  function marks(event) {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") moved(event);
    else if (event.key === "Enter" || event.key === "Escape") {
      if (event.key === "Enter") pick(trimmed(now.text, marking.start, marking.end));
      marking = null;
      $("selecting").hidden = true;
      form.elements.words.focus();
    } else return;
    event.preventDefault();
  }

  document.addEventListener("mouseup", (event) => {
    if (form !== $("correct") || !(event.target instanceof Element) || !event.target.closest("#main")) return;
    const place = marked(now.text);
    if (!place) return;
    pick(place);
    if (marking) Object.assign(marking, { start: place[0], end: place[1] });
  });

  // ---- keys ----

  const keys = {
    c: "confirm", o: "correct", d: "dismiss", w: "waive", e: "check", u: "undo", s: "skip", "?": "help",
  };
  document.addEventListener("keydown", (event) => {
    if (!now || $("help").open) return;
    if (marking) return marks(event);
    if (event.key === "Escape" && form) { event.preventDefault(); return leave(); }
    const field = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]), textarea, select");
    const choosing = field && event.target.matches("select");
    if (field && event.key === "Enter" && (choosing || event.ctrlKey || event.metaKey) && form) { event.preventDefault(); return form.requestSubmit(); }
    if (field || form || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { j: ["statement", 1], k: ["statement", -1], n: ["finding", 1], p: ["finding", -1] }[event.key];
    if (steps) { event.preventDefault(); return step(...steps); }
    if (keys[event.key]) { event.preventDefault(); deeds[keys[event.key]](); }
  });
  document.addEventListener("focusin", (event) => {
    if (!now || form || !(event.target instanceof Element)) return;
    const one = now.items.find((other) => other.place === event.target.id || other.note === event.target.id);
    if (one && one.id !== at) { at = one.id; show(); }
  });

  look(true).catch((wrong) => { $("main").replaceChildren(); tell(wrong.error || String(wrong), true); });
  setInterval(() => { if (!document.hidden && now) look(false).catch((wrong) => tell(wrong.error || String(wrong), true)); }, AGAIN);
}
