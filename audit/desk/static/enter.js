"use strict";
// Keeps the key where only pages of this address and port find it, and goes on to the list, or to the one article that was named.
localStorage.setItem("desk-key", document.querySelector("meta[name=desk-key]").content);
const article = new URLSearchParams(location.search).get("article");
location.replace(article && /^[a-z0-9]+$/.test(article) ? "/article/" + article : "/");
