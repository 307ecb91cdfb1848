// `workflow serve` adds this to the pages that it sends. It loads a page again when there is a new publication, and shows what could not
// be published. A page that nobody sees has no connection: browsers have few for each server.
(() => {
  const version = document.currentScript.dataset.version;
  let events = null;
  let box = null;

  const show = (problems) => {
    box?.remove();
    box = null;
    if (!problems.length) return;
    box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.lang = "en";
    box.dir = "ltr";
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:50vh;overflow:auto;padding:.75rem 1rem;" +
      "background:#7a1212;color:#fff;font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere";
    for (const problem of problems) box.append(Object.assign(document.createElement("div"), { textContent: problem }));
    document.body.append(box);
  };

  const disconnect = () => {
    events?.close();
    events = null;
  };

  const connect = () => {
    if (events || document.visibilityState === "hidden") return;
    events = new EventSource("/.workflow/events");
    events.onmessage = (event) => {
      const state = JSON.parse(event.data);
      if (state.version === version) return show(state.problems);
      disconnect();
      location.reload();
    };
    events.onerror = () => {
      if (events?.readyState !== EventSource.CLOSED) return; // it connects again by itself
      disconnect();
      setTimeout(connect, 1000);
    };
  };

  addEventListener("pageshow", connect);
  addEventListener("pagehide", disconnect);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
})();
