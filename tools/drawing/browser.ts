// The Chromium that draws pictures: the one that CHROMIUM names, or one on PATH.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const howToGetBrowser = "the system's package chromium, or CHROMIUM=<path of a Chromium or Chrome>";

export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

export function requireBrowser(): string {
  const found = findBrowser();
  if (!found) throw new Error(`No Chromium was found: get it by ${howToGetBrowser}.`);
  return found;
}
