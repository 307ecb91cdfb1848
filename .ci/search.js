// Searches the sample, whose Spanish is a machine's, in a browser, as readers do, with keys. Prints a line for each problem; exits with 1 if there
// is one.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { createRequire } = require("module");
const { server } = require("./server.js");

const [modules, folder] = process.argv.slice(2);
const load = createRequire(path.join(modules, "package.json"));
const puppeteer = load("puppeteer-core");
const axe = fs.readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const QUESTIONS = [
  ["en", "translate", { found: true }],
  ["en", "zzyzx", { found: false }],
  ["es", "textos", { found: true, machine: true }],
  ["ar", "نص", { found: true }],
  ["ja", "翻訳", { found: true }],
];

let wrong = 0;
const check = (good, what) => {
  if (good) return;
  wrong += 1;
  console.log(what);
};

async function ask(tab, words) {
  await tab.focus("button.search");
  await tab.keyboard.press("Enter");
  await tab.keyboard.type(words);
  await tab.waitForFunction(() => document.querySelector(".found").textContent !== "", { timeout: 15000 });
}

async function search(tab, [code, words, wanted], top) {
  const page = `${top}/${code}/index.html`;
  const where = `${code}: ${words}`;
  await tab.goto(page, { waitUntil: "networkidle0" });
  await ask(tab, words);
  const results = await tab.$$eval(".searching li", (lines) =>
    lines.map((line) => ({ address: line.querySelector("a").href, machine: line.querySelector(".ai") !== null, marked: line.querySelector("mark") !== null })),
  );
  check(results.length > 0 === wanted.found, `${where}: ${results.length} results`);
  for (const { address, machine, marked } of results) {
    check(address.startsWith(`${top}/${code}/`) && (await fetch(address)).ok, `${where}: leads to ${address}`);
    check(machine === Boolean(wanted.machine), `${where}: ${address} is ${machine ? "" : "not "}marked as machine translation`);
    check(marked, `${where}: no word is marked`);
  }
  await tab.evaluate(axe);
  for (const [width, scheme] of [[1280, "light"], [360, "dark"], [360, "light"]]) {
    await tab.setViewport({ width, height: 800 });
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const report = await tab.evaluate(() => axe.run(document.querySelector("dialog"), { resultTypes: ["violations"] }));
    for (const each of report.violations) check(false, `${where} (${width}, ${scheme}): ${each.id}: ${each.nodes[0].html.slice(0, 160)}`);
    const inside = await tab.$eval("dialog", (each) => each.scrollWidth <= each.clientWidth && each.getBoundingClientRect().right <= innerWidth);
    check(inside, `${where} (${width}): wider than the screen`);
  }
  if (wanted.found) {
    for (let at = 0; at < 3; at++) {
      await tab.keyboard.press("Tab");
      if (await tab.evaluate(() => document.activeElement.matches(".searching li a"))) break;
    }
    check(await tab.evaluate(() => document.activeElement.matches(".searching li a")), `${where}: Tab does not reach a result`);
  }
  await tab.keyboard.press("Escape");
  // In a field, the first one empties it.
  if (!wanted.found) await tab.keyboard.press("Escape");
  check(await tab.evaluate(() => !document.querySelector("dialog").open && document.activeElement.matches("button.search")), `${where}: Escape`);
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const made = await server(path.resolve(folder));
  const top = `http://127.0.0.1:${made.address().port}`;
  try {
    const tab = await browser.newPage();
    tab.on("pageerror", (error) => check(false, `${tab.url()}: ${error.message}`));
    tab.on("console", (said) => {
      // Pages without a favicon make browsers say so.
      if (["error", "warn"].includes(said.type()) && !said.location().url.endsWith("/favicon.ico")) check(false, `${tab.url()}: ${said.text()}`);
    });
    for (const question of QUESTIONS) await search(tab, question, top);
    await tab.goto(pathToFileURL(path.resolve(folder, "en/index.html")).href);
    check((await tab.$("button.search")) === null, "a page without a server has a search");
    await tab.setJavaScriptEnabled(false);
    await tab.goto(`${top}/en/index.html`);
    check(!(await tab.$eval("body", (body) => body.innerText)).includes("Search"), "a page without scripts shows a search");
  } finally {
    await browser.close();
    made.closeAllConnections();
    made.close();
  }
  console.log(`${QUESTIONS.length} searches, ${wrong} problems`);
  process.exitCode = wrong ? 1 : 0;
})();
