// The search: a button and a dialog, made from the template in the page. Pagefind, which has the index, is loaded when the dialog is opened.
// A browser that lacks something, or a page that no server sends, has no search. Nothing here writes HTML.
(() => {
  const script = document.currentScript;
  const template = document.getElementById("edition:search");
  if (location.protocol === "file:" || !template || typeof HTMLDialogElement !== "function") return;
  const top = new URL("..", script.src);
  const STEP = 10; // results at a time

  template.after(template.content.cloneNode(true));
  const button = template.parentNode.querySelector("button.search");
  const dialog = template.parentNode.querySelector("dialog.searching");
  const [form, input, status, list] = ["form", "input", ".found", "ol"].map((each) => dialog.querySelector(each));
  const further = dialog.querySelector(".further");
  const pattern = dialog.querySelector(".result").content;
  const [FOUND, NOTHING, FAILED] = dialog.querySelector(".said").content.children;
  let loading = null;
  let turn = 0; // of the latest question
  let results = [];

  function load() {
    loading ??= import(new URL("pagefind/pagefind.js", top)).then(async (pagefind) => {
      await pagefind.options({ baseUrl: top.pathname });
      return pagefind;
    });
    return loading;
  }

  function failed(error) {
    loading = null;
    console.warn(error);
    show([], FAILED);
  }

  // The words have their language. Without any, nothing is said.
  function show(found, words) {
    results = found;
    list.replaceChildren();
    further.hidden = true;
    status.replaceChildren(...(words ? [words.cloneNode(true)] : []));
    const count = document.createTreeWalker(status, NodeFilter.SHOW_TEXT).nextNode();
    if (count) count.data = count.data.replace("{count}", found.length.toLocaleString(document.documentElement.lang));
  }

  // A page begins with its title, which the line has already.
  function withoutTitle(html, title) {
    const words = html.split(" ");
    const count = title.trim().split(/\s+/).length;
    const bare = (text) => text.replace(/<\/?mark>|&[lg]t;|[<>]/g, "").replace(/\.$/, "");
    return bare(words.slice(0, count).join(" ")) === bare(title.trim()) ? words.slice(count).join(" ") : html;
  }

  // An excerpt is text in which <mark> stands around the words that were looked for, and "<" and ">" are escaped.
  function excerpt(html) {
    return html.split(/<(\/?mark)>/).reduce(
      ([parts, marked], piece, at) => {
        if (at % 2) return [parts, piece === "mark"];
        const text = piece.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
        const part = document.createElement(marked ? "mark" : "span");
        part.textContent = text;
        return [[...parts, marked ? part : text], marked];
      },
      [[], false],
    )[0];
  }

  function line(data) {
    const made = pattern.cloneNode(true);
    const [link, title] = ["a", "bdi"].map((each) => made.querySelector(each));
    link.href = data.url;
    title.textContent = data.meta.title;
    if (data.filters.language) title.lang = data.filters.language[0];
    if (!data.filters.machine) made.querySelector(".ai").remove();
    made.querySelector("p").append(...excerpt(withoutTitle(data.excerpt, data.meta.title)));
    return made;
  }

  // The next lines of the list.
  async function next(found, from) {
    return (await Promise.all(found.slice(from, from + STEP).map((each) => each.data()))).map(line);
  }

  function append(lines) {
    list.append(...lines);
    further.hidden = list.children.length >= results.length;
  }

  async function look() {
    const own = ++turn;
    const words = input.value.trim();
    if (!words) return show([]);
    try {
      const answer = await (await load()).debouncedSearch(words, {}, 150);
      if (own !== turn || answer === null) return;
      const lines = await next(answer.results, 0);
      if (own !== turn) return;
      show(answer.results, answer.results.length ? FOUND : NOTHING);
      append(lines);
    } catch (error) {
      if (own === turn) failed(error);
    }
  }

  async function more() {
    const own = turn;
    const known = list.children.length;
    const lines = await next(results, known);
    if (own !== turn || list.children.length !== known) return;
    append(lines);
    list.children[known].querySelector("a").focus();
  }

  button.addEventListener("click", () => {
    dialog.showModal();
    input.select();
    load().catch(failed);
  });
  dialog.querySelector(".leave").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  further.addEventListener("click", () => more().catch(failed));
  input.addEventListener("input", look);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
})();
