// A folder as a web server shows it: pages for missing addresses have links that begin at the top. The content security policy is that of
// docs/publishers.md.
const fs = require("fs");
const http = require("http");
const path = require("path");

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};
const POLICY = /^Content-Security-Policy: (.*)$/m.exec(fs.readFileSync(path.join(__dirname, "../docs/publishers.md"), "utf8"))[1];

exports.server = (folder) =>
  new Promise((resolve) => {
    const made = http.createServer((request, response) => {
      const file = path.join(folder, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
      const found = file.startsWith(folder) && fs.existsSync(file) && fs.statSync(file).isFile();
      response.writeHead(found ? 200 : 404, {
        "Content-Security-Policy": POLICY,
        "Content-Type": TYPES[path.extname(file)] || "application/octet-stream",
      });
      response.end(found ? fs.readFileSync(file) : "");
    });
    made.listen(0, "127.0.0.1", () => resolve(made));
  });
