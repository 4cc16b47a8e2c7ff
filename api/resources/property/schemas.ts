// 财产与惩戒: the debtors' assets with the control measures on them; fines, detentions and credit measures.
import type { Asset } from '../../../db/assets.ts';
import type { ControlMeasure } from '../../../db/control-measures.ts';
import type { CreditMeasure } from '../../../db/credit-measures.ts';
import type { Sanction } from '../../../db/sanctions.ts';
import {
  date,
  fen,
  integer,
  json,
  legalBasis,
  list,
  named,
  nullable,
  object,
  oneOf,
  text,
  uuid,
} from '../../http/schema.ts';
import { assetExample, creditMeasureExample, measureExample, sanctionExample } from './examples.ts';

const measure = named(
  'ControlMeasure',
  '控制措施 / a control measure on an asset',
  object<ControlMeasure>({
    id: uuid('措施 id / measure'),
    assetId: uuid('财产 id / asset'),
    kind: oneOf<ControlMeasure['kind']>('种类 / kind', { freeze: '冻结', seal: '查封', seize: '扣押' }),
    position: integer('顺位：1 首封，2 起轮候 / 1: in effect; 2 and up: queued'),
    amountFen: nullable(fen('冻结数额 / amount frozen')),
    beginsOn: date('起始日期 / begins on'),
    expiresOn: date('届满日期 / expires on'),
    releasedOn: nullable(date('解除日期 / released on')),
    releaseReason: nullable(text('解除理由 / reason of the release')),
    legalBasis,
  }),
  measureExample,
);

export const asset = named(
  'Asset',
  '财产 / an asset',
  object<Asset>({
    id: uuid('财产 id / asset'),
    ownerPartyId: nullable(uuid('所有人（当事人 id）/ the party that owns it')),
    kind: text('种类，如 deposit 存款、realEstate 不动产、vehicle 车辆 / kind'),
    description: text('说明 / description'),
    source: text('来源：告知的单位，report 申报，clue 线索 / the agency that reported it, a property report or a clue'),
    externalRef: text('登记单位的编号 / number at the registering body'),
    valueFen: nullable(fen('价值 / value')),
    details: json('登记单位所告知的其他内容 / further data from the registering body'),
    foundOn: date('发现日期 / found on'),
    status: oneOf<Asset['status']>('状态 / status', {
      found: '已发现',
      controlled: '已控制',
      valued: '已定价',
      sold: '已变卖、拍卖',
      transferred: '已划拨、过户',
      released: '已解除',
      returned: '已返还',
      exempt: '依法不得执行',
    }),
    measures: list(measure, '控制措施 / control measures'),
  }),
  assetExample,
);

export const sanction = named(
  'Sanction',
  '罚款、拘留 / a fine or detention',
  object<Sanction>({
    id: uuid('决定 id / sanction'),
    subject: text('被处罚人 / on whom'),
    subjectKind: oneOf<Sanction['subjectKind']>('被处罚人类型 / kind of subject', { person: '个人', unit: '单位' }),
    kind: oneOf<Sanction['kind']>('种类 / kind', { fine: '罚款', detention: '拘留' }),
    amountFen: nullable(fen('罚款数额 / amount of a fine')),
    days: nullable(integer('拘留天数 / days of a detention')),
    decidedOn: date('决定日期 / decided on'),
    servedOn: nullable(date('送达日期 / served on')),
    state: oneOf<Sanction['state']>('状态 / state', {
      decided: '已决定',
      upheld: '复议维持',
      changed: '复议变更',
      revoked: '已撤销',
      executed: '已执行',
    }),
    details: json('其他内容 / further content of the decision'),
    legalBasis,
  }),
  sanctionExample,
);

export const creditMeasure = named(
  'CreditMeasure',
  '信用惩戒措施 / a credit measure',
  object<CreditMeasure>({
    id: uuid('措施 id / measure'),
    partyId: uuid('当事人 id / party'),
    kind: oneOf<CreditMeasure['kind']>('种类 / kind', {
      dishonestList: '纳入失信被执行人名单',
      consumptionRestriction: '限制消费',
      exitBan: '限制出境',
    }),
    ground: text('事由 / ground'),
    beginsOn: date('起始日期 / begins on'),
    endsOn: nullable(date('届满日期；null 为至解除时止 / last day; null: until it is lifted')),
    liftedOn: nullable(date('解除日期 / lifted on')),
    liftReason: nullable(text('解除理由 / reason for lifting it')),
    legalBasis,
  }),
  creditMeasureExample,
);
