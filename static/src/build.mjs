// npm run build: writes static/build from the packages in node_modules. Reads nothing from the network.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const source = dirname(fileURLToPath(import.meta.url));
const root = join(source, "..", "..");
const target = join(root, "static", "build");
const govuk = join(root, "node_modules", "govuk-frontend", "dist", "govuk");
const moj = join(root, "node_modules", "@ministryofjustice", "frontend", "moj");
const filterImages = ["icon-close-cross-black", "icon-tag-remove-cross", "icon-tag-remove-cross-white", "icon-toggle-plus-minus", "icon-document"];

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "images"), { recursive: true });

const { css } = compile(join(source, "lantern.scss"), { loadPaths: [root], style: "compressed", quietDeps: true });
writeFileSync(join(target, "lantern.css"), css);

// Django's hashed storage follows source map comments and fails on a map that is not there.
const script = readFileSync(join(govuk, "govuk-frontend.min.js"), "utf8");
writeFileSync(join(target, "govuk-frontend.min.js"), script.replace(/^\/\/# sourceMappingURL=.*$/m, ""));

for (const name of ["js-enabled.js", "lantern.js", "lantern.svg", "passkey.js", "session.js", "autosave.js"]) {
  cpSync(join(source, name), join(target, name));
}
for (const name of filterImages) {
  cpSync(join(moj, "assets", "images", `${name}.svg`), join(target, "images", `${name}.svg`));
}
