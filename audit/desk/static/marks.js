// Words marked in the text of an article. Offsets count code points, as everywhere in the tool; pieces of the text say theirs (data-at).
export const points = (words) => Array.from(words).length;

function bitAt(offset, ends) {
  let found = null;
  for (const bit of document.querySelectorAll("[data-at]")) {
    const start = Number(bit.dataset.at);
    if ((ends ? start < offset : start <= offset) && (!found || start >= Number(found.dataset.at))) found = bit;
  }
  return found;
}

export function mark(start, end) {
  const first = bitAt(start, false);
  const last = bitAt(end, true);
  if (!first || !last) return;
  const inside = (bit, offset) => {
    const text = bit.firstChild;
    const length = Math.max(0, offset - Number(bit.dataset.at));
    return [text, Math.min(text.data.length, Array.from(text.data).slice(0, length).join("").length)];
  };
  getSelection().setBaseAndExtent(...inside(first, start), ...inside(last, end));
  last.scrollIntoView({ block: "center" });
}

export function marked(text) {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  if (!range || range.collapsed) return null;
  let start = null;
  let end = null;
  for (const bit of document.querySelectorAll("[data-at]")) {
    if (!range.intersectsNode(bit)) continue;
    const words = bit.firstChild;
    const from = range.startContainer === words ? range.startOffset : range.comparePoint(words, 0) < 0 ? words.data.length : 0;
    const to = range.endContainer === words ? range.endOffset : range.comparePoint(words, words.data.length) > 0 ? 0 : words.data.length;
    if (from >= to) continue;
    const offset = Number(bit.dataset.at);
    if (start === null) start = offset + points(words.data.slice(0, from));
    end = offset + points(words.data.slice(0, to));
  }
  return start === null ? null : trimmed(text, start, end);
}

export function trimmed(text, start, end) {
  const letters = Array.from(text);
  while (start < end && !letters[start].trim()) start += 1;
  while (end > start && !letters[end - 1].trim()) end -= 1;
  return start < end ? [start, end] : null;
}

// where words and single marks begin and end
export function edges(text) {
  const starts = [];
  const ends = [];
  let seen = 0;
  let at = 0;
  for (const one of text.matchAll(/[\p{L}\p{M}\p{N}’'-]+|[^\s\p{L}\p{M}\p{N}]/gu)) {
    at += points(text.slice(seen, one.index));
    starts.push(at);
    at += points(one[0]);
    ends.push(at);
    seen = one.index + one[0].length;
  }
  return { starts, ends };
}
