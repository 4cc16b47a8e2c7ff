// The texts of the commands of tools/bpmn for the person at the terminal: Chinese with English beside it, `{name}` for
// a value.
import { catalogue, type Messages } from '../../engine/catalogue.ts';

export const messages = {
  usage: { zh: '用法', en: 'Usage' },
  'usage.run': { zh: '运行模型，列出过程', en: 'runs the model and prints its trace' },
  'usage.check': { zh: '检查模型', en: 'checks the model' },
  'usage.convert': { zh: '转换 Camunda 7 模型', en: 'converts a model of Camunda 7' },
  'usage.more': {
    zh: '说明见 docs/using/bpmn-cli.md，情景文件的字段见 tools/bpmn/scenario.schema.json',
    en: 'Explained in docs/using/bpmn-cli.md; the scenario’s fields: tools/bpmn/scenario.schema.json',
  },
  'usage.option': { zh: '命令的选项有误（技术信息：{detail}）。', en: 'An option of the command is wrong: {detail}.' },

  // Files
  'file.missing': {
    zh: '找不到文件“{file}”，请核对路径和文件名。',
    en: "The file '{file}' does not exist. Check its path and name.",
  },
  'file.isFolder': {
    zh: '“{file}”是文件夹，请写明其中的文件。',
    en: "'{file}' is a folder. Name the files in it.",
  },
  'file.unreadable': {
    zh: '文件“{file}”无法读取（技术信息：{detail}）。',
    en: "The file '{file}' cannot be read: {detail}.",
  },
  'file.encoding': {
    zh: '文件“{file}”不是以 {encoding} 编码的文本，请改用其声明的编码保存。',
    en: "Expected text in {encoding}; the file '{file}' cannot be read as such.",
  },
  'file.noProcess': { zh: '下列文件中没有流程：{files}。', en: 'No process in {files}.' },
  'file.camunda7': {
    zh: '{file}：该模型使用 Camunda 7 的写法，请先用“npm run bpmn -- convert {file}”转换',
    en: '{file}: this model uses the Camunda 7 dialect; convert it first: npm run bpmn -- convert {file}',
  },
  'file.notJson': { zh: '{name} 应为 JSON（技术信息：{detail}）。', en: '{name}: Expected JSON; {detail}.' },
  'file.inexact': {
    zh: '{name} 中的数字 {numeral} 无法准确表示（整数不得超过 2 的 53 次方），请改写为文本。',
    en: '{name}: Expected numbers that are held exactly (whole ones up to 2 ** 53); found {numeral}. Write it as a text.',
  },

  // check
  'finding.refused': { zh: '拒绝', en: 'refused' },
  'finding.unsound': { zh: '有误', en: 'unsound' },
  'finding.possible': { zh: '可能有误', en: 'possibly unsound' },
  'finding.assumed': { zh: '有待外部配合', en: 'assumed' },
  'finding.remark': { zh: '提示', en: 'remark' },
  'check.sound': { zh: '无误', en: 'Sound' },
  'check.soundIfAssumed': { zh: '外部配合到位即无误', en: 'Sound, if the assumptions hold' },

  // run: the summary after the trace
  'played.status': { zh: '状态', en: 'status' },
  'played.stopped': { zh: '事件过多，已停止', en: 'stopped: too many events' },
  'played.variables': { zh: '变量', en: 'variables' },
  'played.open': { zh: '未完成', en: 'open' },
  'played.join': { zh: '汇合', en: 'join' },
  'played.joinWaits': {
    zh: '令牌已由 {arrived} 到达，尚待 {awaited}',
    en: 'token by {arrived}; waits for {awaited}',
  },
  'played.incident': { zh: '异常', en: 'incident at' },

  // Scenarios
  'scenario.schema': {
    zh: '情景文件不符合 tools/bpmn/scenario.schema.json：',
    en: 'The scenario does not match tools/bpmn/scenario.schema.json:',
  },
  'scenario.fault': { zh: '字段 {place}：{problem}', en: '{place} {problem}' },
  'scenario.step': { zh: '第 {number} 步：{problem}', en: 'Step {number}: {problem}' },
  'scenario.process': {
    zh: '流程应为文件中的 {known} 之一；实际为“{found}”。',
    en: "Expected a process of the file ({known}); found '{found}'.",
  },
  'scenario.migration': {
    zh: '{file}：{elementId}：拒绝：{reason}',
    en: '{file}: {elementId}: refused: {reason}',
  },
  'scenario.noWork': {
    zh: '“{element}”处应有未完成的作业或者任务；实际没有。',
    en: "Expected an open job or user task at '{element}'; there is none.",
  },
  'scenario.notTask': {
    zh: '“{element}”处应为用户任务；实际为作业。',
    en: "Expected a user task at '{element}'; it is a job.",
  },
  'scenario.taskCannotFail': {
    zh: '“{element}”是用户任务，只能完成，不能失败；只有作业可以失败。',
    en: "Expected a job at '{element}' to fail; it is a user task, which can only be completed.",
  },
  'scenario.notActive': {
    zh: '“{element}”应正在进行；实际没有。',
    en: "Expected '{element}' to be active; it is not.",
  },
  'scenario.noEvent': {
    zh: '“{element}”处应有等待的事件；实际没有。',
    en: "Expected an event that waits at '{element}'; there is none.",
  },
  'scenario.noIncident': {
    zh: '“{element}”处应有异常；实际没有。',
    en: "Expected an incident at '{element}'; there is none.",
  },
  'scenario.incidentNumber': {
    zh: '“{element}”处应有第 {number} 个异常；实际只有 {count} 个。',
    en: "Expected incident {number} at '{element}'; there are {count}.",
  },
  'scenario.otherInstance': {
    zh: '要终止的环节应都属于实例“{instance}”；“{element}”不属于它。',
    en: "Expected elements of '{instance}' to terminate; '{element}' is none.",
  },
  'scenario.noInstance': {
    zh: '应有“{file}”中某一流程的运行实例；实际没有。',
    en: "Expected a running instance of a process in '{file}'; there is none.",
  },
  'scenario.unknownAnswer': {
    zh: '情景的答复（answers）中“{name}”不对应任何环节；可用名称：{known}',
    en: "answers: nothing is named '{name}' ({known})",
  },
  'scenario.unheardSignal': {
    zh: '信号“{name}”：没有等待它的环节',
    en: "signal '{name}': nothing waits for it",
  },
  'scenario.unmetMessage': {
    zh: '消息“{name}”{key}：没有接收者，{until}',
    en: "message '{name}'{key}: correlated to nothing, {until}",
  },
  'scenario.keptUntil': { zh: '保留至 {at}', en: 'kept until {at}' },
  'scenario.notKept': { zh: '未保留', en: 'not kept' },

  // The simulation
  'simulation.refused': { zh: '事件 {event} 被拒绝：{reason}', en: '{event}: {reason}' },
  'simulation.noModel': { zh: '没有提供流程“{process}”的模型。', en: "No model of the process '{process}' was given." },
  'simulation.calledMissing': {
    zh: '所给文件中应有流程“{process}”的模型；实际没有。',
    en: "Expected the model of the process '{process}' among the files; it is not there.",
  },
  'simulation.calledTag': {
    zh: '流程“{process}”的版本标签应为“{expected}”；实际为 {found}。',
    en: "Expected '{process}' with the version tag '{expected}'; found {found}.",
  },
  'simulation.noTag': { zh: '无', en: 'none' },
  'simulation.callDepth': {
    zh: '调用至多嵌套 {most} 层；实际更多。',
    en: 'Expected calls at most {most} deep; found more.',
  },

  // npm run conformance
  'suite.absent': {
    zh: '未运行：没有 {place}（测试集所在文件夹用 CONFORMANCE_SUITES 或者参数写明）',
    en: 'not run, {place} is not there (name the folder of suites: CONFORMANCE_SUITES, or an argument)',
  },
  'suite.starts': { zh: '正在运行 {name} …', en: 'running {name} …' },
  'suite.result': {
    zh: '通过 {passed}，失败 {failed}，跳过 {skipped}',
    en: '{passed} passed, {failed} failed, {skipped} skipped',
  },
  'suite.percent': { zh: '（通过率 {percent}%）', en: ' ({percent} % of those run)' },
  'suite.skipped': { zh: '跳过 {count} 项', en: 'skipped {count}' },
  'suite.noModel': { zh: '没有该名称的模型', en: 'there is no model of that name' },
  'suite.refused': { zh: '模型被拒绝：{reason}', en: 'refused: {reason}' },
  'suite.failed': { zh: '失败', en: 'failed' },
} as const satisfies Messages;

export const say = catalogue(messages);
