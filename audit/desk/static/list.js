// The list of articles, and new ones.
import { $, AGAIN, ask, made, tell } from "./common.js";

const PAUSE = 200; // milliseconds without a key until a search begins

export function listing() {
  const drop = $("drop");
  const words = $("words");
  const links = () => [...$("list").querySelectorAll("tbody a")];
  let known = 0;
  let asked = 0;
  let shown = "";

  async function list() {
    const number = (asked += 1);
    const said = await ask("/articles?" + new URLSearchParams({ words: words.value }));
    if (number !== asked || shown === JSON.stringify(said)) return;
    shown = JSON.stringify(said);
    const { articles, more } = said;
    const focused = links().indexOf(document.activeElement) >= 0 && document.activeElement.href;
    const body = $("list").tBodies[0];
    body.replaceChildren(...articles.map((one) => {
      const row = made("tr");
      const head = made("th");
      head.scope = "row";
      const link = made("a", one.name);
      link.href = "/article/" + one.id;
      head.append(link, made("br"), made("span", one.about, "dim"));
      row.append(head, made("td", one.checked + " of " + one.total), made("td", String(one.findings), "number"));
      return row;
    }));
    const again = focused && links().find((one) => one.href === focused);
    if (again) again.focus({ preventScroll: true });
    const searched = Boolean(words.value.trim());
    const all = articles.length + more;
    $("list").hidden = !all;
    $("none").hidden = Boolean(all) || searched;
    $("found").textContent = more
      ? "The newest " + articles.length + " of " + all + (searched ? " that were found." : "; search for the others.")
      : searched ? (all ? all + (all === 1 ? " article" : " articles") : "No article") + " found." : "";
    $("export").textContent = searched ? "Worklist of those found as CSV" : "Worklist as CSV";
  }

  async function search() {
    const address = words.value.trim() ? "/?" + new URLSearchParams({ words: words.value }) : "/";
    history.replaceState(null, "", address);
    await list().catch((wrong) => tell(wrong.error || String(wrong), true));
  }

  function go(by) {
    const all = links();
    const at = all.indexOf(document.activeElement);
    const to = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    if (to) to.focus();
  }

  let pause;
  words.value = new URLSearchParams(location.search).get("words") || "";
  words.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  });
  $("search").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    search().then(() => go(0));
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target instanceof HTMLElement && event.target.matches("input, textarea");
    if (field && event.target === words && event.key === "ArrowDown") { event.preventDefault(); return go(0); }
    if (field || event.ctrlKey || event.metaKey || event.altKey) return;
    const deed = { "/": () => words.select(), j: () => go(1), k: () => go(-1) }[event.key];
    if (deed) { event.preventDefault(); deed(); }
  });

  function step(one) {
    const line = made("li", one.name + ": " + one.step + (one.seconds ? " (" + one.seconds + " s)" : "") + " ");
    for (const [id, name] of one.articles) {
      const link = made("a", name);
      link.href = "/article/" + id;
      line.append(link, " ");
    }
    if (one.told) line.append(made("span", one.told, "dim"));
    return line;
  }

  async function look() {
    const { works } = await ask("/inbox");
    $("works").replaceChildren(...works.map(step));
    const over = works.filter((one) => one.articles.length).length;
    if (over !== known) await list();
    known = over;
    return works.some((one) => one.step !== "done" && one.step !== "failed");
  }

  let watching = false;
  async function watch() {
    if (watching) return;
    watching = true;
    try {
      while (await look()) await new Promise((done) => setTimeout(done, 300));
    } catch (wrong) {
      tell(wrong.error || String(wrong), true);
    }
    watching = false;
  }

  async function put(name, body) {
    try {
      await ask("/inbox?name=" + encodeURIComponent(name), { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body });
      tell(name ? name + " is audited in the background." : "The text is audited in the background.");
    } catch (wrong) {
      tell(wrong.error || String(wrong), true);
    }
    watch();
  }

  function over(event) {
    event.preventDefault();
    drop.classList.toggle("over", event.type === "dragover");
  }
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", over);
  document.addEventListener("drop", (event) => {
    over(event);
    for (const file of event.dataTransfer.files) put(file.name, file);
    const text = event.dataTransfer.files.length ? "" : event.dataTransfer.getData("text/plain");
    if (text.trim()) put("", text);
  });
  $("file").addEventListener("change", (event) => {
    for (const file of event.target.files) put(file.name, file);
    event.target.value = "";
  });
  drop.addEventListener("submit", (event) => {
    event.preventDefault();
    put("", $("paste").value).then(() => { $("paste").value = ""; });
  });
  list().then(watch).catch((wrong) => tell(wrong.error || String(wrong), true));
  setInterval(() => { if (!document.hidden) list().catch(() => {}); }, 5 * AGAIN);
}
