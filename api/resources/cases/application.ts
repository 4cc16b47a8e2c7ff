// Schema and type of the application for enforcement (执行申请), the body of POST /cases.
import { textInput } from '../../http/input.ts';
import { applicationExample } from './examples.ts';

const date = { type: 'string', format: 'date' } as const;
/** An amount in fen, at most ten trillion yuan, which is exact as a JSON number. */
const fen = (description: string) =>
  ({ type: 'integer', format: 'int64', minimum: 0, maximum: 1_000_000_000_000_000, description }) as const;

const personal = {
  name: textInput('姓名或名称 / name', applicationExample.debtors[0]!.name, 100),
  kind: {
    type: 'string',
    enum: ['person', 'company', 'unit'],
    description: '自然人、公司企业、机关事业单位 / person, company, unit',
  },
  idNumber: {
    type: 'string',
    minLength: 5,
    maxLength: 20,
    pattern: '^[0-9A-Z()-]+$',
    description: '证件号码：数字和大写字母 / id number: digits and capitals',
  },
  contact: {
    type: 'object',
    maxProperties: 10,
    additionalProperties: { type: 'string', maxLength: 200 },
    description: '联系方式 / contact: phone, address …',
  },
} as const;

export const applicationSchema = {
  title: 'Application',
  examples: [applicationExample],
  description: '执行申请 / an application for enforcement',
  type: 'object',
  additionalProperties: false,
  required: ['externalId', 'court', 'instrument', 'claim', 'applicants', 'debtors'],
  properties: {
    externalId: textInput(
      '报送系统的编号：重复报送得到同一案件 / the sender’s id: filing it again gives the same case',
      applicationExample.externalId,
      100,
    ),
    court: textInput('执行法院代码，如 冀0102 / code of the court', applicationExample.court, 10),
    filedOn: { ...date, description: '申请日期；缺省为当日 / date of the application; today when absent' },
    instrument: {
      type: 'object',
      additionalProperties: false,
      required: ['kind', 'number', 'effectiveOn', 'performanceDueOn'],
      description: '执行依据 / enforceable instrument',
      properties: {
        kind: textInput('种类，如 民事判决书 / kind', applicationExample.instrument.kind, 50),
        number: textInput('文号 / number', applicationExample.instrument.number, 100),
        effectiveOn: { ...date, description: '生效日期 / effective on' },
        performanceDueOn: { ...date, description: '履行期限届满日 / last day for performance' },
        summary: textInput('主文摘要 / what it orders', applicationExample.instrument.summary!, 5000),
      },
    },
    claim: {
      type: 'object',
      additionalProperties: false,
      required: ['principalFen', 'interestFen', 'costsFen'],
      description: '申请执行标的，单位：分 / the claim, in fen',
      properties: {
        principalFen: fen('本金 / principal'),
        interestFen: fen('已计利息 / interest so far'),
        costsFen: fen('诉讼费用等 / costs'),
        interestFrom: { ...date, description: '利息已计至该日 / last day counted in the interest' },
        generalRatePerMillion: {
          type: 'integer',
          minimum: 0,
          maximum: 1_000_000,
          description: '一般债务利息日利率，百万分之几 / rate of general interest per day, in millionths',
        },
      },
    },
    applicants: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      description: '申请执行人 / applicants',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'kind', 'idNumber', 'claimFen'],
        properties: {
          ...personal,
          claimFen: { ...fen('其债权额 / its part of the claim'), minimum: 1 },
          account: {
            type: 'object',
            additionalProperties: false,
            required: ['bank', 'accountNumber'],
            description: '收款账户 / account for payments',
            properties: {
              bank: textInput('开户行 / bank', '中国银行石家庄分行', 100),
              accountNumber: textInput('账号 / account number', '6216610200000000744', 40),
            },
          },
        },
      },
    },
    debtors: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      description: '被执行人 / debtors',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'kind', 'idNumber'],
        properties: personal,
      },
    },
    training: {
      type: 'object',
      additionalProperties: false,
      required: ['legalStart', 'secondsPerDay'],
      description: '培训时钟，仅限培训环境 / training clock, only in a training deployment',
      properties: {
        legalStart: { type: 'string', format: 'date-time' },
        secondsPerDay: { type: 'number', exclusiveMinimum: 0, maximum: 86_400 },
      },
    },
  },
} as const;

interface PartyApplication {
  readonly name: string;
  readonly kind: 'person' | 'company' | 'unit';
  readonly idNumber: string;
  readonly contact?: { readonly [name: string]: string };
}

export interface Application {
  readonly externalId: string;
  readonly court: string;
  readonly filedOn?: string;
  readonly instrument: {
    readonly kind: string;
    readonly number: string;
    readonly effectiveOn: string;
    readonly performanceDueOn: string;
    readonly summary?: string;
  };
  readonly claim: {
    readonly principalFen: number;
    readonly interestFen: number;
    readonly costsFen: number;
    readonly interestFrom?: string;
    readonly generalRatePerMillion?: number;
  };
  readonly applicants: readonly (PartyApplication & {
    readonly claimFen: number;
    readonly account?: { readonly bank: string; readonly accountNumber: string };
  })[];
  readonly debtors: readonly PartyApplication[];
  readonly training?: { readonly legalStart: string; readonly secondsPerDay: number };
}
