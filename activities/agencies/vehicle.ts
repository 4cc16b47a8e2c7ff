// 机动车登记机构: finds vehicles, seizes them in the register, and releases them.
import { type Agency, about, asset, count, day, fields, listOf, person } from './agency.ts';

export const vehicle: Agency = {
  title: '机动车登记机构',
  operations: {
    query: { title: '查询机动车登记', request: fields({ person }), answer: fields({ assets: listOf(asset) }) },
    seize: {
      title: '办理查封登记',
      request: fields({ ...about, 'until?': day }),
      answer: fields({ position: count, 'sealedOn?': day }),
    },
    release: { title: '解除查封登记', request: fields(about), answer: fields({ 'releasedOn?': day }) },
  },
};
