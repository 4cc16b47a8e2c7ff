// Draws models as pictures: `node tools/drawing/render.ts <folder> models/a.bpmn …` writes <folder>/a.png. Needs a
// Chromium on PATH (or CHROMIUM=/path/to/it) and a font with Chinese characters.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { requireBrowser } from './browser.ts';

const [folder, ...files] = process.argv.slice(2);
if (!folder || files.length === 0) throw new Error('Expected: node tools/drawing/render.ts <folder> <model.bpmn> …');

const dist = join(dirname(createRequire(import.meta.url).resolve('bpmn-js/package.json')), 'dist');
/** Around the picture; bpmn-js shows its mark in the lower one. */
const margin = { side: 20, bottom: 45 };
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: requireBrowser(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ deviceScaleFactor: 1.5 });
  for (const file of files) await render(page, file, join(folder, `${basename(file, '.bpmn')}.png`));
} finally {
  await browser.close();
}

async function render(page: Page, file: string, picture: string): Promise<void> {
  await page.setContent('<body style="margin:0"><div id="canvas" style="position:absolute;inset:0"></div></body>');
  await page.addStyleTag({ path: join(dist, 'assets', 'diagram-js.css') });
  await page.addScriptTag({ path: join(dist, 'bpmn-viewer.production.min.js') });
  const { x, y, width, height } = await page.evaluate(open, await readFile(file, 'utf8'));
  const size = { width: Math.ceil(width) + 2 * margin.side, height: Math.ceil(height) + margin.side + margin.bottom };
  await page.setViewportSize(size);
  const shown = { x: x - margin.side, y: y - margin.side, ...size };
  await page.evaluate(`viewer.get("canvas").resized(); viewer.get("canvas").viewbox(${JSON.stringify(shown)});`);
  await page.screenshot({ path: picture });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Runs in the page: shows the diagram and returns its box. */
async function open(xml: string): Promise<Box> {
  interface Viewer {
    importXML(xml: string): Promise<unknown>;
    get(name: 'canvas'): { viewbox(): { inner: Box } };
  }
  const page = globalThis as unknown as { BpmnJS: new (options: object) => Viewer; viewer: Viewer };
  page.viewer = new page.BpmnJS({ container: '#canvas' });
  await page.viewer.importXML(xml);
  return page.viewer.get('canvas').viewbox().inner;
}
