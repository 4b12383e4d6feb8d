// What both pages of the desk need: asking it with the key, and saying what it answered.
export const $ = (id) => document.getElementById(id);
const key = localStorage.getItem("desk-key") || "";
export const by = $("by");
export const article = (location.pathname.match(/^\/article\/([a-z0-9]+)$/) || [])[1] || "";
export const AGAIN = 2000; // milliseconds between two looks at what others did

by.value = by.dataset.reviewer || localStorage.getItem("desk-by") || "";
by.addEventListener("change", () => localStorage.setItem("desk-by", by.value.trim()));

export function tell(words, bad) {
  $("told").textContent = words;
  $("told").classList.toggle("bad", Boolean(bad));
}

export async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { "X-Desk-Key": key, ...(options && options.headers) } });
  } catch {
    throw { error: "the desk does not answer; is audit desk still running? What was judged before is stored, and your answers stay here" };
  }
  if (answer.status === 204) return null;
  const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const said = json ? await answer.json() : { error: (await answer.text()).trim(), text: true };
  if (!answer.ok) throw said;
  return said;
}

export function send(path, fields) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(fields) });
}

export function made(tag, words, name) {
  const one = document.createElement(tag);
  if (words) one.textContent = words;
  if (name) one.className = name;
  return one;
}

$("export").addEventListener("click", async () => {
  try {
    const answer = await fetch("/worklist.csv?" + new URLSearchParams(article ? { article } : { words: $("words").value }), { headers: { "X-Desk-Key": key } });
    if (!answer.ok) throw { error: (await answer.text()).trim() };
    const link = made("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "statements.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (wrong) {
    tell(wrong.error || String(wrong), true);
  }
});
