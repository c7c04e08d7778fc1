/**
 * Bundles src/ into dist/: hashed names, dist/manifest.json with each file's path and SHA-256, dist/words.json with the
 * words it says. What a first visit fetches is packed with Brotli as tightly as it goes, NiceGUI's own files too: a fifth
 * less than gzip on the way.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import * as mdi from '@mdi/js';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);
const OUT = 'dist.new';
const SPRITE = 'node_modules/.tagwalk/icons.svg';

/** Our own mark: a label's three corners and a tick. */
const MARK =
  '<path d="M3 3h7v2H5v5H3V3Zm11 0h7v7h-2V5h-5V3ZM3 14h2v5h5v2H3v-7Zm6.7-.2 2.2 2.2 5.6-6 1.5 1.4-7.1 7.6-3.6-3.6 1.4-1.6Z"/>';

async function drawIcons() {
  const names = JSON.parse(await readFile('src/icons.json', 'utf8'));
  const symbols = Object.entries(names).map(([name, source]) => {
    if (!mdi[source]) throw new Error(`no icon ${source}`);
    return `<symbol id="${name}" viewBox="0 0 24 24"><path d="${mdi[source]}"/></symbol>`;
  });
  symbols.push(`<symbol id="mark" viewBox="0 0 24 24">${MARK}</symbol>`);
  await mkdir(dirname(SPRITE), { recursive: true });
  await writeFile(SPRITE, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
}

/** Ids of the words that the phone's code names, `*` where it puts one together. */
async function namedWords() {
  const found = new Set();
  for (const folder of ['src', '../pages/components'])
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.js')))
      for (const [, id] of (await readFile(join(folder, file), 'utf8')).matchAll(NAMED))
        if (id.includes('-') && !id.startsWith('tw-')) found.add(id.replace(/\$\{[^}]*\}/g, '*'));
  return [...found].sort();
}
const NAMED = /['"`]([a-z][\w-]*(?:\$\{[^}]*\}[\w-]*)*)['"`]/g;

const shared = {
  bundle: true,
  minify: true,
  target: ['es2022', 'safari16', 'chrome100'],
  outdir: OUT,
  publicPath: '/static/dist',
  loader: { '.wasm': 'file', '.svg': 'file' },
  assetNames: '[name]-[hash]',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** Sources that are fetched when somebody first needs them. */
async function fetchedLater() {
  const found = new Set();
  for (const file of (await readdir('src')).filter((name) => name.endsWith('.js')))
    for (const [, name] of (await readFile(join('src', file), 'utf8')).matchAll(/import\('\.\/([\w-]+\.js)'\)/g))
      found.add(join(here, 'src', name));
  return found;
}

/** Parts of the phone's code that a first visit to a thing's page fetches besides the phone's own. */
const AT_FIRST = ['src/phone.js', 'src/form.js', 'src/status.js', 'src/memory-view.js'];

/** What they share with others: esbuild cuts it into dozens of files, and each costs a request. @returns {string[]} sources */
function neededFirst({ outputs }) {
  const begun = Object.keys(outputs).filter((path) => AT_FIRST.includes(outputs[path].entryPoint));
  const seen = new Set(begun);
  for (const path of seen)
    for (const { path: other, kind, external } of outputs[path].imports)
      if (kind === 'import-statement' && !external) seen.add(other);
  const shared = [...seen].filter((path) => !outputs[path].entryPoint);
  return shared.flatMap((path) => Object.keys(outputs[path].inputs)).filter((path) => path.startsWith('src/'));
}

/** One file of it instead: whatever is fetched when a page first uses it asks for all of it. @param {string[]} sources */
const together = (sources) => ({
  name: 'together',
  setup(build) {
    build.onResolve({ filter: /^first$/ }, () => ({ path: 'first', namespace: 'tagwalk', sideEffects: true }));
    build.onLoad({ filter: /.*/, namespace: 'tagwalk' }, () => ({
      contents: sources.map((path) => `import './${path}';`).join('\n'),
      resolveDir: here,
    }));
    build.onLoad({ filter: /[\\/]src[\\/][\w-]+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const isPart = /[\\/](phone|shell)\.js$/.test(path) || lazy.has(path);
      return { contents: isPart ? `import 'first';\n${text}` : text };
    });
  },
});

await rm(OUT, { recursive: true, force: true });
const lazy = await fetchedLater();
await drawIcons();
await build({ ...shared, entryPoints: ['src/decode-worker.js'], format: 'iife', entryNames: '[name]-[hash]' });
const reader = (await readdir(OUT)).find((file) => /^decode-worker-.*\.js$/.test(file));
const phone = {
  ...shared,
  entryPoints: ['src/phone.js', 'src/shell.js', 'src/tagwalk.css'],
  format: 'esm',
  splitting: true,
  external: ['vue'],
  define: { 'globalThis.TAGWALK_READER': JSON.stringify(`/static/dist/${reader}`) },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
};
const first = neededFirst((await build({ ...phone, write: false })).metafile);
const pages = await build({ ...phone, plugins: [together(first)] });
// Pages of their own share nothing with the others: what is shared is cut into ever smaller files, each with its headers.
for (const page of ['src/sign-in.js', 'src/report.js', 'src/trust.js'])
  await build({ ...shared, entryPoints: [page], format: 'esm', external: ['vue'], entryNames: '[name]-[hash]' });
await build({ ...shared, entryPoints: ['src/look.js'], format: 'iife', entryNames: '[name]-[hash]' });
await build({
  ...shared,
  entryPoints: ['src/sw.js'],
  format: 'iife',
  define: { 'process.env.NODE_ENV': '"production"' },
});

/** NiceGUI's files as pages ask for them; the Python that runs the server says where they are. */
const [version, folder] = execFileSync('python', [
  '-c',
  "import nicegui, pathlib; print(nicegui.__version__, pathlib.Path(nicegui.__file__).parent / 'static', sep='\\n')",
])
  .toString()
  .trim()
  .split(/\r?\n/);
const NICEGUI = [
  ...['vue.esm-browser.prod.js', 'quasar.umd.prod.js', 'quasar.important.prod.css', 'quasar.unimportant.prod.css'],
  ...['socket.io.min.js', 'dompurify.mjs', 'nicegui.js', 'nicegui.css', 'fonts.css'],
  ...['lang/zh-CN.umd.prod.js', 'lang/en-US.umd.prod.js'],
];

/** Addresses of packed files, with the file that holds each. */
const packed = {};
async function pack(address, bytes) {
  const small = brotliCompressSync(bytes);
  if (small.length > bytes.length * 0.95) return;
  packed[address] = `packed${address}`;
  await mkdir(dirname(join(OUT, packed[address])), { recursive: true });
  await writeFile(join(OUT, packed[address]), small);
}

/** Which outputs each page must have at once, by logical name. */
const outputs = Object.entries(pages.metafile.outputs);
const files = {};
for (const file of (await readdir(OUT)).sort()) {
  const bytes = await readFile(join(OUT, file));
  const entry = outputs.find(([path]) => path === `${OUT}/${file}`)?.[1];
  files[file] = {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    gzip: gzipSync(bytes).length,
    imports: (entry?.imports ?? [])
      .filter((i) => i.kind === 'import-statement' && !i.external)
      .map((i) => i.path.split('/').pop()),
  };
}
for (const file of Object.keys(files))
  if (file !== 'sw.js') await pack(`/static/dist/${file}`, await readFile(join(OUT, file)));
for (const file of NICEGUI) await pack(`/_nicegui/${version}/static/${file}`, await readFile(join(folder, file)));
/** Parts that pages fetch when they are first used, by their source's name. */
const parts = Object.fromEntries(
  outputs
    .filter(([, { entryPoint }]) => entryPoint?.startsWith('src/'))
    .map(([path, { entryPoint }]) => [basename(entryPoint), basename(path)]),
);
const named = (pattern) => Object.keys(files).find((file) => pattern.test(file));
const names = {
  ...parts,
  'phone.js': named(/^phone-.*\.js$/),
  'sign-in.js': named(/^sign-in-.*\.js$/),
  'report.js': named(/^report-.*\.js$/),
  'trust.js': named(/^trust-.*\.js$/),
  'shell.js': named(/^shell-.*\.js$/),
  'look.js': named(/^look-[0-9A-Z]{8}\.js$/),
  'tagwalk.css': named(/^tagwalk-.*\.css$/),
  'icons.svg': named(/^icons-.*\.svg$/),
  'reader.wasm': named(/\.wasm$/),
  'sw.js': 'sw.js',
};
await writeFile(join(OUT, 'words.json'), JSON.stringify(await namedWords(), null, 1));
await writeFile(join(OUT, 'manifest.json'), JSON.stringify({ names, files, packed }, null, 1));
await rm('dist', { recursive: true, force: true });
await rename(OUT, 'dist').catch(() => cp(OUT, 'dist', { recursive: true }));

for (const [name, file] of Object.entries(names).filter(([name]) => !(name in parts)))
  console.log(name.padEnd(14), file.padEnd(32), `${files[file].gzip} B gzip`);
