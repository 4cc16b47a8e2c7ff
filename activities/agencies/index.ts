// The agencies that assist: what each can be asked, by the names the models use in `agency:<agency>:<operation>`. An agency is one
// entry here and its providers in providers.json; how the request travels is the channel's (http.ts, paper.ts).
export interface Agency {
  readonly title: string;
  readonly operations: readonly string[];
}

export const agencies: { readonly [name: string]: Agency } = {
  bank: { title: '银行', operations: ['query', 'freeze', 'transfer', 'release'] },
  realEstate: { title: '不动产登记机构', operations: ['query', 'seal', 'release', 'transferTitle'] },
  vehicle: { title: '机动车登记机构', operations: ['query', 'seize', 'release'] },
  auction: { title: '网络司法拍卖平台', operations: ['inquire', 'publish', 'settle', 'withdraw'] },
  police: { title: '公安机关', operations: ['locate', 'detain', 'investigate'] },
  credit: { title: '信用信息平台', operations: ['restrict', 'lift', 'list', 'delist', 'notify'] },
  procuratorate: { title: '人民检察院', operations: ['notify', 'prosecute'] },
};

/** Every job type that the agencies handle. */
export const agencyJobTypes: readonly string[] = Object.entries(agencies).flatMap(([agency, { operations }]) =>
  operations.map((operation) => `agency:${agency}:${operation}`),
);
