// Lists what a bundle is made of, with version and licence, from esbuild's own account of it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [account, target] = process.argv.slice(2);
const folders = new Set();
for (const input of Object.keys(JSON.parse(readFileSync(account)).inputs)) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) folders.add(found[1]);
}
const about = (folder) => JSON.parse(readFileSync(join(folder, "package.json")));
const licenceText = (folder) =>
  readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim())
    .join("\n\n") || "(its package carries no licence file)";

const parts = [...folders].map((folder) => {
  const { name, version, license } = about(folder);
  if (!license) throw new Error(`${name} names no licence`);
  return { title: `${name} ${version} (${license})`, text: licenceText(folder) };
});

// slack-blocks-to-jsx carries the parser @yozora/parser inside its own file, so esbuild cannot know of it. All of
// @yozora is one repository under one licence; the installed @yozora/ast brings its text.
const carrier = "node_modules/slack-blocks-to-jsx";
const declared = Object.keys(about(carrier).devDependencies).filter((name) => name.startsWith("@yozora/"));
const named = readFileSync(join(carrier, "dist/index.mjs"), "utf8").match(/@yozora\/[a-z-]+/g) ?? [];
const carried = [...new Set([...declared, ...named, "@yozora/core-parser", "@yozora/invariant"])].sort();
if (!declared.length) throw new Error("slack-blocks-to-jsx has changed what it carries: look at it again");
parts.push({
  title: `${carried.join(", ")} (${about("node_modules/@yozora/ast").license}), inside slack-blocks-to-jsx`,
  text: licenceText("node_modules/@yozora/ast"),
});

parts.sort((one, other) => (one.title < other.title ? -1 : 1));
const list = parts.map(({ title }) => `  ${title}`).join("\n");
const texts = parts.map(({ title, text }) => `${"=".repeat(72)}\n${title}\n\n${text}\n`).join("\n");
const head = "What renderers.js and renderers.css are made of. Written by deploy/playground/bundle.sh.";
writeFileSync(target, `${head}\n\n${list}\n\n${texts.replace(/\r/g, "").replace(/[ \t]+$/gm, "")}`);
