// The groups of operations at /docs, in the order in which the page shows them.
export const tags = {
  cases: {
    name: '案件 cases',
    description: '立案、案件登记簿、单个案件、向案件提交消息 / filing, the register, one case, messages to a case',
  },
  contents: {
    name: '案件内容 case contents',
    description:
      '财产、案款、文书、期限、时间线、档案、流程图 / assets, funds, documents, deadlines, timeline, archive, drawing',
  },
  tasks: {
    name: '待办任务 user tasks',
    description: '任务列表、表单、签收、退回、完成 / list of tasks, forms, claim, unclaim, complete',
  },
  incidents: {
    name: '异常 incidents',
    description: '等待人工处理的故障：重试或者跳过 / faults that wait for a person: retry or skip',
  },
  operations: {
    name: '流程操作 operations',
    description:
      '暂停、恢复、干预、迁移在办流程，均记明理由 / suspend, resume, modify, migrate; each with a recorded reason',
  },
  agencies: {
    name: '协助执行单位 agencies',
    description: '银行、登记机构等回传协助请求的结果 / answers of banks and registries to the court’s requests',
  },
  models: {
    name: '流程模型 models',
    description: '查看、部署 BPMN、DMN 和表单 / read and deploy BPMN, DMN and forms',
  },
  law: { name: '法律依据 law', description: '所引法律及其版本、条文 / cited laws with versions and articles' },
  courts: { name: '法院 courts', description: '使用本系统的法院 / the courts that use the system' },
  training: {
    name: '培训 training',
    description: '培训案件的时钟；正式环境拒绝 / the clock of a training case; production refuses it',
  },
  tokens: {
    name: '令牌 tokens',
    description: '演示用户的令牌；正式环境没有 / demonstration tokens; not in production',
  },
  codec: {
    name: 'Temporal 界面 Temporal UI',
    description: '供 Temporal 界面、命令行解密载荷 / decrypts payloads for Temporal’s UI and command line',
  },
  operation: {
    name: '运行 operation',
    description: '错误代码、健康检查、监控指标 / problem codes, health checks, metrics',
  },
} as const satisfies { readonly [tag: string]: { readonly name: string; readonly description: string } };

export type Tag = keyof typeof tags;
