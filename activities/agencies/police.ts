// 公安机关: locates people, carries out detentions, investigates crimes.
import { type Agency, count, day, fields, text, yesOrNo } from './agency.ts';

export const police: Agency = {
  title: '公安机关',
  operations: {
    locate: { title: '协助查找', request: fields({}), answer: fields({ found: yesOrNo, 'place?': text }) },
    detain: {
      title: '执行司法拘留',
      request: fields({ days: count }),
      answer: fields({ 'detainedOn?': day, 'days?': count }),
    },
    investigate: { title: '移送侦查', request: fields({}), answer: fields({ filed: yesOrNo, 'filedOn?': day }) },
  },
};
