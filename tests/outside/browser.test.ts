// Pages for people load in a real browser: the API's description, the Temporal UI, and a model's picture.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser, howToGetBrowser } from '../../tools/drawing/browser.ts';
import { freePorts } from '../../tools/stack/ports.ts';
import { type Stack, startStack } from '../../tools/stack/stack.ts';
import { needs } from './needs.ts';

const minutes = 60_000;
const root = join(import.meta.dirname, '..', '..');
const executablePath = findBrowser();
const testWithBrowser = needs('Chromium', executablePath !== undefined, howToGetBrowser);
let folder: string | undefined;
let stack: Stack | undefined;
let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}, minutes);

testWithBrowser(
  'the API describes itself at /docs, and the Temporal UI lists its workflows',
  async () => {
    folder = mkdtempSync(join(tmpdir(), 'enforcement-browser-'));
    chmodSync(folder, 0o755);
    stack = await startStack({ dataFolder: folder, ports: await freePorts(), say: () => {} });
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    const page = await browser.newPage();

    await page.goto(`${stack.apiUrl}/docs`);
    await page.getByText('/cases', { exact: true }).first().waitFor();
    const listCases = page.locator('[id$="listCases"]');
    await listCases.click();
    await listCases.getByText('Example : 冀0102').waitFor();
    await listCases.getByRole('button', { name: 'Try it out' }).click();
    // An optional filter is shown with its example, and not sent unless it is filled in.
    expect(await listCases.getByPlaceholder('court').inputValue()).toBe('');
    await page.goto(stack.temporalUiUrl);
    await page
      .getByRole('heading', { name: /Workflows/ })
      .first()
      .waitFor();
  },
  4 * minutes,
);

testWithBrowser(
  'a model is drawn as a picture',
  () => {
    const models = readdirSync(join(root, 'models'), { recursive: true, encoding: 'utf8' });
    const model = join(root, 'models', models.find((name) => name.endsWith('judicial-auction.bpmn'))!);
    const pictures = mkdtempSync(join(tmpdir(), 'enforcement-picture-'));

    execFileSync(process.execPath, [join(root, 'tools', 'drawing', 'render.ts'), pictures, model], { stdio: 'pipe' });

    expect(statSync(join(pictures, 'judicial-auction.png')).size).toBeGreaterThan(50_000);
    rmSync(pictures, { recursive: true });
  },
  minutes,
);
