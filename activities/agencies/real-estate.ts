// 不动产登记机构: finds, seals and releases flats and land, and registers them in a buyer's name.
import { type Agency, about, asset, count, day, fields, listOf, person, text } from './agency.ts';

export const realEstate: Agency = {
  title: '不动产登记机构',
  operations: {
    query: { title: '查询不动产登记', request: fields({ person }), answer: fields({ assets: listOf(asset) }) },
    seal: {
      title: '办理查封登记',
      request: fields({ ...about, 'until?': day }),
      answer: fields({ position: count, 'sealedOn?': day }),
    },
    release: { title: '注销查封登记', request: fields(about), answer: fields({ 'releasedOn?': day }) },
    transferTitle: {
      title: '办理转移登记',
      request: fields({ ...about, buyer: person }),
      answer: fields({ 'transferredOn?': day, 'certificate?': text }),
    },
  },
};
