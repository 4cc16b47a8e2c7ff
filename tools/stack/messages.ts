// What the commands that start, deploy and show the system say to the person at the terminal: Chinese with English
// beside it, `{name}` for a value. (`launch.mjs` runs before TypeScript does and has its own lines.)
import { catalogue, type Messages } from '../../engine/catalogue.ts';

export const messages = {
  // Starting and stopping
  'start.production': {
    zh: '这是培训环境，不能在 NODE_ENV=production（或不认识的 NODE_ENV）下启动；生产部署见 docs/using/operating.md',
    en: 'This is the training environment and does not start with NODE_ENV=production or an unknown NODE_ENV; for production see docs/using/operating.md.',
  },
  'start.postgres': { zh: '启动数据库 PostgreSQL …', en: 'PostgreSQL …' },
  'start.temporal': { zh: '启动流程服务 Temporal …', en: 'Temporal …' },
  'start.deploying': { zh: '升级数据库、部署模型 …', en: 'Migrating, deploying models …' },
  'start.processes': { zh: '启动模拟机构、执行器、接口 …', en: 'Simulator, worker, API …' },
  'start.failed': {
    zh: '{name} 未能启动（{how}），日志见 {log}',
    en: '{name} did not start; its messages are in {log}.',
  },
  'start.restarted': {
    zh: '{name} 意外退出（{how}），正在重新启动，日志见 {log}',
    en: '{name} ended unexpectedly and is restarted; see {log}',
  },
  'start.slow': {
    zh: '{name} 一分钟内未能就绪，日志见 {log}',
    en: '{name} was not ready within a minute; its messages are in {log}.',
  },
  'start.stopping': { zh: '正在停止 …', en: 'Stopping …' },
  'start.stopped': { zh: '已停止，数据已保留', en: 'Stopped; all data is kept.' },

  // What prevents a start
  'port.used': {
    zh: '端口 {port}（{name}）已被占用（本系统可能已经启动）。请停止占用该端口的程序，或用 {variable} 改用其他端口',
    en: 'Port {port} ({name}) is in use; perhaps the system is running already. Stop the process that uses it, or set {variable} to another port.',
  },
  'postgres.portUsed': {
    zh: '端口 {port}（PostgreSQL）已被占用，请停止占用该端口的程序或改用其他端口',
    en: 'Port {port} (PostgreSQL) is in use: stop the process that uses it, or choose another port.',
  },
  'postgres.folderInUse': {
    zh: '数据文件夹 {folder} 正由另一个程序使用（进程 {pid}）：本系统可能已经启动。请先停止它，或用 DATA_FOLDER 另指定数据文件夹',
    en: 'Another program (process {pid}) uses the data folder {folder}; perhaps the system is running already. Stop it first, or set DATA_FOLDER to another folder.',
  },
  'postgres.unknown': { zh: '未知', en: 'unknown' },
  'postgres.none': {
    zh: '没有适用于本机的内置 PostgreSQL（{name}），请用 DATABASE_URL 指定服务器',
    en: 'There is no embedded PostgreSQL for this machine ({name}): set DATABASE_URL to a server of your own.',
  },
  'postgres.failed': { zh: 'PostgreSQL 未能启动（技术信息：{detail}）。', en: 'PostgreSQL did not start: {detail}' },
  'postgres.silent': { zh: '没有给出原因', en: 'it gave no reason' },
  'temporal.failed': {
    zh: 'Temporal 未能启动，日志见 {log}',
    en: 'Temporal did not start; its messages are in {log}.',
  },
  'temporal.notBinary': {
    zh: '{variable} 指向的 {path} 不是可执行程序，请改正或取消该变量',
    en: '{variable} names {path}, which is not an executable binary: correct or unset it.',
  },
  'temporal.none': {
    zh: '没有找到 Temporal 服务程序：请将“{executable}”放入 PATH，或者设置 {variable}，或者允许自动下载（技术信息：{detail}）。',
    en: "No Temporal server was found: put '{executable}' on PATH or set {variable}, or allow one of the two downloads: {detail}",
  },
  'temporal.notLeft': {
    zh: '下载后 {folder} 中没有 {executable}',
    en: "The SDK's download left no {executable} in {folder}.",
  },

  // npm run deploy
  'deploy.database': {
    zh: '数据库（{host}）无法连接或者升级（技术信息：{detail}）。',
    en: 'The database ({host}) cannot be reached or migrated: {detail}',
  },
  'deploy.temporal': {
    zh: 'Temporal（{address}）无法连接或者配置（技术信息：{detail}）。',
    en: 'Temporal ({address}) cannot be reached or configured: {detail}',
  },
  'deploy.done': { zh: '部署完成', en: 'Deployed.' },

  // npm run demo
  'demo.unknown': {
    zh: '没有案例“{wanted}”，可选：{known}',
    en: "No example name begins with '{wanted}'; choose one of: {known}",
  },
  'demo.starting': {
    zh: '没有正在运行的系统，先启动一个 …',
    en: 'No system is running; starting one for the demonstration …',
  },
  'demo.ended': { zh: '结束', en: 'ended' },
  'demo.over': { zh: '演示完毕，用时 {seconds} 秒', en: 'The demonstration is over, after {seconds} seconds.' },

  // The screen of npm start
  'screen.title': {
    zh: '强制执行案件系统已启动（培训环境）',
    en: 'The enforcement-case system is running (training)',
  },
  'screen.api': { zh: '接口', en: 'API' },
  'screen.docs': { zh: '接口文档', en: 'API docs' },
  'screen.ui': { zh: '流程界面', en: 'Temporal UI' },
  'screen.temporal': { zh: '流程服务', en: 'Temporal' },
  'screen.database': { zh: '数据库', en: 'PostgreSQL' },
  'screen.simulator': { zh: '模拟机构', en: 'simulator' },
  'screen.external': { zh: '外部', en: 'external' },
  'screen.users': { zh: '演示用户（用户、角色、法院）', en: 'Demonstration users (user, role, court)' },
  'screen.token': { zh: '取得令牌', en: 'Get a token' },
  'screen.next': { zh: '下一步', en: 'Next' },
  'screen.demo': {
    zh: '在另一个终端播放三个示例案件',
    en: 'in a second terminal: plays the example cases',
  },
  'screen.stop': { zh: 'Ctrl-C 停止', en: 'Ctrl-C stops' },
} as const satisfies Messages;

export const say = catalogue(messages);
