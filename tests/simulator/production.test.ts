// The simulator imports nothing of the product, so it has the rule for NODE_ENV a second time.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isProduction } from '../../protocol/environment.ts';

const main = join(import.meta.dirname, '..', '..', 'simulator', 'main.ts');

test.each(['production', ' Production', 'PROD', 'staging', 'Test', ' dev ', ''])(
  'the simulator takes NODE_ENV=%j for production exactly when the product does',
  (spelling) => {
    const environment = { ...process.env, NODE_ENV: spelling, API_URL: '' };
    const { stderr, status } = spawnSync(process.execPath, [main], { env: environment, encoding: 'utf8' });

    expect(status).toBe(1);
    expect(stderr.includes('does not start in production')).toBe(isProduction({ NODE_ENV: spelling }));
  },
);
