// 人民检察院: is notified of crimes that the court referred, and prosecutes them.
import { type Agency, day, fields, yesOrNo } from './agency.ts';

export const procuratorate: Agency = {
  title: '人民检察院',
  operations: {
    notify: { title: '通报移送情况', request: fields({}), answer: fields({ 'receivedOn?': day }) },
    prosecute: {
      title: '审查起诉',
      request: fields({}),
      answer: fields({ 'accepted?': yesOrNo, 'acceptedOn?': day }),
    },
  },
};
