// Opens every page below the folders that are given, in light and dark, wide and narrow, and asks axe-core what is wrong with it.
// FOLDER@FILE opens those pages of a folder that the file lists. A page that scrolls sideways is wrong as well. Prints a line for each problem; exits with 1 if there is one.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");
const { server } = require("./server.js");

const [modules, ...folders] = process.argv.slice(2);
const load = createRequire(path.join(modules, "package.json"));
const puppeteer = load("puppeteer-core");
const axe = fs.readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
// All rules once; what depends on colours and width in every look.
const LOOKS = [
  [1280, "light", null],
  [1280, "dark", ["color-contrast"]],
  [360, "dark", ["scrollable-region-focusable", "target-size", "aria-hidden-focus"]],
  [360, "light", ["color-contrast"]],
];

// In the fixtures of the formats, authors skip levels of headings.
const SKIPS = { "heading-order": { enabled: false } };

function pages(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const found = path.join(folder, entry.name);
    return entry.isDirectory() ? pages(found) : entry.name.endsWith(".html") ? [found] : [];
  });
}

async function problems(tab, address, rulesOff) {
  const found = [];
  await tab.setViewport({ width: LOOKS[0][0], height: 900 });
  await tab.goto(address);
  // With the links to correct passages, if there are any.
  await tab.evaluate(() => document.getElementById("edition:corrections")?.click());
  await tab.evaluate(axe);
  for (const [width, scheme, rules] of LOOKS) {
    await tab.setViewport({ width, height: 900 });
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const look = `${address} (${width}, ${scheme})`;
    if (await tab.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
      found.push(`${look}: scrolls sideways`);
    const options = rules === null ? { rules: rulesOff } : { runOnly: { type: "rule", values: rules } };
    const report = await tab.evaluate((options) => axe.run(document, { ...options, resultTypes: ["violations"] }), options);
    for (const each of report.violations)
      found.push(`${look}: ${each.id}: ${each.help}: ${each.nodes.length} times, first ${each.nodes[0].html.slice(0, 160)}`);
  }
  return found;
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  let seen = 0;
  let wrong = 0;
  try {
    const tab = await browser.newPage();
    for (const given of folders) {
      const [name, list] = given.split("@");
      const folder = path.resolve(name);
      const listed = list ? fs.readFileSync(list, "utf8").split("\n").filter(Boolean) : null;
      const files = listed ? listed.map((each) => path.join(folder, each)) : pages(folder).sort();
      const made = await server(folder);
      for (const file of files) {
        seen += 1;
        const parts = path.relative(folder, file).split(path.sep).map(encodeURIComponent);
        for (const problem of await problems(tab, `http://127.0.0.1:${made.address().port}/${parts.join("/")}`, listed ? SKIPS : {})) {
          wrong += 1;
          console.log(problem);
        }
      }
      made.closeAllConnections();
      made.close();
    }
  } finally {
    await browser.close();
  }
  console.log(`${seen} pages, ${wrong} problems`);
  process.exitCode = wrong || !seen ? 1 : 0;
})();
