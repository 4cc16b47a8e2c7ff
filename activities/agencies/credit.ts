// 信用信息平台: publishes and removes consumption restrictions and dishonest list entries; notifies the superiors of
// assisting bodies.
import { type Agency, day, fields, text } from './agency.ts';

const published = fields({ 'publishedOn?': day, 'reference?': text });

export const credit: Agency = {
  title: '信用信息平台',
  operations: {
    restrict: { title: '公布限制消费', request: fields({}), answer: published },
    lift: { title: '解除限制消费', request: fields({}), answer: published },
    list: { title: '公布失信信息', request: fields({}), answer: published },
    delist: { title: '屏蔽失信信息', request: fields({}), answer: published },
    notify: { title: '通报主管部门', request: fields({}), answer: fields({ 'receivedOn?': day }) },
  },
};
