// `npm start`: runs the whole system on this machine, and prints one screen with all addresses and the next things to
// try.
import { join } from 'node:path';
import { demoUsers } from '../../api/auth/demo-users.ts';
import { type Bilingual, inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';
import { portsFromEnvironment } from './ports.ts';
import { type Stack, startStack } from './stack.ts';

let stack: Stack | undefined;
let stopping = false;

process.on('message', () => void stop());
process.on('disconnect', () => void stop());
// The launcher does not pass Ctrl-C on; a signal to this process has the same meaning.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());

try {
  stack = await startStack({
    dataFolder: process.env['DATA_FOLDER'] ?? join(import.meta.dirname, '..', '..', 'var', 'data'),
    ports: portsFromEnvironment(),
    say: (line) => console.log(`· ${line}`),
  });
  if (stopping) await end(stack);
  else console.log(screen(stack));
} catch (failure) {
  if (stopping) process.exit(0);
  console.error(failure instanceof Error ? failure.message : failure);
  process.exit(1);
}

async function stop() {
  if (stopping) return;
  stopping = true;
  console.log(`· ${inBoth(say('start.stopping'))}`);
  // A start in progress ends as soon as all parts to stop are known.
  if (stack) await end(stack);
}

async function end(started: Stack): Promise<never> {
  await started.stop();
  console.log(`· ${inBoth(say('start.stopped'))}`);
  process.exit(0);
}

function screen({ apiUrl, simulatorUrl, temporalUiUrl, temporalAddress, databaseUrl }: Stack): string {
  const users = demoUsers.map(
    ({ user, role, court, title }) => `  ${user.padEnd(16)} ${role.padEnd(12)} ${aligned(court ?? '', 9)}${title}`,
  );
  const addresses: readonly (readonly [Bilingual, string])[] = [
    [say('screen.api'), apiUrl],
    [say('screen.docs'), `${apiUrl}/docs`],
    [say('screen.ui'), temporalUiUrl || inBoth(say('screen.external'))],
    [say('screen.temporal'), temporalAddress],
    [say('screen.database'), databaseUrl],
    [say('screen.simulator'), `${simulatorUrl}  (docs/using/agencies.md)`],
  ];
  return `
${inBoth(say('screen.title'))}

${addresses.map(([title, address]) => `  ${aligned(inBoth(title), 26)}${address}`).join('\n')}

${inBoth(say('screen.users'))}
${users.join('\n')}

${inBoth(say('screen.token'))}
  TOKEN=$(curl -s ${apiUrl}/auth/demo-token -H 'content-type: application/json' -d '{"user":"judge"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')

${inBoth(say('screen.next'))}
  npm run demo       ${inBoth(say('screen.demo'))}
  curl -s ${apiUrl}/cases -H "authorization: Bearer $TOKEN"

${inBoth(say('screen.stop'))}
`;
}

/** Padded to a column; a Chinese character takes two places. */
function aligned(text: string, columns: number): string {
  const doubled = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return text.padEnd(columns - doubled);
}
