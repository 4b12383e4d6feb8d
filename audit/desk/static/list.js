// The list of articles, and new ones.
import { $, AGAIN, ask, made, tell } from "./common.js";

export function listing() {
  const drop = $("drop");
  let known = 0;

  async function list() {
    const { articles } = await ask("/articles");
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
    $("list").hidden = !articles.length;
    $("none").hidden = Boolean(articles.length);
  }

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
