// `npm start`: runs the whole system on this machine, and prints one screen with all addresses and the next things to
// try.
import { join } from 'node:path';
import { demoUsers } from '../../api/auth/demo-users.ts';
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
  console.log('· 正在停止 / Stopping …');
  // A start in progress ends as soon as all parts to stop are known.
  if (stack) await end(stack);
}

async function end(started: Stack): Promise<never> {
  await started.stop();
  console.log('· 已停止，数据已保留 / Stopped; all data is kept.');
  process.exit(0);
}

function screen({ apiUrl, simulatorUrl, temporalUiUrl, temporalAddress, databaseUrl }: Stack): string {
  const users = demoUsers.map(
    ({ user, role, court, title }) => `  ${user.padEnd(16)} ${role.padEnd(12)} ${(court ?? '').padEnd(8)} ${title}`,
  );
  return `
强制执行案件系统已启动（培训环境）/ The enforcement-case system is running (training)

  接口 API           ${apiUrl}
  接口文档 API docs  ${apiUrl}/docs
  Temporal 界面 UI   ${temporalUiUrl || '(external)'}
  Temporal           ${temporalAddress}
  PostgreSQL         ${databaseUrl}
  模拟机构 simulator ${simulatorUrl}  (docs/using/agencies.md)

演示用户 / Demonstration users (user, role, court)
${users.join('\n')}

取得令牌 / Get a token
  TOKEN=$(curl -s ${apiUrl}/auth/demo-token -H 'content-type: application/json' -d '{"user":"judge"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')

下一步 / Next
  npm run demo       在另一个终端播放三个示例案件 / in a second terminal: plays the example cases
  curl -s ${apiUrl}/cases -H "authorization: Bearer $TOKEN"

Ctrl-C 停止 / stops
`;
}
