// The only file that runs before the installation: on any Node from 20 on, without dependencies. It installs the
// packages of package-lock.json when that file has changed, then runs the given script on the project's own Node 24:
// `node tools/stack/launch.mjs tools/stack/start.ts [arguments]`.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [script, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(
    `Node ${process.versions.node} 版本过低，需要 20 或更高版本 / Node ${process.versions.node} is too old: version 20 or newer is needed.`,
  );
install();
run();

function install() {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('正在安装依赖（首次约一分钟）/ Installing dependencies (about a minute the first time) …');
  // Development packages too, also with NODE_ENV=production: they contain the project's Node and the local servers.
  const npm = spawnSync('npm', ['install', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (npm.status !== 0)
    fail(
      'npm install 失败，原因见上，请处理后重新运行 / npm install failed; its message is above. Correct the cause and start again.',
    );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(
    stamp,
    createHash('sha256')
      .update(readFileSync(join(root, 'package-lock.json')))
      .digest('hex'),
  );
}

/**
 * Starts the script in its own process group, so that Ctrl-C reaches only this process, which then requests an orderly
 * stop.
 */
function run() {
  const node = join(root, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(node))
    fail(
      "缺少本项目自带的 Node 24：请删除 node_modules 后重新运行，并允许运行安装脚本 / The project's own Node 24 is missing: delete node_modules and start again, with install scripts allowed.",
    );
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let asked = false;
  const stop = () => {
    child.send('stop');
    asked = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (asked || !child.connected) process.kill(-child.pid, 'SIGKILL');
      else stop();
    });
  }
  whenParentEnds(() => {
    if (!asked && child.connected) stop();
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/**
 * npm passes a signal only to its shell, which ends without passing it on: under npm, the end of the shell is the
 * signal. A launcher that is started without npm may outlive its parent, for example with nohup.
 */
function whenParentEnds(act) {
  const parent = process.ppid;
  if (!process.env['npm_lifecycle_event']) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 500);
  watch.unref();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
